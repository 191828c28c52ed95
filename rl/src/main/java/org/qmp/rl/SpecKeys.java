package org.qmp.rl;

import static org.qmp.rl.SpecKey.Group.LEARNER;
import static org.qmp.rl.SpecKey.Group.METHOD;
import static org.qmp.rl.SpecKey.Group.SWITCH;
import static org.qmp.rl.SpecKey.Group.TASKS;
import static org.qmp.rl.SpecKey.Group.TRAINING;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Mlp;
import org.qmp.rl.SpecKey.Saved;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.multitask.Method.Critics;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.multitask.Method.Surgery;
import org.qmp.rl.sac.Actor.LogStd;
import org.qmp.rl.sac.Temperature;

/**
 * Every choice of a run. They are in the order of a specification's lines: a key comes after those
 * that decide whether it exists.
 */
public final class SpecKeys {
  private static final String AT_LEAST_1 = "a whole number ≥ 1 (10k, 1.2M)";
  private static final SpecValue<Long> COUNT = SpecValue.whole(AT_LEAST_1);
  private static final SpecValue<Long> COUNT_OR_0 =
      SpecValue.whole("a whole number ≥ 0 (10k, 1.2M)");
  private static final SpecValue<Integer> INT =
      SpecValue.small("a whole number from 1 to 2147483647 (10k, 1.2M)");
  private static final SpecValue<Integer> TO_100K =
      SpecValue.small("a whole number from 1 to 100k");
  private static final SpecValue<Integer> TO_100M =
      SpecValue.small("a whole number from 1 to 100M");
  private static final SpecValue<String> SUITE =
      new SpecValue<>("the name of a suite, in one line", text -> text, text -> text);
  private static final SpecValue<Long> SEED =
      new SpecValue<>("a whole number of at most 64 bits", Long::parseLong, String::valueOf);
  private static final SpecValue<List<Integer>> WIDTHS =
      SpecValue.list("widths from 1 to 10000, separated by commas (256,256), or none");
  private static final SpecValue<Double> SHARE = SpecValue.number("a number from 0 to 1");
  private static final SpecValue<Double> ABOVE_0 = SpecValue.number("a number > 0");
  private static final SpecValue<Double> RATE =
      SpecValue.number("a number > 0 and < 1, such as 3e-4");
  private static final SpecValue<Double> STEP =
      SpecValue.number("a number > 0 and ≤ 1, such as 0.005");
  private static final SpecValue<Double> RATIO =
      SpecValue.number("a number from 0 to 1000, such as 0.5");
  private static final SpecValue<DataSharing> DATA =
      SpecValue.kind(
          List.of("none", "uds", "cds"),
          List.of(new DataSharing.None(), new DataSharing.Uds(0), new DataSharing.Cds(0.9)));
  private static final SpecValue<Regularizer> REGULARIZER =
      SpecValue.kind(
          List.of("none", "dnc"), List.of(new Regularizer.None(), Regularizer.Dnc.DEFAULT));
  private static final SpecValue<Behavior> BEHAVIOR =
      SpecValue.kind(
          List.of("own", "uniform", "domain", "fixed", "qswitch"),
          List.of(
              new Behavior.Own(),
              new Behavior.Uniform(1),
              new Behavior.Domain(1),
              new Behavior.Fixed(List.of(), 1),
              QSwitch.defaults()));
  private static final SpecValue<Temperature.Kind> TEMPERATURE =
      SpecValue.kind(
          List.of("learned", "fixed"),
          List.of(
              new Temperature.Learned(1, Temperature.Loss.LOG_ALPHA), new Temperature.Fixed(1)));
  private static final SpecValue<Beta> BETA =
      new SpecValue<>("a number ≥ 0, or rows of them (0,1;1,0)", SpecValue::beta, SpecValue::text);
  private static final SpecValue<List<List<Double>>> SHARES =
      new SpecValue<>("rows of numbers (0.9,0.1;0.5,0.5)", SpecValue::matrix, SpecValue::text);
  private static final SpecValue<QSwitch.Score> SCORE =
      new SpecValue<>(
          "mean, sample, or a number of samples from 1 to 10000",
          SpecValue::score,
          SpecValue::text);
  private static final SpecValue<Integer> CANDIDATES =
      new SpecValue<>(
          "all, or a whole number from 1 to 2147483647",
          text -> text.equals("all") ? 0 : SpecValue.positive(text),
          count -> count == 0 ? "all" : "" + count);
  private static final SpecValue<LogStd> LOG_STD =
      new SpecValue<>(
          "clamped:-20:2 or smooth:-5:2, or the like", SpecValue::logStd, SpecValue::text);
  private static final SpecValue<QSwitch.CriticChoice> CRITIC_CHOICE =
      SpecValue.word(QSwitch.CriticChoice.class);
  private static final SpecValue<Temperature.Loss> LOSS = SpecValue.word(Temperature.Loss.class);
  private static final SpecValue<OptionalDouble> ENTROPY =
      SpecValue.numberOr("auto", "auto or a finite number, such as -2");
  private static final SpecValue<OptionalDouble> CLIP =
      SpecValue.numberOr("none", "none or a number > 0");

  /** All keys, in order. */
  public static final List<SpecKey> ALL =
      List.of(
          key("suite", TASKS, "suite", SUITE),
          key("seed", TASKS, "seed", SEED),
          key("precision", TASKS, "precision", SpecValue.word(Precision.class)),
          key("networks", METHOD, "method.networks", SpecValue.word(Networks.class)),
          key("data", METHOD, "method.data", DATA),
          key("dataQuantile", METHOD, "method.data.quantile", SHARE),
          key("regularizer", METHOD, "method.regularizer", REGULARIZER),
          key("dncBeta", METHOD, "method.regularizer.beta", BETA),
          key("dncPeriod", METHOD, "method.regularizer.period", COUNT_OR_0),
          key("dncSteps", METHOD, "method.regularizer.steps", INT),
          key("surgery", METHOD, "method.surgery", SpecValue.word(Surgery.class)),
          key("critics", METHOD, "method.critics", SpecValue.word(Critics.class)),
          key("behavior", METHOD, "method.behavior", BEHAVIOR),
          key("shares", METHOD, "method.behavior.rows", SHARES),
          key("persistence", METHOD, "method.behavior.persistence", INT),
          key("score", SWITCH, "method.behavior.score", SCORE),
          key("criticChoice", SWITCH, "method.behavior.criticChoice", CRITIC_CHOICE),
          key("entropy", SWITCH, "method.behavior.entropy", SpecValue.word(QSwitch.Entropy.class)),
          key("ownFloor", SWITCH, "method.behavior.ownFloor", SHARE),
          key("switchWarmUp", SWITCH, "method.behavior.warmUp", COUNT_OR_0),
          key("candidates", SWITCH, "method.behavior.candidates", CANDIDATES),
          key("tie", SWITCH, "method.behavior.tie", SpecValue.word(QSwitch.Tie.class)),
          key("steps", TRAINING, "training.steps", COUNT),
          key("warmUp", TRAINING, "training.warmUp", COUNT_OR_0),
          key("start", TRAINING, "training.start", SpecValue.word(TrainingConfig.Start.class)),
          key("turns", TRAINING, "training.turns", SpecValue.word(TrainingConfig.Turns.class)),
          key("updatesPerStep", TRAINING, "training.updatesPerStep", RATIO),
          key("replayCapacity", TRAINING, "training.replayCapacity", TO_100M),
          key("evaluateEvery", TRAINING, "training.evaluateEvery", COUNT),
          key("evaluationEpisodes", TRAINING, "training.evaluationEpisodes", TO_100K),
          new SpecKey("saveEvery", TRAINING, "training.saveEvery", COUNT, new Saved.Never()),
          key("hidden", LEARNER, "sac.hidden", WIDTHS),
          key("batch", LEARNER, "sac.batch", TO_100K),
          key("learningRate", LEARNER, "sac.learningRate", RATE),
          key("gamma", LEARNER, "sac.gamma", SHARE),
          key("tau", LEARNER, "sac.tau", STEP),
          key("targetUpdateInterval", LEARNER, "sac.targetUpdateInterval", INT),
          key("rewardScale", LEARNER, "sac.rewardScale", ABOVE_0),
          key("temperature", LEARNER, "sac.temperature", TEMPERATURE),
          key("alpha", LEARNER, "sac.temperature.alpha", ABOVE_0),
          key("temperatureLoss", LEARNER, "sac.temperature.loss", LOSS),
          key("targetEntropy", LEARNER, "sac.targetEntropy", ENTROPY),
          key("logStd", LEARNER, "sac.logStd", LOG_STD),
          key("criticNorm", LEARNER, "sac.criticNorm", SpecValue.word(Mlp.Norm.class)),
          key("gradientClip", LEARNER, "sac.gradientClip", CLIP));

  /** For each key its name, the label of its value, and a sentence. */
  private static final String HELP =
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
      surgery <kind> How conflicting gradients are handled.
      critics <kind> How the tasks' critics are connected.
      behavior <kind> How the acting policy is chosen while a task collects.
      shares <rows> Probability of each policy, a row for each task.
      persistence <count> Steps for which a chosen policy keeps acting.
      score <what> Action of each policy that the critic scores: mean, sample (the one that would \
      be executed), or a number of samples to average over.
      criticChoice <critic> Which of the twin critics scores.
      entropy <term> Entropy bonus in the score.
      ownFloor <share> Probability that a task's own policy acts whatever the scores.
      switchWarmUp <count> Steps at the start in which only own policies act.
      candidates <count> Policies to choose from: the own one and others drawn for each choice.
      tie <who> Which policy acts if several have the best score.
      steps <count> Environment steps, all tasks together.
      warmUp <count> Steps at the start in which nothing is updated.
      start <who> Who acts in the warm-up: uniformly random actions, or the method's behavior.
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
      temperatureLoss <what> Loss of a learned temperature.
      targetEntropy <number> Entropy that the temperature is tuned for; auto is minus the number \
      of action dimensions.
      logStd <bounds> Bounds of the policy's log standard deviation.
      criticNorm <kind> Normalization of the inputs of the critics' hidden layers.
      gradientClip <norm> Largest norm of the gradients of the actor and of each critic.
      """;

  private static final Map<String, String[]> HELP_BY_NAME =
      HELP.lines()
          .map(line -> line.split(" ", 3))
          .collect(Collectors.toMap(words -> words[0], words -> words));

  private SpecKeys() {}

  private static SpecKey key(String name, SpecKey.Group group, String path, SpecValue<?> value) {
    return new SpecKey(name, group, path, value, new Saved.Always());
  }

  /**
   * The key of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SpecKey of(String name) {
    return ALL.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no key '" + name + "'"));
  }

  /** Name, label and help of the key of a name. */
  static String[] help(String name) {
    return Optional.ofNullable(HELP_BY_NAME.get(name)).orElseThrow();
  }

  /** The key and the values of which a key is a parameter: {@code data = uds or cds}. */
  static String needs(SpecKey key) {
    int dot = key.path().lastIndexOf('.');
    String component = key.path().substring(dot + 1);
    return ALL.stream()
        .filter(kind -> kind.path().equals(key.path().substring(0, dot)))
        .map(kind -> kind.name() + " = " + String.join(" or ", kind.value().having(component)))
        .collect(Collectors.joining());
  }
}
