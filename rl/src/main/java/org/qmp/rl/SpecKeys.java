package org.qmp.rl;

import static org.qmp.rl.SpecKey.Group.LEARNER;
import static org.qmp.rl.SpecKey.Group.METHOD;
import static org.qmp.rl.SpecKey.Group.SWITCH;
import static org.qmp.rl.SpecKey.Group.TASKS;
import static org.qmp.rl.SpecKey.Group.TRAINING;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Mlp;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Beta;
import org.qmp.rl.multitask.Critics;
import org.qmp.rl.multitask.DataSharing;
import org.qmp.rl.multitask.Distillation;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Networks;
import org.qmp.rl.multitask.Regularizer;
import org.qmp.rl.multitask.Surgery;
import org.qmp.rl.sac.LogStd;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/**
 * Every choice of a run. The order is that of a specification's lines: a key that decides whether
 * others exist comes before them.
 */
public final class SpecKeys {
  private static final String AT_LEAST_1 = "a whole number ≥ 1 (10k, 1.2M)";
  private static final SpecValue<Long> COUNT = SpecValue.whole(AT_LEAST_1);
  private static final SpecValue<Long> COUNT_OR_0 =
      SpecValue.whole("a whole number ≥ 0 (10k, 1.2M)");
  private static final SpecValue<Integer> INT = SpecValue.small(AT_LEAST_1);
  private static final SpecValue<Integer> TO_100K =
      SpecValue.small("a whole number from 1 to 100k");
  private static final SpecValue<Integer> TO_100M =
      SpecValue.small("a whole number from 1 to 100M");
  private static final SpecValue<Long> SEED =
      new SpecValue<>("a whole number of at most 64 bits", Long::parseLong, String::valueOf);
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
          List.of("none", "dnc"),
          List.of(
              new Regularizer.None(),
              new Regularizer.Dnc(new Beta.Uniform(0.05), 50_000, Distillation.STEPS)));
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
          "mean, sample, or a number of samples from 1 to 10000", SpecValue::score, SpecValue::text);
  private static final SpecValue<Integer> CANDIDATES =
      new SpecValue<>(
          "all, or a whole number ≥ 1",
          text -> text.equals("all") ? 0 : SpecValue.positive(text),
          count -> count == 0 ? "all" : "" + count);
  private static final SpecValue<LogStd> LOG_STD =
      new SpecValue<>(
          "clamped:-20:2 or smooth:-5:2, or the like", SpecValue::logStd, SpecValue::text);

  /** All keys, in order. */
  public static final List<SpecKey> ALL =
      List.of(
          run(
              "suite",
              SpecValue.line("the name of a suite, in one line"),
              RunSpec::suite,
              (c, v) -> c.suite = v),
          run("seed", SEED, RunSpec::seed, (c, v) -> c.seed = v),
          run("precision", word(Precision.class), RunSpec::precision, (c, v) -> c.precision = v),
          method("networks", word(Networks.class), Method::networks, (c, v) -> c.networks = v),
          method("data", DATA, Method::data, (c, v) -> c.data = unlessAlike(c.data, v)),
          method(
                  "dataQuantile",
                  SHARE,
                  m -> ((DataSharing.Foreign) m.data()).quantile(),
                  (c, v) -> c.data = ((DataSharing.Foreign) c.data).withQuantile(v))
              .where("data = uds or cds", s -> s.method().data() instanceof DataSharing.Foreign),
          method(
              "regularizer",
              REGULARIZER,
              Method::regularizer,
              (c, v) -> c.regularizer = unlessAlike(c.regularizer, v)),
          dnc(
              "dncBeta",
              BETA,
              Regularizer.Dnc::beta,
              (dnc, v) -> new Regularizer.Dnc(v, dnc.period(), dnc.steps())),
          dnc(
              "dncPeriod",
              COUNT_OR_0,
              Regularizer.Dnc::period,
              (dnc, v) -> new Regularizer.Dnc(dnc.beta(), v, dnc.steps())),
          dnc(
              "dncSteps",
              INT,
              Regularizer.Dnc::steps,
              (dnc, v) -> new Regularizer.Dnc(dnc.beta(), dnc.period(), v)),
          method("surgery", word(Surgery.class), Method::surgery, (c, v) -> c.surgery = v),
          method("critics", word(Critics.class), Method::critics, (c, v) -> c.critics = v),
          method(
              "behavior",
              BEHAVIOR,
              Method::behavior,
              (c, v) -> c.behavior = unlessAlike(c.behavior, v)),
          method(
                  "shares",
                  SHARES,
                  m -> ((Behavior.Fixed) m.behavior()).rows(),
                  (c, v) -> c.behavior = new Behavior.Fixed(v, c.behavior.persistence()))
              .where("behavior = fixed", s -> s.method().behavior() instanceof Behavior.Fixed),
          method(
                  "persistence",
                  INT,
                  m -> m.behavior().persistence(),
                  (c, v) -> c.behavior = c.behavior.withPersistence(v))
              .where(
                  "a behavior other than own",
                  s -> !(s.method().behavior() instanceof Behavior.Own)),
          qSwitch("score", SCORE, QSwitch::score, (c, v) -> c.score = v),
          qSwitch(
              "criticChoice",
              word(QSwitch.CriticChoice.class),
              QSwitch::criticChoice,
              (c, v) -> c.criticChoice = v),
          qSwitch("entropy", word(QSwitch.Entropy.class), QSwitch::entropy, (c, v) -> c.entropy = v),
          qSwitch("ownFloor", SHARE, QSwitch::ownFloor, (c, v) -> c.ownFloor = v),
          qSwitch("switchWarmUp", COUNT_OR_0, QSwitch::warmUp, (c, v) -> c.warmUp = v),
          qSwitch("candidates", CANDIDATES, QSwitch::candidates, (c, v) -> c.candidates = v),
          qSwitch("tie", word(QSwitch.Tie.class), QSwitch::tie, (c, v) -> c.tie = v),
          training("steps", COUNT, TrainingConfig::steps, (c, v) -> c.steps = v),
          training("warmUp", COUNT_OR_0, TrainingConfig::warmUp, (c, v) -> c.warmUp = v),
          training(
              "start",
              word(TrainingConfig.Start.class),
              TrainingConfig::start,
              (c, v) -> c.start = v),
          training(
              "turns",
              word(TrainingConfig.Turns.class),
              TrainingConfig::turns,
              (c, v) -> c.turns = v),
          training(
              "updatesPerStep",
              RATIO,
              TrainingConfig::updatesPerStep,
              (c, v) -> c.updatesPerStep = v),
          training(
              "replayCapacity",
              TO_100M,
              TrainingConfig::replayCapacity,
              (c, v) -> c.replayCapacity = v),
          training(
              "evaluateEvery",
              COUNT,
              TrainingConfig::evaluateEvery,
              (c, v) -> c.evaluateEvery = v),
          training(
              "evaluationEpisodes",
              TO_100K,
              TrainingConfig::evaluationEpisodes,
              (c, v) -> c.evaluationEpisodes = v),
          training("saveEvery", COUNT, TrainingConfig::saveEvery, (c, v) -> c.saveEvery = v)
              .saved(new SpecKey.Never()),
          sac(
              "hidden",
              SpecValue.widths("none", "widths from 1 to 10000, separated by commas (256,256)"),
              SacConfig::hidden,
              (c, v) -> c.hidden = v),
          sac("batch", TO_100K, SacConfig::batch, (c, v) -> c.batch = v),
          sac("learningRate", RATE, SacConfig::learningRate, (c, v) -> c.learningRate = v),
          sac("gamma", SHARE, SacConfig::gamma, (c, v) -> c.gamma = v),
          sac("tau", STEP, SacConfig::tau, (c, v) -> c.tau = v),
          sac(
              "targetUpdateInterval",
              INT,
              SacConfig::targetUpdateInterval,
              (c, v) -> c.targetUpdateInterval = v),
          sac("rewardScale", ABOVE_0, SacConfig::rewardScale, (c, v) -> c.rewardScale = v),
          sac(
              "temperature",
              TEMPERATURE,
              SacConfig::temperature,
              (c, v) -> c.temperature = unlessAlike(c.temperature, v)),
          sac(
              "alpha",
              ABOVE_0,
              s -> s.temperature().alpha(),
              (c, v) -> c.temperature = c.temperature.withAlpha(v)),
          sac(
                  "temperatureLoss",
                  word(Temperature.Loss.class),
                  s -> ((Temperature.Learned) s.temperature()).loss(),
                  (c, v) -> c.temperature = new Temperature.Learned(c.temperature.alpha(), v))
              .where(
                  "temperature = learned",
                  s -> s.sac().temperature() instanceof Temperature.Learned),
          sac(
              "targetEntropy",
              SpecValue.numberOr("auto", "auto or a finite number, such as -2"),
              SacConfig::targetEntropy,
              (c, v) -> c.targetEntropy = v),
          sac("logStd", LOG_STD, SacConfig::logStd, (c, v) -> c.logStd = v),
          sac("criticNorm", word(Mlp.Norm.class), SacConfig::criticNorm, (c, v) -> c.criticNorm = v),
          sac(
              "gradientClip",
              SpecValue.numberOr("none", "none or a number > 0"),
              SacConfig::gradientClip,
              (c, v) -> c.gradientClip = v));

  private SpecKeys() {}

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

  private static <E extends Enum<E>> SpecValue<E> word(Class<E> type) {
    return SpecValue.word(type);
  }

  private static <T> SpecKey run(
      String name, SpecValue<T> v, Function<RunSpec, T> get, BiConsumer<RunSpec.Choices, T> set) {
    return key(name, TASKS, v, get, set);
  }

  private static <T> SpecKey key(
      String name,
      SpecKey.Group group,
      SpecValue<T> value,
      Function<RunSpec, T> get,
      BiConsumer<RunSpec.Choices, T> set) {
    return SpecKey.of(name, group, value, get, (spec, v) -> spec.with(c -> set.accept(c, v)));
  }

  private static <T> SpecKey method(
      String name, SpecValue<T> v, Function<Method, T> get, BiConsumer<Method.Choices, T> set) {
    return key(
        name,
        METHOD,
        v,
        s -> get.apply(s.method()),
        (c, x) -> c.method = c.method.with(m -> set.accept(m, x)));
  }

  private static <T> SpecKey dnc(
      String name,
      SpecValue<T> v,
      Function<Regularizer.Dnc, T> get,
      BiFunction<Regularizer.Dnc, T, Regularizer> set) {
    return method(
            name,
            v,
            m -> get.apply((Regularizer.Dnc) m.regularizer()),
            (c, x) -> c.regularizer = set.apply((Regularizer.Dnc) c.regularizer, x))
        .where("regularizer = dnc", s -> s.method().regularizer() instanceof Regularizer.Dnc);
  }

  private static <T> SpecKey qSwitch(
      String name, SpecValue<T> v, Function<QSwitch, T> get, BiConsumer<QSwitch.Choices, T> set) {
    return key(
            name,
            SWITCH,
            v,
            s -> get.apply((QSwitch) s.method().behavior()),
            (c, x) ->
                c.method =
                    c.method.with(
                        m -> m.behavior = ((QSwitch) m.behavior).with(q -> set.accept(q, x))))
        .where("behavior = qswitch", s -> s.method().behavior() instanceof QSwitch);
  }

  private static <T> SpecKey training(
      String name,
      SpecValue<T> v,
      Function<TrainingConfig, T> get,
      BiConsumer<TrainingConfig.Choices, T> set) {
    return key(
        name,
        TRAINING,
        v,
        s -> get.apply(s.training()),
        (c, x) -> c.training = c.training.with(t -> set.accept(t, x)));
  }

  private static <T> SpecKey sac(
      String name,
      SpecValue<T> v,
      Function<SacConfig, T> get,
      BiConsumer<SacConfig.Choices, T> set) {
    return key(
        name,
        LEARNER,
        v,
        s -> get.apply(s.sac()),
        (c, x) -> c.sac = c.sac.with(sac -> set.accept(sac, x)));
  }

  /** The present value, if it is of the kind that was chosen: its parameters stay. */
  private static <T> T unlessAlike(T present, T chosen) {
    return present.getClass() == chosen.getClass() ? present : chosen;
  }
}
