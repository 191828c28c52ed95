package org.qmp.rl.behavior;

import java.util.Locale;
import org.qmp.autograd.kernel.Kernels;

/**
 * Lets a rule choose for one task after the other; critics are evaluated only if the rule asks for
 * a score.
 */
final class ByRule implements BehaviorPolicy.Chooser, Behavior.Decision {
  private final Behavior.Custom behavior;
  private final Policies policies;
  private final Proposals proposals;
  private final BehaviorPolicy.Streams[] streams;
  private final QSwitch.ByScore critics;
  private Behavior.Rule rule = Behavior.Decision::own; // until the first restart
  private int task;
  private long step;
  private boolean scored;

  ByRule(
      Kernels k,
      Behavior.Custom behavior,
      Policies policies,
      Proposals proposals,
      BehaviorPolicy.Streams[] streams) {
    this.behavior = behavior;
    this.policies = policies;
    this.proposals = proposals;
    this.streams = streams;
    critics = new QSwitch.ByScore(k, QSwitch.defaults(), policies, proposals, streams);
  }

  @Override
  public void restart() {
    rule = behavior.start(policies.tasks(), policies.names());
  }

  @Override
  public void choose(long now, boolean[] due, int[] acting) {
    step = now;
    scored = false;
    for (task = 0; task < acting.length; task++) {
      if (due[task]) {
        acting[task] = rule.choose(this);
        requirePolicy("chose", acting[task]);
      }
    }
  }

  private void requirePolicy(String what, int policy) {
    if (policy < 0 || policy >= policies()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "task %s: %s %s policy %d, expected 0 to %d",
              policies.tasks().get(task),
              behavior,
              what,
              policy,
              policies() - 1));
    }
  }

  @Override
  public int task() {
    return task;
  }

  @Override
  public int own() {
    return policies.own(task);
  }

  @Override
  public int policies() {
    return critics.scores[0].length;
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public double[] observation() {
    return proposals.seen[task];
  }

  @Override
  public double score(int policy) {
    requirePolicy("asked for the score of", policy);
    if (!scored) {
      critics.score();
      scored = true;
    }
    return critics.finiteScore(task, policy, step);
  }

  @Override
  public double nextDouble() {
    return streams[task].choice.nextDouble();
  }
}
