package org.qmp.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;

/** The first thing that a newcomer sees: a pendulum before and after it has learned to swing up. */
record Demo(Session session, Console console, boolean quiet) {
  /** Small networks and large steps: enough for this world on every seed tried, and soon done. */
  static final RunSpec SPEC = spec(20_000);

  /** The demo with another number of steps. The first evaluation comes before the first update. */
  static RunSpec spec(long steps) {
    SacConfig s = SacConfig.defaults();
    return new RunSpec(
        Worlds.PENDULUM.key(),
        Method.SEPARATED,
        1,
        Precision.FLOAT,
        TrainingConfig.of(steps),
        new SacConfig(
            List.of(64, 64),
            128,
            1e-3,
            s.gamma(),
            s.tau(),
            s.targetUpdateInterval(),
            s.rewardScale(),
            s.temperature(),
            s.targetEntropy(),
            s.logStd(),
            s.criticNorm(),
            s.gradientClip()));
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
