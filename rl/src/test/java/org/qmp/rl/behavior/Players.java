package org.qmp.rl.behavior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Guide;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Actor.LogStd;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/**
 * Policies and critics without hidden layers, so that a test can set their outputs: μ_j and log σ_j
 * are constants, and Q_i(s, a) = w_i a + c_i. Observations and actions have one dimension.
 */
final class Players {
  static final Kernels KERNELS = Backend.plain().kernels(Precision.DOUBLE);
  static final String[] NAMES = {"a", "b", "c", "d", "e"};

  private final List<Sac> learners = new ArrayList<>();

  /** For each task: its learner, and its index among the learner's tasks. */
  private final List<Sac> learnerOf = new ArrayList<>();

  private final List<Integer> headOf = new ArrayList<>();

  private Players(int... sizes) {
    for (int i = 0; i < sizes.length; i++) {
      Dimensions d = new Dimensions(sizes[i], 1, 1);
      Sac sac = new Sac(KERNELS, d, config(), 1, "players" + i);
      sac.actor().parameters().forEach(p -> p.value().fill(0));
      sac.critics().parameters().forEach(p -> p.value().fill(0));
      learners.add(sac);
      for (int head = 0; head < sizes[i]; head++) {
        learnerOf.add(sac);
        headOf.add(head);
      }
    }
  }

  /** A learner for each task, initially with μ = 0, σ = 1, Q = 0 and α = 1. */
  static Players separate(int tasks) {
    int[] sizes = new int[tasks];
    Arrays.fill(sizes, 1);
    return new Players(sizes);
  }

  /** One learner with a head for each task. */
  static Players multiHead(int tasks) {
    return new Players(tasks);
  }

  /** Learners with the given numbers of heads. */
  static Players learners(int... heads) {
    return new Players(heads);
  }

  private static SacConfig config() {
    return SacConfig.defaults()
        .with(
            c -> {
              c.hidden = List.of();
              c.batch = 1;
              c.learningRate = 1e-3;
              c.temperature = new Temperature.Fixed(1);
              c.logStd = new LogStd(false, -20, 2);
            });
  }

  private Sac learner(int task) {
    return learnerOf.get(task);
  }

  private int head(int task) {
    return headOf.get(task);
  }

  /** log α of a task. */
  Players temperature(int task, double logAlpha) {
    learner(task).temperature().parameters().get(0).value().set(head(task), 0, logAlpha);
    return this;
  }

  Players policy(int task, double mean, double sigma) {
    Mat bias = learner(task).actor().parameters().get(1).value();
    bias.set(head(task), 0, mean);
    bias.set(head(task), 1, StrictMath.log(sigma));
    return this;
  }

  /** Both critics of a task. */
  Players critics(int task, double perAction, double constant) {
    return critic(1, task, perAction, constant).critic(2, task, perAction, constant);
  }

  /**
   * One critic of a task.
   *
   * @param which 1 or 2
   */
  Players critic(int which, int task, double perAction, double constant) {
    int first = 2 * (which - 1);
    Mat weight = learner(task).critics().parameters().get(first).value();
    weight.set(2 * head(task) + 1, 0, perAction); // row 0 is the observation's
    learner(task).critics().parameters().get(first + 1).value().set(head(task), 0, constant);
    return this;
  }

  Policies policies(Guide... guides) {
    return new TrainedPolicies(names(), learners, List.of(guides), Optional.empty());
  }

  Policies policies(DomainKnowledge knowledge) {
    return new TrainedPolicies(names(), learners, List.of(), Optional.of(knowledge));
  }

  /** The policy of one task whose action has several dimensions, with the given μ and σ = 1. */
  static Policies policies(Dimensions sizes, double... means) {
    Sac sac = new Sac(KERNELS, sizes, config(), 1, "players");
    sac.actor().parameters().forEach(p -> p.value().fill(0));
    for (int a = 0; a < means.length; a++) {
      sac.actor().parameters().get(1).value().set(0, a, means[a]);
    }
    return new TrainedPolicies(List.of(NAMES[0]), List.of(sac), List.of(), Optional.empty());
  }

  private List<String> names() {
    return IntStream.range(0, learnerOf.size()).mapToObj(i -> NAMES[i]).toList();
  }

  /** A behaviour that is ready to act. */
  BehaviorPolicy play(Behavior behavior, Guide... guides) {
    return play(behavior, policies(guides));
  }

  static BehaviorPolicy play(Behavior behavior, Policies policies) {
    BehaviorPolicy policy =
        new BehaviorPolicy(
            KERNELS, behavior, policies, new Dimensions(policies.tasks().size(), 1, 1));
    policy.restart(3, "");
    return policy;
  }

  /** Decides once, with observation 0 for every task; returns the acting policy of each. */
  static int[] decide(BehaviorPolicy policy, int tasks) {
    return decide(policy, tasks, 0, 0);
  }

  static int[] decide(BehaviorPolicy policy, int tasks, long step, double seen) {
    for (int i = 0; i < tasks; i++) {
      policy.observe(i, new double[] {seen});
    }
    policy.decide(step);
    return IntStream.range(0, tasks).map(policy::acting).toArray();
  }

  /** How often each policy acts for a task in the given number of steps. */
  static int[] tally(BehaviorPolicy policy, int tasks, int task, int steps) {
    int[] counts = new int[NAMES.length];
    for (int n = 0; n < steps; n++) {
      counts[decide(policy, tasks)[task]]++;
    }
    return counts;
  }

  static double sample(BehaviorPolicy policy, int task) {
    double[] action = new double[1];
    policy.sampledAction(task, action);
    return action[0];
  }

  static double mean(BehaviorPolicy policy, int task) {
    double[] action = new double[1];
    policy.meanAction(task, action);
    return action[0];
  }

  /** Five standard deviations of a binomial count. */
  static double tolerance(int steps, double share) {
    return 5 * Math.sqrt(steps * share * (1 - share));
  }
}
