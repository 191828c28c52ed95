package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.maze.Maze;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.LearnerFactory;
import org.qmp.rl.multitask.LearnerFactory.TaskSet;
import org.qmp.rl.multitask.Learners;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SacConfig;

/** Batched scoring agrees with scoring one task and policy at a time, whatever the networks. */
final class BatchedScoringTest {
  private static final int N = 3;
  private static final Dimensions SIZES = new Dimensions(N, 4, 2);
  private static final List<String> TASKS = List.of("a", "b", "c");
  private static final SacConfig CONFIG =
      SacConfig.defaults()
          .with(
              c -> {
                c.hidden = List.of(8, 8);
                c.batch = 6;
                c.learningRate = 1e-3;
              });

  static Stream<NamedMethod> sharers() {
    return NamedMethod.LEARNERS.stream()
        .filter(learner -> learner.method().networks() != Networks.SHARED);
  }

  @ParameterizedTest
  @MethodSource("sharers")
  void theOwnCriticChoosesThePolicyWithTheBestMeanAction(NamedMethod learner) {
    TaskSet taskSet = new TaskSet(TASKS, SIZES, Maze.medium().relabeling());
    LearnerFactory factory = new LearnerFactory(learner.method(), taskSet, CONFIG, 5);
    try (Learners learners = new Learners(factory, Backend.plain(), Precision.DOUBLE)) {
      List<Sac> sacs = learners.sacs();
      Policies policies = new TrainedPolicies(TASKS, sacs, List.of(), Optional.empty());
      BehaviorPolicy policy =
          new BehaviorPolicy(learners.kernels(), QSwitch.defaults(), policies, SIZES);
      policy.restart(1, "");
      Xoshiro256 rng = Xoshiro256.named(1, "observations");
      int[] chosen = new int[N];
      for (int n = 0; n < 40; n++) {
        double[][] seen = new double[N][];
        for (int i = 0; i < N; i++) {
          seen[i] = DoubleStream.generate(() -> rng.nextDouble(-3, 3)).limit(4).toArray();
          policy.observe(i, seen[i]);
        }
        policy.decide(0);
        for (int i = 0; i < N; i++) {
          double[] state = seen[i];
          int task = i;
          int best = best(j -> value(sacs, task, state, action(sacs, j, state)));
          assertEquals(best, policy.acting(i));
          chosen[best]++;
          double[] mean = new double[2];
          policy.meanAction(i, mean);
          assertTrue(Arrays.equals(action(sacs, best, state), mean));
        }
      }
      assertTrue(Arrays.stream(chosen).filter(count -> count > 0).count() > 1);
    }
  }

  private static int best(IntToDoubleFunction score) {
    int best = 0;
    for (int j = 1; j < N; j++) {
      best = score.applyAsDouble(j) > score.applyAsDouble(best) ? j : best;
    }
    return best;
  }

  /** tanh μ_j(s). */
  private static double[] action(List<Sac> sacs, int policy, double[] state) {
    return ask(sacs, policy, state, (sac, rows) -> sac.actor().policy(rows).mode());
  }

  /** Q₁ of a task. */
  private static double value(List<Sac> sacs, int task, double[] state, double[] action) {
    double[] both = Arrays.copyOf(state, state.length + action.length);
    System.arraycopy(action, 0, both, state.length, action.length);
    return ask(sacs, task, both, (sac, rows) -> sac.critics().first().apply(rows))[0];
  }

  /** Applies a network to the same row for every task of a learner; returns the given task's. */
  private static double[] ask(
      List<Sac> sacs, int task, double[] row, BiFunction<Sac, Var, Var> network) {
    boolean together = sacs.size() == 1;
    Sac sac = sacs.get(together ? 0 : task);
    double[][] rows = new double[sac.dimensions().tasks()][];
    Arrays.fill(rows, row);
    Mat all = Mat.of(Precision.DOUBLE, rows);
    Tape tape = Tape.record(Players.KERNELS, t -> network.apply(sac, t.input("rows", all)));
    return tape.result().value().toRows()[together ? task : 0];
  }
}
