package org.qmp.rl;

import java.util.Map;
import java.util.stream.Collectors;

/** What the keys of a specification mean: for each its name, the label of its value, and help. */
final class SpecHelp {
  private static final String TEXT =
      """
      suite <suite> Tasks to learn.
      seed <number> Number from which all random numbers are derived.
      precision <type> Precision of the networks.
      networks <what> What the tasks' networks share.
      data <kind> Which transitions of other tasks a task learns from, and with which rewards.
      dataQuantile <share> Share of own transitions that a shared one must be better than.
      regularizer <kind> What keeps the tasks' policies close to each other.
      dncBeta <factor> Factor of the divergence penalty.
      dncPeriod <count> Steps between distillations; 0 is never.
      dncSteps <count> Gradient steps of each distillation.
      surgery <kind> What is done to gradients that conflict.
      critics <kind> How the tasks' critics are connected.
      behavior <kind> How the acting policy is chosen while a task collects.
      shares <rows> Probability of each policy, a row for each task.
      persistence <count> Steps for which a chosen policy keeps acting.
      score <what> Action of each policy that the critic scores: mean, sample (the one that would \
      be executed), or a number of samples to average over.
      criticChoice <critic> Which of the twin critics scores.
      entropy <term> Entropy bonus in the score.
      ownFloor <share> Probability that a task's own policy acts without a choice.
      switchWarmUp <count> Steps at the start in which only own policies act.
      candidates <count> Policies to choose from, drawn at random for each choice.
      tie <who> Which of several best policies acts.
      steps <count> Environment steps, all tasks together.
      warmUp <count> Steps before the first update.
      start <who> Who acts before the first update: uniformly random actions, or the method's \
      behavior.
      turns <what> What is kept equal between tasks while they collect.
      updatesPerStep <ratio> Updates for each step of a task; 0.5 is one every second step.
      replayCapacity <count> Most transitions kept for each task.
      evaluateEvery <count> Steps between evaluations.
      evaluationEpisodes <count> Episodes of each task in each evaluation.
      saveEvery <count> Steps between checkpoints; changes no result.
      hidden <widths> Widths of the hidden layers of actor and critics.
      batch <count> Transitions of each task in each update.
      learningRate <rate> Learning rate of actor, critics and temperature.
      gamma <discount> Discount factor.
      tau <share> Step of the target critics towards the critics.
      targetUpdateInterval <count> Updates between two steps of the target critics.
      rewardScale <factor> Factor of the reward in the critics' target.
      temperature <kind> Whether the temperature is learned or fixed.
      alpha <number> Temperature: fixed, or at the start.
      temperatureLoss <what> What the temperature descends on.
      targetEntropy <number> Entropy that the temperature is tuned for; auto is minus the number \
      of action dimensions.
      logStd <bounds> Bounds of the policy's log standard deviation.
      criticNorm <kind> Normalization of the inputs of the critics' hidden layers.
      gradientClip <norm> Largest norm of the gradients of the actor and of each critic.
      """;

  private static final Map<String, String[]> BY_NAME =
      TEXT.lines()
          .map(line -> line.split(" ", 3))
          .collect(Collectors.toMap(words -> words[0], words -> words));

  private SpecHelp() {}

  /** Name, label and help. */
  static String[] of(String name) {
    return BY_NAME.getOrDefault(name, new String[] {name, "<value>", ""});
  }
}
