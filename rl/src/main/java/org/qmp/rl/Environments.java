package org.qmp.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.qmp.autograd.NonFiniteException;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.RescaleAction;
import org.qmp.env.Space;
import org.qmp.env.TaskSuite;
import org.qmp.env.TaskSuite.Task;
import org.qmp.env.Wrapper;
import org.qmp.rl.behavior.MethodException;

/** Makes environments with actions in [−1, 1], guarded, and closes them. */
final class Environments implements AutoCloseable {
  private final TaskSuite suite;
  private final List<Environment> made = new ArrayList<>();

  /**
   * Environments of a suite.
   *
   * @throws MethodException if the suite has guides or reward functions, which know its own actions
   *     only, and these are not in [−1, 1]
   */
  Environments(TaskSuite suite) {
    this.suite = suite;
    boolean guided = !suite.guides().isEmpty();
    if ((guided || suite.relabeling().isPresent())
        && !suite.actions().equals(Box.cube(suite.actions().size(), -1, 1))) {
      throw new MethodException(
          String.format(
              Locale.ROOT,
              "suite %s has %s for actions in %s, expected [−1, 1]",
              suite.name(),
              guided ? "guides" : "reward functions",
              suite.actions()));
    }
  }

  /**
   * A new environment of a task.
   *
   * @param evaluating whether it is to evaluate in
   * @param moment such as {@code step 7}, for messages
   * @throws EnvironmentException if it cannot be made, or has other spaces than its suite
   * @throws IllegalArgumentException unless its actions are a box with finite bounds
   */
  Environment create(int index, boolean evaluating, Supplier<String> moment) {
    Task task = suite.tasks().get(index);
    Supplier<String> where = () -> "task " + task.name() + ", " + moment.get();
    Environment environment;
    try {
      environment =
          Objects.requireNonNull(
              evaluating ? task.createForEvaluation() : task.create(), "it is null");
    } catch (RuntimeException e) {
      throw failed(where, "no environment could be made", e);
    }
    made.add(environment);
    require(where, "observations", suite.observations(), environment.observations());
    require(where, "actions", suite.actions(), environment.actions());
    Environment guarded = new Guard(new RescaleAction(environment), evaluating, where);
    made.set(made.size() - 1, guarded);
    return guarded;
  }

  /** New environments of all tasks, in order, to evaluate in; throws as {@link #create}. */
  List<Environment> forEvaluation(String moment) {
    return IntStream.range(0, suite.size()).mapToObj(i -> create(i, true, () -> moment)).toList();
  }

  @Override
  public void close() {
    List<Environment> all = List.copyOf(made);
    made.clear();
    Environment.closeAll(all);
  }

  private static EnvironmentException failed(
      Supplier<String> where, String what, RuntimeException cause) {
    String said = Objects.requireNonNullElse(cause.getMessage(), "no reason given");
    return new EnvironmentException(where.get() + ": " + what + ": " + said, cause);
  }

  private static void require(Supplier<String> where, String what, Space suite, Space environment) {
    if (!suite.equals(environment)) {
      throw new EnvironmentException(
          String.format(
              Locale.ROOT,
              "%s: the environment's %s are %s, the suite's %s",
              where.get(),
              what,
              environment,
              suite),
          null);
    }
  }

  /**
   * Catches faults where they happen and names them: an error in a run of days has to say which
   * task it was and when. Numbers that no float can hold are faults too, and so is an element of an
   * observation that the environment has not written.
   */
  private static final class Guard extends Wrapper {
    private final boolean evaluating;
    private final Supplier<String> where;
    private int steps;

    Guard(Environment inner, boolean evaluating, Supplier<String> where) {
      super(inner);
      this.evaluating = evaluating;
      this.where = where;
    }

    @Override
    public void reset(Chance chance, double[] observationOut) {
      Arrays.fill(observationOut, Double.NaN); // entries that are not written stay NaN
      guarded("reset", () -> super.reset(chance, observationOut));
      steps = 0;
      requireFinite("observation", observationOut);
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      requireFinite("action", action);
      Arrays.fill(observationOut, Double.NaN);
      Outcome outcome;
      try {
        outcome = Objects.requireNonNull(super.step(action, observationOut), "no outcome");
      } catch (RuntimeException e) {
        throw failed("step", e);
      }
      requireFinite("observation", observationOut);
      if (!Float.isFinite((float) outcome.reward())) {
        throw noFiniteFloat("reward", outcome.reward());
      }
      steps++;
      if (evaluating && steps >= Evaluation.LONGEST_EPISODE && !outcome.over()) {
        throw new EnvironmentException(
            (where.get() + ": an episode of " + inner.name() + " has not ended after " + steps)
                + " steps; TimeLimit ends episodes",
            null);
      }
      return outcome;
    }

    @Override
    public void readMetrics(double[] out) {
      guarded("readMetrics", () -> super.readMetrics(out));
      requireFinite("metric", out);
    }

    @Override
    public void saveState(double[] out) {
      guarded("saveState", () -> super.saveState(out));
    }

    @Override
    public void restoreState(double[] in, Chance chance) {
      guarded("restoreState", () -> super.restoreState(in, chance));
    }

    @Override
    public void close() {
      guarded("close", super::close);
    }

    private void guarded(String what, Runnable call) {
      try {
        call.run();
      } catch (RuntimeException e) {
        throw failed(what, e);
      }
    }

    private EnvironmentException failed(String what, RuntimeException cause) {
      return Environments.failed(where, inner.name() + " failed in " + what, cause);
    }

    private void requireFinite(String what, double[] values) {
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite((float) values[i])) {
          throw noFiniteFloat(what + "[" + i + "]", values[i]);
        }
      }
    }

    private NonFiniteException noFiniteFloat(String what, double value) {
      return new NonFiniteException(
          where.get() + ": " + what + " is " + value + ", not a finite float");
    }
  }
}
