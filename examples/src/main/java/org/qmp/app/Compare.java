package org.qmp.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.Method;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qmp compare}. */
@Command(
    name = "compare",
    header = "Runs several methods on the same seeds and tells them apart.",
    description = {
      "",
      "Runs what is missing, goes on with what is unfinished, one run on each thread, and ends with",
      "tables, learning curves, matrices of who acted, and maps of whom the switch picks. All of",
      "this is the same whatever the number of threads, and also after a stop or a kill: the same",
      "command goes on. What is not given is as it fits the world, and the same for all methods.",
      "",
      "Example:",
      "  qmp compare --suite point --methods separated,separated+qmp,uniform --seeds 5",
      "",
      "SIGTERM and Ctrl-C save all runs before the process ends (143).",
      ""
    },
    optionListHeading = "Options:\n",
    sortOptions = false)
final class Compare implements Callable<Integer> {
  static final double THRESHOLD = 0.9;

  private final Console console;
  private final Stop stop;
  private final Function<String, TaskSuite> worlds;
  @Mixin private final RunOptions options = new RunOptions();
  @Mixin private final SwitchOptions rule = new SwitchOptions();

  @Option(
      names = "--methods",
      paramLabel = "<methods>",
      required = true,
      converter = Methods.Several.class,
      description = "With commas, the one that the others are held against first.")
  private Methods.@Nullable Names methods;

  @Option(
      names = "--seeds",
      paramLabel = "<count>",
      converter = Numbers.Some.class,
      defaultValue = "5",
      description = "How many: 1, 2, … Default: 5.")
  private int seeds;

  @Option(
      names = "--threshold",
      paramLabel = "<share>",
      converter = Numbers.Share.class,
      description = "Of success, the steps to which are counted. Default: 0.9.")
  private double threshold = THRESHOLD;

  @Option(
      names = "--out",
      paramLabel = "<directory>",
      description = "Where runs and files go. Default: runs/compare-<world>.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "<count>",
      converter = Numbers.Threads.class,
      description = "Runs at a time; changes no result. Default: one for each processor.")
  private int threads = Numbers.Threads.all();

  @Option(names = "--quiet", description = "Say nothing unless something goes wrong.")
  private boolean quiet;

  Compare(Console console, Stop stop, Function<String, TaskSuite> worlds) {
    this.console = console;
    this.stop = stop;
    this.worlds = worlds;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunSpec base = options.over(options.world().defaults());
    Path directory = out == null ? Path.of("runs", "compare-" + base.suite()) : out;
    Comparison comparison = new Comparison(base, chosen(), seeds, directory);
    Session session = new Session(console, stop, worlds, Backend.best(), quiet);
    Optional<Verdict> verdict = new Contest(session, comparison, threshold).run(threads);
    if (verdict.isPresent() && !quiet) {
      say(verdict.get(), directory);
    }
    return 0;
  }

  private void say(Verdict verdict, Path directory) {
    console.say("\n%s\n", verdict.caption());
    verdict.tables().forEach(table -> console.say("%s", table.text()));
    verdict.sentences().forEach(sentence -> console.say("%s\n", sentence));
    console.say("tables and pictures: %s", directory);
  }

  /** The methods, each with what was given about the switch if it has one. */
  private List<Method> chosen() {
    List<Method> chosen = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    List<Method> named = methods == null ? List.of() : methods.list();
    if (named.stream().noneMatch(Methods::switches)) {
      rule.requireNone("none of --methods");
    }
    for (Method method : named) {
      chosen.add(Methods.switches(method) ? rule.over(method) : method);
      if (!names.add(Methods.name(method))) {
        throw new UsageException(
            "--methods: "
                + Methods.name(method)
                + " is there twice, but different ones are allowed");
      }
    }
    return chosen;
  }
}
