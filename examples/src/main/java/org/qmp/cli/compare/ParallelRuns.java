package org.qmp.cli.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.run.Cluster;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Memory;
import org.qmp.cli.run.Pace;
import org.qmp.cli.run.ProgressLine;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.RunExecutor;
import org.qmp.cli.run.RunResult;
import org.qmp.cli.run.Runs;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Agent;
import org.qmp.rl.RunSpec;
import org.qmp.rl.Trainer;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.store.RunInUseException;
import org.qmp.rl.store.SupersededException;

/**
 * Carries out several runs side by side, one thread each. Which runs share the machine changes no
 * number.
 */
public final class ParallelRuns {
  private static final long TICK_MILLIS = 100;

  private final RunContext context;
  private final List<Comparison.Member> members;
  private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
  private final long[] steps;
  private final Pace pace = new Pace();

  /** {@link Pace#work Work} done here, not by an earlier process. */
  private long made;

  private final Map<Comparison.Member, RunResult> results = new HashMap<>();
  private @Nullable Throwable failure;

  /** Runs in any state; the context must have kernels of one thread. */
  public ParallelRuns(RunContext context, List<Comparison.Member> members) {
    this.context = context;
    this.members = List.copyOf(members);
    steps = new long[members.size()];
    IntStream.range(0, members.size()).forEach(waiting::add);
  }

  /**
   * Carries out all runs that are neither finished nor failed. A run that another process has open
   * is left until the end, and its result is awaited.
   *
   * @param lanes how many at a time
   * @return the results; if a stop was requested, only some, and runs that had begun are saved
   * @throws org.qmp.cli.option.UsageException if the suite lacks what a method asks for
   * @throws IOException if reading or writing failed; the others are saved
   * @throws org.qmp.cli.run.RunFailedException if a run met a {@link VirtualMachineError}, such as
   *     too little memory; the others are saved
   */
  public Map<Comparison.Member, RunResult> run(int lanes) throws IOException, InterruptedException {
    if (context.cluster().isPresent() && !members.isEmpty()) {
      return on(context.cluster().get());
    }
    context.stop().heed();
    warnIfMemoryIsShort(lanes);
    CountDownLatch working = new CountDownLatch(lanes);
    for (int i = 0; i < lanes; i++) {
      new Thread(() -> work(working), "run-" + i).start();
    }
    try (ProgressLine line = new ProgressLine(context.console(), context.quiet())) {
      pace.note(0, 0);
      while (!working.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (line.due()) {
          show(line);
        }
      }
    }
    return results();
  }

  private void warnIfMemoryIsShort(int lanes) throws IOException {
    List<RunSpec> unfinished = new ArrayList<>();
    for (Comparison.Member member : members) {
      if (RunResult.in(member.directory(), member.spec()).isEmpty()) {
        unfinished.add(member.spec());
      }
    }
    if (!unfinished.isEmpty()) {
      TaskSuite suite = context.suites().apply(unfinished.get(0).suite());
      Memory.warnIfShort(largest(unfinished, lanes, suite), suite, context.console());
    }
  }

  /** The runs, at most so many, that keep most transitions; all runs have the same suite. */
  static List<RunSpec> largest(List<RunSpec> specs, int count, TaskSuite suite) {
    return specs.stream()
        .sorted(Comparator.comparingDouble(spec -> -Memory.replay(spec, suite)))
        .limit(count)
        .toList();
  }

  private Map<Comparison.Member, RunResult> on(Cluster cluster) throws IOException {
    List<Cluster.Job> jobs = new ArrayList<>();
    for (Comparison.Member member : members) {
      jobs.add(Cluster.Job.of(member.spec(), member.directory(), parent(member)));
    }
    List<RunResult> ends = cluster.carryOut(jobs);
    for (int i = 0; i < ends.size(); i++) {
      Comparison.Member member = members.get(i);
      RunResult end = ends.get(i);
      if (end.isFailed() && RunResult.in(member.directory(), member.spec()).isEmpty()) {
        throw new IOException(member.directory() + ": " + end.failure() + "; try again");
      }
      results.put(member, end);
    }
    return results;
  }

  /** Without checkpoints, all steps are made again, with the same bits. */
  private static Optional<Path> parent(Comparison.Member member) throws IOException {
    Optional<Path> parent = member.parent();
    return parent.isPresent() && !Runs.isSaved(parent.get()) ? Optional.empty() : parent;
  }

  private synchronized void show(ProgressLine line) {
    pace.note(line.seconds(), (double) made);
    line.show(progress(members, steps, results, pace));
  }

  /** How far they are, and how long the rest will take. */
  static String progress(
      List<Comparison.Member> members,
      long[] steps,
      Map<Comparison.Member, RunResult> results,
      Pace pace) {
    long all = 0;
    long work = 0;
    int over = 0;
    int failed = 0;
    for (int i = 0; i < steps.length; i++) {
      TrainingConfig training = members.get(i).spec().training();
      long wanted = training.steps();
      all += wanted;
      RunResult result = results.get(members.get(i));
      if (result != null && result.isFailed()) {
        failed++;
      } else {
        work += Pace.work(training, wanted) - Pace.work(training, steps[i]);
        over += steps[i] >= wanted ? 1 : 0;
      }
    }
    long done = Arrays.stream(steps).sum();
    return Format.text(
        "%d of %s finished%s, %d %% of all steps, %s",
        over,
        Format.count(members.size(), "run"),
        failed == 0 ? "" : ", " + failed + " FAILED",
        100 * Math.min(done, all) / all,
        pace.left((double) work));
  }

  private synchronized Map<Comparison.Member, RunResult> results()
      throws IOException, InterruptedException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof InterruptedException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return Map.copyOf(results);
  }

  private void work(CountDownLatch working) {
    try {
      @Nullable Integer index = waiting.poll();
      while (index != null && !isStopping()) {
        if (!carryOut(index)) {
          waiting.add(index);
          Thread.sleep(TICK_MILLIS);
        }
        index = waiting.poll();
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      fail(e);
    } finally {
      working.countDown();
    }
  }

  /** Returns whether that is done; not while another process carries out this run. */
  private boolean carryOut(int index) throws IOException {
    Comparison.Member member = members.get(index);
    try {
      RunResult result =
          context
              .executor()
              .attempt(
                  member.spec(), member.directory(), parent(member), this::isStopping, of(index));
      found(index, result);
      return true;
    } catch (RunInUseException e) {
      return false;
    } catch (SupersededException e) {
      return true; // without a result, which the other process will write
    }
  }

  private RunExecutor.Watcher of(int index) {
    return new RunExecutor.Watcher() {
      @Override
      public void onOpen(Trainer trainer) {
        begin(index, trainer.step());
      }

      @Override
      public void onRound(Agent running) {
        note(index, running.step());
      }
    };
  }

  private synchronized void begin(int index, long step) {
    steps[index] = step;
  }

  private synchronized void found(int index, RunResult result) {
    steps[index] = result.step();
    results.put(members.get(index), result);
  }

  private synchronized void note(int index, long step) {
    TrainingConfig training = members.get(index).spec().training();
    made += Pace.work(training, step) - Pace.work(training, steps[index]);
    steps[index] = step;
  }

  private synchronized boolean isStopping() {
    return failure != null || context.stop().requested();
  }

  /** A failure that will meet every run, such as a full disk, stops all. */
  private synchronized void fail(Throwable error) {
    if (failure == null) {
      failure = error;
    }
  }
}
