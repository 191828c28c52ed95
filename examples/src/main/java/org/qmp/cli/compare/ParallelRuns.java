package org.qmp.cli.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Pace;
import org.qmp.cli.run.ProgressLine;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.Runs;
import org.qmp.rl.Agent;
import org.qmp.rl.Trainer;
import org.qmp.rl.TrainingConfig;

/** Several runs side by side, one thread each. Which runs share the machine changes no number. */
final class ParallelRuns {
  private static final long TICK_MILLIS = 100;

  private final RunContext context;
  private final List<Comparison.Member> members;
  private final AtomicInteger next = new AtomicInteger();
  private final long[] steps;
  private final Pace pace = new Pace();

  /** {@link Pace#work Work} done here, not by an earlier process. */
  private long made;

  private final List<Trainer> active = new ArrayList<>();
  private boolean stopping;
  private @Nullable Throwable failure;

  /** Runs in any state; the context must have kernels of one thread. */
  ParallelRuns(RunContext context, List<Comparison.Member> members) {
    this.context = context;
    this.members = List.copyOf(members);
    steps = new long[members.size()];
  }

  /**
   * Trains all that are not finished.
   *
   * @param lanes how many at a time
   * @return whether all are finished; if not, it was asked to stop, and all are saved
   * @throws UsageException if the suite lacks what a method asks for
   * @throws RunFailedException if one of them fails; the others are saved
   */
  boolean run(int lanes) throws IOException, InterruptedException {
    context.stop().onRequest(this::stop);
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
    return finished();
  }

  private synchronized void show(ProgressLine line) {
    pace.note(line.seconds(), (double) made);
    line.show(progress(members, steps, pace));
  }

  /** How far they are, and how long the rest will take. */
  static String progress(List<Comparison.Member> members, long[] steps, Pace pace) {
    long all = 0;
    long work = 0;
    int over = 0;
    for (int i = 0; i < steps.length; i++) {
      TrainingConfig training = members.get(i).spec().training();
      long wanted = training.steps();
      all += wanted;
      work += Pace.work(training, wanted) - Pace.work(training, steps[i]);
      over += steps[i] >= wanted ? 1 : 0;
    }
    long done = Arrays.stream(steps).sum();
    return Format.text(
        "%d of %s finished, %d %% of all steps, %s",
        over,
        Format.count(members.size(), "run"),
        100 * Math.min(done, all) / all,
        pace.left((double) work));
  }

  private synchronized boolean finished() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return !stopping;
  }

  private void work(CountDownLatch working) {
    try {
      int index = next.getAndIncrement();
      while (index < members.size() && !isStopping()) {
        carryOut(index);
        index = next.getAndIncrement();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    } finally {
      working.countDown();
    }
  }

  private void carryOut(int index) throws IOException {
    Comparison.Member member = members.get(index);
    if (Runs.isOver(member.spec(), member.directory())) {
      found(index, member.spec().training().steps());
      return;
    }
    try (Trainer trainer = context.open(member.spec(), member.directory(), Optional.empty())) {
      begin(trainer);
      found(index, trainer.step());
      RunContext.train(
          trainer,
          new Agent.Listener() {
            @Override
            public void onRound(Agent running) {
              note(index, running.step());
            }
          },
          member.directory());
      end(trainer);
    }
  }

  private synchronized void found(int index, long step) {
    steps[index] = step;
  }

  private synchronized void note(int index, long step) {
    TrainingConfig training = members.get(index).spec().training();
    made += Pace.work(training, step) - Pace.work(training, steps[index]);
    steps[index] = step;
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private synchronized void begin(Trainer trainer) {
    active.add(trainer);
    if (stopping) {
      trainer.requestStop();
    }
  }

  private synchronized void end(Trainer trainer) {
    active.remove(trainer);
  }

  /** The first failure stops all. */
  private synchronized void fail(Throwable error) {
    if (failure == null) {
      failure = error;
    }
    stop();
  }

  private synchronized void stop() {
    stopping = true;
    active.forEach(Trainer::requestStop);
  }
}
