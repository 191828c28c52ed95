package org.qmp.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;

/** The first thing that a newcomer sees: a pendulum before and after it has learned to swing up. */
record Demo(Session session, Console console, boolean quiet) {
  /** Small networks and large steps: enough for this world on every seed tried, and soon done. */
  static final RunSpec SPEC = spec(20_000);

  /** The demo with another number of steps. The first evaluation comes before the first update. */
  static RunSpec spec(long steps) {
    RunSpec spec = Worlds.PENDULUM.defaults();
    return new RunSpec(
        spec.suite(),
        spec.method(),
        spec.seed(),
        spec.precision(),
        TrainingConfig.of(steps),
        spec.sac());
  }

  /** Trains in a new directory. */
  int run(Path parent, RunSpec spec) throws IOException {
    Path directory = fresh(parent);
    Report report = new Report(console, quiet);
    if (!quiet) {
      console.say("The demo: a motor too weak to lift a rod learns to swing it up and hold it.");
    }
    report.header(spec, directory, session.backend());
    Session.End end = session.run(spec, directory);
    report.end(end, directory);
    if (end.over() && !quiet) {
      Learning learning = Learning.of(directory);
      console.say(
          "%nBefore, an episode's return was %s; now it is %s (0 would be a rod that always stands).",
          Format.number(learning.first()), Format.number(learning.last()));
      console.say("Open %s in a browser to watch it.", directory.resolve(Report.FILM));
    }
    return 0;
  }

  private static Path fresh(Path parent) {
    Path directory = parent.resolve("demo");
    for (int i = 2; Files.exists(directory); i++) {
      directory = parent.resolve("demo-" + i);
    }
    return directory;
  }
}
