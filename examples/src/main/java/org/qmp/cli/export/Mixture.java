package org.qmp.cli.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qmp.cli.option.UsageException;
import org.qmp.nn.Activation;
import org.qmp.rl.MixturePolicy;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKeys;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.TaskCritic;
import org.qmp.rl.sac.TaskNet;

/**
 * The Q-switch at mean actions: every policy's proposal, and its score by the task's critic.
 *
 * <pre>
 *   a_j = tanh μ_j(s)      score_j = Q_i(s, a_j), perhaps + α_i H_j      j* = argmax_j score_j
 * </pre>
 */
public final class Mixture {
  private static final String CHANCE = "which draws by chance";

  /** H of a standard normal variate, as in {@link org.qmp.rl.sac.SquashedGaussian}. */
  private static final double UNIT_ENTROPY = 0.5 + 0.5 * StrictMath.log(2 * Math.PI);

  private final Operations to;
  private final MixturePolicy.Content content;
  final QSwitch rule;

  /** One policy's a_j, Q_i and H_j; the latter only if it is part of the score. */
  record Candidate(String action, String q, Optional<String> entropy) {}

  final List<Candidate> candidates = new ArrayList<>();

  /** Writes down all proposals and scores. */
  Mixture(Operations to, MixturePolicy.Content content, String observation) {
    this.to = to;
    this.content = content;
    this.rule = (QSwitch) content.behavior();
    int size = content.info().actions().size();
    for (int j = 0; j < content.policies().size(); j++) {
      String out = to.network(content.policies().get(j), content.actors().get(j), observation);
      String action = to.activation(Activation.TANH, to.columns(out, 0, size));
      Optional<String> entropy = Optional.empty();
      if (rule.entropy() == QSwitch.Entropy.GAUSSIAN) {
        String logStd = to.logStd(content.logStd(), to.columns(out, size, 2 * size));
        entropy = Optional.of(to.sum(to.line(logStd, 1, UNIT_ENTROPY)));
      }
      candidates.add(new Candidate(action, q(to.beside(observation, action)), entropy));
    }
  }

  private String q(String x) {
    TaskCritic first = content.critics().get(0);
    TaskCritic second = content.critics().get(1);
    return switch (rule.criticChoice()) {
      case FIRST -> critic(first, x);
      case MIN -> to.min(critic(first, x), critic(second, x));
      case MEAN -> to.line(to.plus(critic(first, x), critic(second, x)), 0.5, 0);
    };
  }

  private String critic(TaskCritic critic, String x) {
    String task = content.info().task();
    if (critic.weights().isEmpty()) {
      return to.network(task, critic.nets().get(critic.own()), x);
    }
    List<String> q = new ArrayList<>();
    for (int j = 0; j < critic.nets().size(); j++) {
      q.add(to.network(content.policies().get(j), critic.nets().get(j), x));
    }
    TaskNet weights = critic.weights().get();
    String all = to.beside(q.toArray(String[]::new));
    return to.sum(to.times(to.softmax(to.network(task, weights, x)), all));
  }

  /**
   * Refuses switches that are not a function of the observation alone.
   *
   * @param form as in {@code --to}
   * @throws UsageException naming the option
   */
  public static void require(String form, RunSpec spec, MixturePolicy.Content content) {
    if (!(content.behavior() instanceof QSwitch rule)) {
      throw refused(form, spec, "behavior", CHANCE);
    }
    boolean all = rule.candidates() == 0 || rule.candidates() == content.policies().size();
    if (!(rule.score() instanceof QSwitch.AtMean)) {
      throw refused(form, spec, "score", CHANCE);
    }
    if (rule.persistence() > 1) {
      throw refused(form, spec, "persistence", "which asks who acted before");
    }
    if (rule.ownFloor() > 0) {
      throw refused(form, spec, "ownFloor", CHANCE);
    }
    if (content.step() < rule.warmUp()) {
      throw refused(form, spec, "switchWarmUp", "which is not over at step " + content.step());
    }
    if (!all) {
      throw refused(form, spec, "candidates", CHANCE);
    }
  }

  private static UsageException refused(String form, RunSpec spec, String key, String why) {
    String value = SpecKeys.of(key).get(spec);
    return new UsageException(
        "--mixture: with "
            + (key + " = " + value + ", " + why)
            + ", there is no --to "
            + (form + ", only --to safetensors"));
  }
}
