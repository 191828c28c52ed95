package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.PointReach;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;

/** A method with a mixture is evaluated twice: with own policies and with the mixture. */
final class MixtureEvaluationTest {
  private static final Method QMP = Method.SEPARATED.with(QSwitch.defaults());
  private static final Method SWAPPED =
      Method.SEPARATED.with(
          new Behavior.Fixed(
              List.of(
                  List.of(0.0, 1.0, 0.0, 0.0),
                  List.of(1.0, 0.0, 0.0, 0.0),
                  List.of(0.0, 0.0, 0.0, 1.0),
                  List.of(0.0, 0.0, 1.0, 0.0)),
              1));

  /** Records the first action of every episode, for each world in the order of creation. */
  private static final class Notes {
    private final List<List<String>> firstActions = new ArrayList<>();

    TaskSuite suite() {
      return PointReach.suite().wrapped(Noting::new);
    }

    private final class Noting extends Wrapper {
      private final List<String> mine = new ArrayList<>();
      private boolean first;

      Noting(Environment inner) {
        super(inner);
        firstActions.add(mine);
      }

      @Override
      public void reset(Chance chance, double[] observationOut) {
        super.reset(chance, observationOut);
        first = true;
      }

      @Override
      public Outcome step(double[] action, double[] observationOut) {
        if (first) {
          mine.add(Arrays.toString(action));
          first = false;
        }
        return super.step(action, observationOut);
      }
    }
  }

  private static List<List<String>> firstActions(Method method, Acts who, int episodes) {
    Notes notes = new Notes();
    try (Training training = MethodRuns.training(notes.suite(), method)) {
      MethodRuns.rounds(training, 30);
      notes.firstActions.clear();
      training.evaluate(who, episodes, 3, "", "now");
      return notes.firstActions;
    }
  }

  /** All episodes start in the same state, so sampled actions would differ and means do not. */
  @ParameterizedTest
  @EnumSource(Acts.class)
  void evaluationsUseOnlyMeanActions(Acts who) {
    for (Method method : List.of(QMP, SWAPPED)) {
      List<List<String>> actions = firstActions(method, who, 4);
      assertEquals(4, actions.size());
      for (List<String> ofTask : actions) {
        assertEquals(4, ofTask.size());
        assertEquals(1, ofTask.stream().distinct().count(), ofTask.toString());
      }
    }
  }

  @Test
  void theMixtureActsInTheMixturesEvaluationAndOwnPoliciesInTheOther() {
    List<List<String>> own = firstActions(SWAPPED, Acts.OWN, 1);
    List<List<String>> mixture = firstActions(SWAPPED, Acts.MIXTURE, 1);
    assertEquals(List.of(own.get(1), own.get(0), own.get(3), own.get(2)), mixture);
    assertNotEquals(own.get(0), own.get(1));
  }

  @Test
  void anEvaluationGivesTheSameNumbersWhenItIsRepeated() {
    QSwitch sampling =
        new QSwitch(
            new QSwitch.Expectation(2),
            QSwitch.CriticChoice.FIRST,
            QSwitch.Entropy.NONE,
            3,
            0.5,
            0,
            2,
            QSwitch.Tie.OWN);
    try (Training training =
        MethodRuns.training(PointReach.suite(), Method.SEPARATED.with(sampling))) {
      MethodRuns.rounds(training, 40);
      for (Acts who : Acts.values()) {
        List<Evaluation> once = training.evaluate(who);
        List<Evaluation> again = training.evaluate(who);
        for (int i = 0; i < 4; i++) {
          assertArrayEquals(once.get(i).returns(), again.get(i).returns());
          assertArrayEquals(once.get(i).lengths(), again.get(i).lengths());
        }
      }
    }
  }

  /** Four policies with constant actions; u in [0, 1) chooses number ⌊4 u⌋. */
  @Test
  void everyEvaluationHasItsOwnRandomStreams() {
    Notes notes = new Notes();
    Method uniform = Method.SEPARATED.with(new Behavior.Uniform(1));
    try (Training training = MethodRuns.training(notes.suite(), uniform)) {
      List<String> tasks = training.policies().tasks();
      tasks.forEach(task -> MethodRuns.pin(training, task, 0.25 * tasks.indexOf(task)));
      notes.firstActions.clear();
      training.evaluate(Acts.OWN, 1, 3, "", "now");
      List<List<String>> own = List.copyOf(notes.firstActions);
      for (String suffix : List.of("/5", "/6")) {
        notes.firstActions.clear();
        training.evaluate(Acts.MIXTURE, 1, 3, suffix, "now");
        List<List<String>> expected = new ArrayList<>();
        for (String task : tasks) {
          Xoshiro256 choice = Xoshiro256.named(3, "evaluation" + suffix + "/choice/" + task);
          expected.add(own.get((int) (4 * choice.nextDouble())));
        }
        assertEquals(expected, notes.firstActions);
      }
    }
  }

  @Test
  void aMethodWithoutAMixtureIsEvaluatedOnce() {
    try (Training base = MethodRuns.training(PointReach.suite(), Method.SEPARATED);
        Training qmp = MethodRuns.training(PointReach.suite(), QMP)) {
      assertEquals(List.of(Acts.OWN), base.evaluable());
      assertEquals(List.of(Acts.OWN, Acts.MIXTURE), qmp.evaluable());
      assertEquals(
          "the method has no mixture: every task acts by itself",
          assertThrows(IllegalArgumentException.class, () -> base.evaluate(Acts.MIXTURE))
              .getMessage());
    }
  }

  private static String fingerprint(Method method, long every, int episodes, Path path)
      throws IOException {
    TrainingConfig config =
        new TrainingConfig(240, 40, Start.BEHAVIOR, Turns.STEPS, 0.5, 500, every, episodes, 1000);
    RunSpec spec = new RunSpec("point", method, 4, Precision.FLOAT, config, Runs.tinyNets(4));
    return Runs.run(spec, PointReach.suite(), path, Runs.SILENT);
  }

  @Test
  void evaluatingAMixtureDoesNotTouchTraining(@TempDir Path temp) throws IOException {
    QSwitch busy =
        new QSwitch(
            new QSwitch.AtSample(),
            QSwitch.CriticChoice.FIRST,
            QSwitch.Entropy.NONE,
            3,
            0.3,
            0,
            3,
            QSwitch.Tie.OWN);
    Method method = Method.SEPARATED.with(busy);
    String never = fingerprint(method, 1000, 1, temp.resolve("never"));
    assertEquals(never, fingerprint(method, 8, 1, temp.resolve("often")));
    assertEquals(never, fingerprint(method, 100, 3, temp.resolve("long")));
  }

  @Test
  void bothEvaluationsAndTheMatrixAreRecordedAndRowsSumToOne(@TempDir Path temp)
      throws IOException {
    fingerprint(QMP, 60, 2, temp);
    Map<String, Map<Long, Double>> metrics = MetricsOfARun.read(temp);
    for (String task : List.of("upper-right", "lower-right", "upper-left", "centre")) {
      List<Long> steps = List.of(60L, 120L, 180L, 240L);
      for (String kind : List.of("return", "length", "success/ever", "distance/last")) {
        assertEquals(steps, List.copyOf(metrics.get("evaluation/" + task + "/" + kind).keySet()));
        String mixture = "evaluation-mixture/" + task + "/" + kind;
        assertEquals(steps, List.copyOf(metrics.get(mixture).keySet()));
      }
      for (long step : steps) {
        assertEquals(1, MetricsOfARun.rowSum(metrics, task, step), 1e-12);
      }
    }
  }
}
