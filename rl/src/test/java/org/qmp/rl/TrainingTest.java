package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.multitask.Learner;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.sac.SacConfig;

/** The update ratio, the warm-up, evaluation without effect on training, and what is stored. */
final class TrainingTest {
  private static final int WARM_UP = 20;

  private static RunSpec spec(String suite, double ratio, SacConfig sac) {
    return new RunSpec(
        suite,
        Method.SEPARATED,
        4,
        Precision.FLOAT,
        new TrainingConfig(1000, WARM_UP, Start.UNIFORM, Turns.STEPS, ratio, 500, 1000, 1, 1000),
        sac);
  }

  private static Training training(RunSpec spec, TaskSuite suite) {
    return new Training(spec, suite, Backend.plain());
  }

  @ParameterizedTest
  @CsvSource({
    "pendulum, 0.5",
    "pendulum, 1",
    "pendulum, 2.5",
    "pendulum, 0",
    "pendulum, 0.3",
    "point, 0.5",
    "point, 1",
    "point, 2.5",
    "point, 0"
  })
  void updatesAreTheWholePartOfRatioTimesStepsOfATaskSinceTheWarmUp(String suite, double ratio) {
    Training training = training(spec(suite, ratio, Runs.tinyNets(2)), Runs.suite(suite));
    int tasks = training.tasks().size();
    for (int round = 1; round <= 41; round++) {
      training.round();
      int since = Math.max(0, round - WARM_UP / tasks);
      assertEquals((long) Math.floor(ratio * since), training.updates(), "round " + round);
    }
    for (Learner learner : training.learners().all()) {
      assertEquals(training.updates(), learner.sac().updates());
    }
  }

  @Test
  void warmUpActionsAreRandomAndIndependentOfThePolicy() {
    Training wide = training(spec("point", 1, Runs.tinyNets(2)), Runs.suite("point"));
    Training other = training(spec("point", 1, Runs.tinyNets(16)), Runs.suite("point"));
    other.learners().all().forEach(l -> l.sac().state().values().forEach(mat -> mat.fill(0.01)));
    for (int round = 0; round < 10; round++) {
      wide.round();
      other.round();
    }
    for (int task = 0; task < 4; task++) {
      Batch warm = MethodRuns.rows(wide.tasks().get(task).replay);
      Batch same = MethodRuns.rows(other.tasks().get(task).replay);
      for (int i = 0; i < 10; i++) {
        for (int j = 0; j < 2; j++) {
          boolean random = i < WARM_UP / 4;
          assertEquals(random, warm.action().get(i, j) == same.action().get(i, j), "step " + i);
        }
      }
    }
  }

  /**
   * A random transition is recorded for the task's own policy; no window of a mixture counts it.
   */
  @Test
  void randomActionsAreRecordedForTheTasksOwnPolicy() {
    Training training = training(spec("point", 1, Runs.tinyNets(2)), Runs.suite("point"));
    for (int round = 0; round < WARM_UP / 4; round++) {
      training.round();
    }
    for (int task = 0; task < 4; task++) {
      TaskLoop loop = training.tasks().get(task);
      for (int i = 0; i < loop.replay.size(); i++) {
        assertEquals(task, loop.replay.actingPolicy(i));
      }
      assertArrayEquals(new long[4], loop.acted);
    }
    training.round();
    assertArrayEquals(new long[] {0, 0, 1, 0}, training.tasks().get(2).acted);
  }

  @Test
  void warmUpActionsAreSpreadEvenlyFromMinusOneToOne() {
    RunSpec all =
        new RunSpec(
            "pendulum",
            Method.SEPARATED,
            4,
            Precision.FLOAT,
            new TrainingConfig(4000, 4000, Start.UNIFORM, Turns.STEPS, 1, 4000, 4000, 1, 4000),
            Runs.tinyNets(2));
    Training training = training(all, Pendulum.suite());
    for (int round = 0; round < 4000; round++) {
      training.round();
    }
    int[] counts = new int[8];
    Batch stored = MethodRuns.rows(training.tasks().get(0).replay);
    for (int i = 0; i < 4000; i++) {
      counts[(int) ((stored.action().get(i, 0) + 1) * 4)]++;
    }
    for (int count : counts) {
      assertEquals(500, count, 5 * Math.sqrt(500 * 7 / 8.0)); // five deviations of a binomial
    }
  }

  @ParameterizedTest
  @CsvSource({"pendulum", "point"})
  void evaluationDoesNotTouchTraining(String suite, @TempDir Path temp) throws IOException {
    String never = withEvaluations(suite, 1000, 1, temp.resolve("never"));
    assertEquals(never, withEvaluations(suite, 7, 1, temp.resolve("often")));
    assertEquals(never, withEvaluations(suite, 50, 3, temp.resolve("long")));
  }

  private static String withEvaluations(String suite, long every, int episodes, Path path)
      throws IOException {
    TrainingConfig config =
        new TrainingConfig(120, WARM_UP, Start.UNIFORM, Turns.STEPS, 1, 500, every, episodes, 1000);
    RunSpec spec =
        new RunSpec(suite, Method.SEPARATED, 4, Precision.FLOAT, config, Runs.tinyNets(4));
    return Runs.run(spec, Runs.suite(suite), path, Runs.SILENT);
  }

  /** Ends episodes by step count: in turn, truncated after two steps and terminated after three. */
  private static final class Clockwork extends Wrapper {
    private int episode;
    private int step;

    Clockwork(Environment inner) {
      super(inner);
    }

    @Override
    public void reset(Chance chance, double[] observationOut) {
      super.reset(chance, observationOut);
      episode++;
      step = 0;
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      double reward = super.step(action, observationOut).reward();
      step++;
      if (episode % 2 == 1) {
        return step == 2 ? new Outcome.Truncated(reward) : new Outcome.Running(reward);
      }
      return step == 3 ? new Outcome.Terminated(reward) : new Outcome.Running(reward);
    }
  }

  @Test
  void truncatedEpisodesBootstrapAndTerminatedOnesDoNot() {
    Training training =
        training(spec("pendulum", 0, Runs.tinyNets(2)), Pendulum.suite().wrapped(Clockwork::new));
    for (int round = 0; round < 10; round++) {
      training.round();
    }
    Batch stored = MethodRuns.rows(training.tasks().get(0).replay);
    assertArrayEquals(
        new double[] {1, 1, 1, 1, 0, 1, 1, 1, 1, 0}, column(10, i -> stored.continues().get(i, 0)));
    for (int i = 1; i < 10; i++) {
      boolean firstOfEpisode = List.of(2, 5, 7).contains(i);
      int step = i;
      double[] seen = column(3, j -> stored.obs().get(step, j));
      double[] before = column(3, j -> stored.nextObs().get(step - 1, j));
      assertEquals(!firstOfEpisode, Arrays.equals(seen, before), "step " + i);
    }
  }

  @Test
  void anEpisodeOfThePendulumIsTruncatedAndNotTerminated() {
    Training training = training(spec("pendulum", 0, Runs.tinyNets(2)), Pendulum.suite());
    for (int round = 1; round <= 250; round++) {
      training.round();
      assertEquals(round == 200, training.tasks().get(0).justEnded());
    }
    Batch stored = MethodRuns.rows(training.tasks().get(0).replay);
    assertTrue(IntStream.range(0, 250).allMatch(i -> stored.continues().get(i, 0) == 1));
    assertNotEquals(stored.nextObs().get(199, 0), stored.obs().get(200, 0));
  }

  /** Rewards of 1, 2, 3, … in successive steps. */
  private static final class Paying extends Wrapper {
    private int paid;

    Paying(Environment inner) {
      super(inner);
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      Outcome outcome = super.step(action, observationOut);
      paid++;
      return outcome.over() ? new Outcome.Terminated(paid) : new Outcome.Running(paid);
    }
  }

  /** Episodes of two and of three steps: 1 + 2, then 3 + 4 + 5, then 6 + 7. */
  @Test
  void theReturnOfAnEpisodeIsTheSumOfItsRewards() {
    TaskSuite suite = Pendulum.suite().wrapped(world -> new Paying(new Clockwork(world)));
    Training training = training(spec("pendulum", 0, Runs.tinyNets(2)), suite);
    TaskLoop loop = training.tasks().get(0);
    double[] returns = {0, 3, 3, 3, 12, 12, 13};
    for (double expected : returns) {
      training.round();
      assertEquals(expected, loop.lastReturn());
    }
    assertEquals(2, loop.lastLength());
  }

  /** There are no updates, so only the start states differ. */
  @Test
  void everyEvaluationHasItsOwnStartStatesAndIsTheSameWhenRepeated() {
    Training training = training(spec("pendulum", 0, Runs.tinyNets(2)), Pendulum.suite());
    double[] first = training.evaluate(Acts.OWN).get(0).returns();
    assertArrayEquals(first, training.evaluate(Acts.OWN).get(0).returns());
    training.round();
    assertNotEquals(first[0], training.evaluate(Acts.OWN).get(0).returns()[0]);
  }

  /** The elements from 0 to {@code length} − 1. */
  private static double[] column(int length, ToDoubleFunction<Integer> element) {
    return IntStream.range(0, length).mapToDouble(element::applyAsDouble).toArray();
  }
}
