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
import org.qmp.rl.sac.Dimensions;
import org.qmp.rl.sac.LogStd;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/**
 * Policies and critics without hidden layers, so that a test can say what they do: μ_j and log σ_j
 * are constants, and Q_i(s, a) = w_i a + c_i. One number is seen and one is done.
 */
final class Players {
  static final Kernels KERNELS = Backend.plain().kernels(Precision.DOUBLE);
  static final String[] NAMES = {"a", "b", "c", "d", "e"};

  private final int tasks;
  private final List<Sac> learners = new ArrayList<>();

  private Players(int tasks, int learners, double[] alphas) {
    this.tasks = tasks;
    for (int i = 0; i < learners; i++) {
      Dimensions sizes = new Dimensions(tasks / learners, 1, 1);
      Sac sac = new Sac(KERNELS, sizes, config(alphas[i]), 1, "players" + i);
      sac.actor().parameters().forEach(p -> p.value().fill(0));
      sac.critics().parameters().forEach(p -> p.value().fill(0));
      this.learners.add(sac);
    }
  }

  /** A learner for each task; μ = 0, σ = 1 and Q = 0 at first. */
  static Players separate(int tasks) {
    return new Players(tasks, tasks, ones(tasks));
  }

  /** A learner for each task with these temperatures. */
  static Players withTemperatures(double... alphas) {
    return new Players(alphas.length, alphas.length, alphas);
  }

  /** One learner with a head for each task. */
  static Players multiHead(int tasks) {
    return new Players(tasks, 1, ones(1));
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static SacConfig config(double alpha) {
    return SacConfig.defaults()
        .with(
            c -> {
              c.hidden = List.of();
              c.batch = 1;
              c.learningRate = 1e-3;
              c.temperature = new Temperature.Fixed(alpha);
              c.logStd = new LogStd.Clamped(-20, 2);
            });
  }

  private Sac learner(int task) {
    return learners.get(learners.size() == 1 ? 0 : task);
  }

  private int head(int task) {
    return learners.size() == 1 ? task : 0;
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

  Cast cast(Guide... guides) {
    return new Cast(names(), learners, List.of(guides), Optional.empty());
  }

  Cast cast(DomainKnowledge knowledge) {
    return new Cast(names(), learners, List.of(), Optional.of(knowledge));
  }

  private List<String> names() {
    return IntStream.range(0, tasks).mapToObj(i -> NAMES[i]).toList();
  }

  /** Ready to act. */
  BehaviorPolicy play(Behavior behavior, Guide... guides) {
    return play(behavior, cast(guides));
  }

  static BehaviorPolicy play(Behavior behavior, Cast cast) {
    BehaviorPolicy policy =
        new BehaviorPolicy(KERNELS, behavior, cast, new Dimensions(cast.tasks().size(), 1, 1));
    policy.restart(3, "");
    return policy;
  }

  /** Decides once, everybody seeing 0, and says who acts. */
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

  /** How often each policy acts for a task in so many steps. */
  static int[] tally(BehaviorPolicy policy, int tasks, int task, int steps) {
    int[] counts = new int[policy.policies()];
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
