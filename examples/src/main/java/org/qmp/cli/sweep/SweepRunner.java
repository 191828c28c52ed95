package org.qmp.cli.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.compare.ComparisonRunner;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.compare.ParallelRuns;
import org.qmp.cli.option.Shard;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.RunExecutor;
import org.qmp.cli.run.RunResult;
import org.qmp.cli.sweep.Standings.Outcome;
import org.qmp.cli.sweep.Standings.Trial;
import org.qmp.cli.sweep.SweepPlan.Candidate;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;

/** Carries out a sweep: makes the runs that are decided, from whose results further ones follow. */
public final class SweepRunner {
  private final RunContext context;
  private final SweepPlan plan;
  private final Measure measure;
  private final Shard shard;
  private final boolean retries;
  private final List<String> tasks;
  private final Map<Member, Outcome> known = new HashMap<>();
  private final Set<Member> tried = new HashSet<>();

  /**
   * Creates a runner, which reads and runs nothing yet.
   *
   * @param context with kernels of one thread
   * @param measure whose learning curves count
   * @param shard whose runs are carried out here
   * @param retries whether these are tried again if they failed before
   */
  public SweepRunner(
      RunContext context,
      SweepPlan plan,
      TaskSuite suite,
      Measure measure,
      Shard shard,
      boolean retries) {
    this.context = context;
    this.plan = plan;
    this.measure = measure;
    this.shard = shard;
    this.retries = retries;
    tasks = suite.taskNames();
  }

  /**
   * Checks that the sweep can begin or continue.
   *
   * @throws org.qmp.cli.option.UsageException if the suite lacks what a candidate asks for, or the
   *     directory holds something else
   */
  public void requirePossible() throws IOException {
    Map<List<Object>, RunSpec> different = new LinkedHashMap<>();
    for (List<Candidate> candidates : plan.methods()) {
      candidates.forEach(c -> different.putIfAbsent(possibility(c.spec()), c.spec()));
    }
    different.values().forEach(context.executor()::requirePossible);
    ComparisonRunner.requireRoom(plan.directory(), plan::owns);
  }

  /** The parts of a run that decide whether it is possible. */
  private static List<Object> possibility(RunSpec spec) {
    return List.of(spec.method(), spec.precision(), spec.sac().batch(), spec.sac().hidden());
  }

  /** The state of the sweep, read from the directories of its runs. */
  public Standings look() throws IOException {
    known.values().removeIf(Outcome::isFailed); // another process may be trying them again
    while (true) {
      Standings standings = Standings.of(plan, known);
      int before = known.size();
      for (Trial trial : standings.open()) {
        outcome(trial.member()).ifPresent(outcome -> known.put(trial.member(), outcome));
      }
      if (known.size() == before) {
        return standings;
      }
    }
  }

  private Optional<Outcome> outcome(Member member) throws IOException {
    Optional<RunResult> result = RunResult.in(member.directory(), member.spec());
    if (result.isEmpty() || result.get().isFailed()) {
      return result.map(failed -> new Outcome(List.of(), "", failed.failure()));
    }
    TrainingConfig training = member.spec().training();
    Metrics metrics = Metrics.of(member.directory()).whenDue(training);
    List<Double> heights = new ArrayList<>();
    for (String task : tasks) {
      String name = measure.name(Acts.OWN, task);
      SortedMap<Long, Double> values = metrics.series(name);
      if (!isWhole(values.keySet(), training)) {
        throw new IOException(Metrics.file(member.directory()) + " lacks evaluations: " + name);
      }
      heights.add(Measure.curve(values).normalizedArea());
    }
    return Optional.of(new Outcome(heights, result.get().fingerprint(), ""));
  }

  /** Whether there is an evaluation of every round in which one was due, and of the last one. */
  private boolean isWhole(Set<Long> steps, TrainingConfig training) {
    long before = 0;
    for (long step : steps) {
      if (step - before - tasks.size() >= training.evaluateEvery()) {
        return false;
      }
      before = step;
    }
    return before >= training.steps();
  }

  /**
   * Makes the runs that are decided and in the shard, until none is left or another process has
   * taken one over.
   *
   * @param threads runs at a time
   * @return whether they are done; if not, a stop was requested, and all runs are saved
   */
  public boolean run(int threads) throws IOException, InterruptedException {
    while (true) {
      List<Member> members = new ArrayList<>();
      for (Trial trial : look().trials()) {
        Member member = trial.member();
        boolean again = retries && trial.isFailed() && !tried.contains(member);
        if (shard.has(trial.place(), 1) && (trial.isOpen() || again)) {
          if (again) {
            RunExecutor.forgetFailure(member.spec(), member.directory());
          }
          known.remove(member);
          members.add(member);
        }
      }
      if (members.isEmpty()) {
        return true;
      }
      tried.addAll(members);
      int lanes = Math.min(threads, members.size());
      var results = new ParallelRuns(context, members).run(lanes).values();
      if (results.stream().filter(RunResult::isOver).count() < members.size()) {
        return !context.stop().requested(); // else other processes have taken runs over
      }
    }
  }
}
