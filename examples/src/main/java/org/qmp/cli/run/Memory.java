package org.qmp.cli.run;

import java.util.List;
import java.util.Optional;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * Checks whether the transitions that runs will keep fit into memory, since a replay may grow for
 * hours before memory runs out.
 */
public final class Memory {
  /**
   * The share of Java's memory that is left for transitions beside networks and everything else.
   */
  private static final double SHARE = 0.8;

  private static final double GIBIBYTE = 1L << 30;

  private Memory() {}

  /** The size of a suite's transition, in bytes. */
  private static long transition(TaskSuite suite) {
    ReplayBuffer one = new ReplayBuffer(suite.observations().size(), suite.actions().size(), 1);
    return (long) one.savedLength() * Float.BYTES;
  }

  /** The transitions of all tasks once a run is over, or its buffers are full, in bytes. */
  public static double replay(RunSpec spec, TaskSuite suite) {
    double full = (double) spec.training().replayCapacity() * suite.size();
    return Math.min(full, (double) spec.training().steps()) * transition(suite);
  }

  /**
   * The warning for runs whose transitions will not fit.
   *
   * @param together the runs at a time, all of this suite
   * @param available to Java, in bytes
   */
  static Optional<String> warning(List<RunSpec> together, TaskSuite suite, double available) {
    int runs = together.size();
    double needed = together.stream().mapToDouble(spec -> replay(spec, suite)).sum();
    if (needed <= SHARE * available) {
      return Optional.empty();
    }
    double capacity = SHARE * available / runs / suite.size() / transition(suite);
    double unit = StrictMath.pow(10, Math.floor(StrictMath.log10(Math.max(1, capacity))));
    return Optional.of(
        Format.text(
            "the replay will take %.1f GiB%s, but Java may use %.1f GiB in all:"
                + " QMP_JAVA_OPTS=-Xmx%.0fg ./qmp (or java -Xmx%4$.0fg -jar qmp.jar) gives it more;"
                + " --replay-capacity %.0f, the transitions kept of each task, makes it fit%s",
            needed / GIBIBYTE,
            runs > 1 ? Format.text(" in %d runs at a time", runs) : "",
            available / GIBIBYTE,
            Math.ceil(needed / SHARE / GIBIBYTE),
            Math.max(1, Math.floor(capacity / unit) * unit),
            runs > 1 ? "; so do fewer --threads" : ""));
  }

  /** Warns if the transitions of runs at a time will not fit into this process. */
  public static void warnIfShort(List<RunSpec> together, TaskSuite suite, Console console) {
    double available = (double) Runtime.getRuntime().maxMemory();
    warning(together, suite, available).ifPresent(console::warn);
  }
}
