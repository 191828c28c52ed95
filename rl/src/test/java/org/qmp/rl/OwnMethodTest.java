package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.multitask.Method.Surgery;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.sac.Actor;

/** User-defined behaviours and loss terms. */
final class OwnMethodTest {
  private static final TaskSuite POINT = PointReach.suite();
  private static final String TASK = POINT.tasks().get(0).name();

  /** The Q-switch, reimplemented. */
  record Greedy(int persistence) implements Behavior.Custom {
    @Override
    public Rule start(List<String> tasks, List<String> policies) {
      return decision -> {
        int best = 0;
        for (int j = 1; j < decision.policies(); j++) {
          best = decision.score(j) > decision.score(best) ? j : best;
        }
        return best;
      };
    }
  }

  /** Chooses the policies in turn, separately for each task. */
  record InTurn() implements Behavior.Custom {
    @Override
    public Rule start(List<String> tasks, List<String> policies) {
      int[] next = new int[tasks.size()];
      return decision -> next[decision.task()]++ % decision.policies();
    }
  }

  /** weight · mean μ². */
  record SmallMeans(double weight) implements Regularizer.Custom {
    @Override
    public Var term(Tape tape, Actor actor, Batch batch) {
      return actor.policy(tape.input("seen", batch.obs())).mean().square().mean().times(weight);
    }
  }

  private static RunSpec spec(Method method) {
    return Runs.tiny("point", 3, 160, 1000)
        .with(
            c -> {
              c.method = method;
              c.training = c.training.with(t -> t.start = Start.BEHAVIOR);
            });
  }

  private static Agent train(Method method) {
    return Agent.train(POINT, spec(method), Agent.Listener.NONE);
  }

  private static String fingerprint(Method method) {
    try (Agent agent = train(method)) {
      return agent.fingerprint();
    }
  }

  @Test
  void aReimplementedSwitchEndsWithTheSameBits() {
    for (int persistence : new int[] {1, 3}) {
      QSwitch rule =
          new QSwitch(
              QSwitch.defaults().score(),
              QSwitch.CriticChoice.FIRST,
              QSwitch.Entropy.NONE,
              persistence,
              0,
              0,
              0,
              QSwitch.Tie.LOWEST_INDEX);
      assertEquals(
          fingerprint(Method.SEPARATED.with(rule)),
          fingerprint(Method.SEPARATED.with(new Greedy(persistence))));
    }
  }

  @Test
  void aRuleHasStateAndStartsOverInEachEvaluation() {
    try (Agent agent = train(Method.SEPARATED.with(new InTurn()))) {
      for (TaskLoop task : agent.training.tasks()) {
        long[] counts = new long[POINT.size()];
        for (int n = 0; n < task.replay.size(); n++) {
          counts[task.replay.actingPolicy(n)]++;
        }
        assertEquals(List.of(10L, 10L, 10L, 10L), Arrays.stream(counts).boxed().toList());
      }
      double first = agent.evaluate(Acts.MIXTURE, 1, 1).get(0).meanReturn();
      assertEquals(first, agent.evaluate(Acts.MIXTURE, 1, 1).get(0).meanReturn());
      MixturePolicy mixture = agent.mixture(TASK);
      double[] seen = new double[POINT.observations().size()];
      for (TaskSuite.Task task : POINT.tasks()) {
        mixture.act(seen);
        assertEquals(task.name(), mixture.acting());
      }
      assertEquals(
          "a user-defined behavior is code, which a policy file cannot hold",
          assertThrows(MethodException.class, mixture::safetensors).getMessage());
      assertFalse(agent.policy(TASK).info().provenance().containsKey("specification"));
    }
  }

  /** With four tasks, each decision receives the number of steps made before its round. */
  @Test
  void aRuleReceivesTheNumberOfStepsBeforeTheRound() {
    List<Long> steps = new ArrayList<>();
    record Noting(List<Long> steps) implements Behavior.Custom {
      @Override
      public Rule start(List<String> tasks, List<String> policies) {
        return decision -> {
          steps.add(decision.step());
          return decision.own();
        };
      }
    }
    RunSpec spec = spec(Method.SEPARATED.with(new Noting(steps)));
    try (Agent agent = Agent.train(POINT, spec, Runs.stopAt(12))) {
      assertEquals(List.of(0L, 0L, 0L, 0L, 4L, 4L, 4L, 4L, 8L, 8L, 8L, 8L), steps);
      steps.clear();
      agent.evaluate(Acts.MIXTURE, 1, 1);
      assertEquals(List.of(12L), steps.stream().distinct().toList());
    }
  }

  @Test
  void aChoiceOfAPolicyThatDoesNotExistIsNamed() {
    record Lost() implements Behavior.Custom {
      @Override
      public Rule start(List<String> tasks, List<String> policies) {
        return decision -> 4;
      }
    }
    assertEquals(
        "task " + TASK + ": Lost[] chose policy 4, expected 0 to 3",
        assertThrows(IllegalStateException.class, () -> train(Method.SEPARATED.with(new Lost())))
            .getMessage());
  }

  @Test
  void aTermChangesWhatIsLearnedAndATermOfZeroDoesNot() {
    for (Networks networks : List.of(Networks.SEPARATE, Networks.MULTI_HEAD)) {
      Method plain = Method.of(networks);
      String without = fingerprint(plain);
      assertNotEquals(without, fingerprint(plain.with(new SmallMeans(10))));
      assertEquals(without, fingerprint(plain.with(new SmallMeans(0))));
    }
    assertThrows(
        MethodException.class,
        () -> Method.of(Networks.MULTI_HEAD).with(Surgery.PCGRAD).with(new SmallMeans(1)));
  }

  @Test
  void aTermPullsTheMeansToZero() {
    try (Agent free = train(Method.SEPARATED);
        Agent pulled = train(Method.SEPARATED.with(new SmallMeans(100)))) {
      assertTrue(size(pulled.policy(TASK)) < 0.8 * size(free.policy(TASK)));
    }
  }

  /** The first update is due after the second round that begins after the warm-up. */
  @Test
  void aTermThatIsNotANumberStopsTheRunInTheSameUpdate() {
    NonFiniteException error =
        assertThrows(
            NonFiniteException.class,
            () -> train(Method.SEPARATED.with(new SmallMeans(Double.NaN))));
    assertEquals("learner " + TASK + ": actor loss is NaN at step 60", error.getMessage());
  }

  /** The sum of |action[0]| over 100 random observations. */
  private static double size(Policy policy) {
    Xoshiro256 rng = Xoshiro256.named(1, "places");
    double sum = 0;
    for (int n = 0; n < 100; n++) {
      double[] seen = new double[POINT.observations().size()];
      Arrays.setAll(seen, i -> rng.nextDouble(-1, 1));
      sum += Math.abs(policy.act(seen)[0]);
    }
    return sum;
  }

  @Test
  void aRunDirectoryRefusesCustomBehaviorsAndTermsBeforeItIsCreated(@TempDir Path temp) {
    Path run = temp.resolve("run");
    for (Method method :
        List.of(Method.SEPARATED.with(new Greedy(1)), Method.SEPARATED.with(new SmallMeans(1)))) {
      assertEquals(
          "a method with a user-defined class cannot be written as text, which a run directory needs"
              + " to continue; train it in memory, with Agent",
          assertThrows(
                  MethodException.class,
                  () -> new Trainer(spec(method), POINT, Backend.plain(), run))
              .getMessage());
      assertFalse(Files.exists(run));
      assertThrows(
          MethodException.class,
          () -> Trainer.requirePossible(spec(method), POINT, Backend.plain()));
    }
  }

  @Test
  void aMixturesRuleReceivesTheIndexOfItsOwnPolicy() {
    record Selfish() implements Behavior.Custom {
      @Override
      public Rule start(List<String> tasks, List<String> policies) {
        return Decision::own;
      }
    }
    try (Agent agent = train(Method.SEPARATED.with(new Selfish()))) {
      for (TaskSuite.Task task : POINT.tasks()) {
        MixturePolicy mixture = agent.mixture(task.name());
        mixture.act(new double[POINT.observations().size()]);
        assertEquals(task.name(), mixture.acting());
      }
    }
  }
}
