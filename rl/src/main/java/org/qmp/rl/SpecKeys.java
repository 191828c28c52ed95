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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final String POSITIVE = "a whole number ≥ 1 (10k, 1.2M)";
  private static final String NOT_NEGATIVE = "a whole number ≥ 0 (10k, 1.2M)";
  private static final String SHARE = "a number from 0 to 1";
  private static final String ABOVE_0 = "a number > 0";

  /** All keys, in order. */
  public static final List<SpecKey> ALL =
      Stream.of(tasks(), method(), qSwitch(), training(), learner())
          .flatMap(List::stream)
          .toList();

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
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no key '"
                        + name
                        + "'; there are "
                        + ALL.stream().map(SpecKey::name).collect(Collectors.joining(", "))));
  }

  private static List<SpecKey> tasks() {
    return List.of(
        run(
            "suite",
            TASKS,
            "<suite>",
            "Tasks to learn.",
            SpecValue.line("the name of a suite, in one line"),
            RunSpec::suite,
            (c, v) -> c.suite = v),
        run(
            "seed",
            TASKS,
            "<number>",
            "Number from which all random numbers are derived.",
            new SpecValue<>("a whole number of at most 64 bits", Long::parseLong, String::valueOf),
            RunSpec::seed,
            (c, v) -> c.seed = v),
        run(
            "precision",
            TASKS,
            "<type>",
            "Precision of the networks.",
            SpecValue.word(Precision.class),
            RunSpec::precision,
            (c, v) -> c.precision = v));
  }

  private static List<SpecKey> method() {
    return List.of(
        method(
            "networks",
            "<what>",
            "What the tasks' networks share.",
            SpecValue.word(Networks.class),
            Method::networks,
            (c, v) -> c.networks = v),
        method(
            "data",
            "<kind>",
            "Which transitions of other tasks a task learns from, and with which rewards.",
            SpecValue.<DataSharing>kind(
                List.of("none", "uds", "cds"),
                List.of(
                    new DataSharing.None(), new DataSharing.Uds(0), new DataSharing.Cds(0.9))),
            Method::data,
            (c, v) -> c.data = SpecKeys.unlessAlike(c.data, v)),
        method(
                "dataQuantile",
                "<share>",
                "Share of own transitions that a shared one must be better than.",
                SpecValue.number(SHARE),
                m -> ((DataSharing.Foreign) m.data()).quantile(),
                (c, v) -> c.data = ((DataSharing.Foreign) c.data).withQuantile(v))
            .where("data = uds or cds", s -> s.method().data() instanceof DataSharing.Foreign),
        method(
            "regularizer",
            "<kind>",
            "What keeps the tasks' policies close to each other.",
            SpecValue.<Regularizer>kind(
                List.of("none", "dnc"),
                List.of(
                    new Regularizer.None(),
                    new Regularizer.Dnc(new Beta.Uniform(0.05), 50_000, Distillation.STEPS))),
            Method::regularizer,
            (c, v) -> c.regularizer = SpecKeys.unlessAlike(c.regularizer, v)),
        dnc(
            "dncBeta",
            "<factor>",
            "Factor of the divergence penalty.",
            new SpecValue<>("a number ≥ 0, or rows of them (0,1;1,0)", SpecKeys::beta, SpecKeys::text),
            Regularizer.Dnc::beta,
            (dnc, v) -> new Regularizer.Dnc(v, dnc.period(), dnc.steps())),
        dnc(
            "dncPeriod",
            "<count>",
            "Steps between distillations; 0 is never.",
            SpecValue.whole(NOT_NEGATIVE),
            Regularizer.Dnc::period,
            (dnc, v) -> new Regularizer.Dnc(dnc.beta(), v, dnc.steps())),
        dnc(
            "dncSteps",
            "<count>",
            "Gradient steps of each distillation.",
            SpecValue.small(POSITIVE),
            Regularizer.Dnc::steps,
            (dnc, v) -> new Regularizer.Dnc(dnc.beta(), dnc.period(), v)),
        method(
            "surgery",
            "<kind>",
            "What is done to gradients that conflict.",
            SpecValue.word(Surgery.class),
            Method::surgery,
            (c, v) -> c.surgery = v),
        method(
            "critics",
            "<kind>",
            "How the tasks' critics are connected.",
            SpecValue.word(Critics.class),
            Method::critics,
            (c, v) -> c.critics = v),
        method(
            "behavior",
            "<kind>",
            "How the acting policy is chosen while a task collects.",
            SpecValue.<Behavior>kind(
                List.of("own", "uniform", "domain", "fixed", "qswitch"),
                List.of(
                    new Behavior.Own(),
                    new Behavior.Uniform(1),
                    new Behavior.Domain(1),
                    new Behavior.Fixed(List.of(), 1),
                    QSwitch.defaults())),
            Method::behavior,
            (c, v) -> c.behavior = SpecKeys.unlessAlike(c.behavior, v)),
        method(
                "shares",
                "<rows>",
                "Probability of each policy, a row for each task.",
                new SpecValue<>("rows of numbers (0.9,0.1;0.5,0.5)", SpecValue::matrix, SpecValue::text),
                m -> ((Behavior.Fixed) m.behavior()).rows(),
                (c, v) -> c.behavior = new Behavior.Fixed(v, c.behavior.persistence()))
            .where("behavior = fixed", s -> s.method().behavior() instanceof Behavior.Fixed),
        method(
                "persistence",
                "<count>",
                "Steps for which a chosen policy keeps acting.",
                SpecValue.small(POSITIVE),
                m -> m.behavior().persistence(),
                (c, v) -> c.behavior = c.behavior.withPersistence(v))
            .where(
                "a behavior other than own",
                s -> !(s.method().behavior() instanceof Behavior.Own)));
  }

  private static List<SpecKey> qSwitch() {
    return List.of(
        qSwitch(
            "score",
            "<what>",
            "Action of each policy that the critic scores: mean, sample (the one that would be"
                + " executed), or a number of samples to average over.",
            new SpecValue<>(
                "mean, sample, or a number of samples from 1 to 10000",
                SpecKeys::score,
                SpecKeys::text),
            QSwitch::score,
            (c, v) -> c.score = v),
        qSwitch(
            "criticChoice",
            "<critic>",
            "Which of the twin critics scores.",
            SpecValue.word(QSwitch.CriticChoice.class),
            QSwitch::criticChoice,
            (c, v) -> c.criticChoice = v),
        qSwitch(
            "entropy",
            "<term>",
            "Entropy bonus in the score.",
            SpecValue.word(QSwitch.Entropy.class),
            QSwitch::entropy,
            (c, v) -> c.entropy = v),
        qSwitch(
            "ownFloor",
            "<share>",
            "Probability that a task's own policy acts without a choice.",
            SpecValue.number(SHARE),
            QSwitch::ownFloor,
            (c, v) -> c.ownFloor = v),
        qSwitch(
            "switchWarmUp",
            "<count>",
            "Steps at the start in which only own policies act.",
            SpecValue.whole(NOT_NEGATIVE),
            QSwitch::warmUp,
            (c, v) -> c.warmUp = v),
        qSwitch(
            "candidates",
            "<count>",
            "Policies to choose from, drawn at random for each choice.",
            new SpecValue<>(
                "all, or a whole number ≥ 1",
                text -> text.equals("all") ? 0 : SpecKeys.candidates(text),
                count -> count == 0 ? "all" : "" + count),
            QSwitch::candidates,
            (c, v) -> c.candidates = v),
        qSwitch(
            "tie",
            "<who>",
            "Which of several best policies acts.",
            SpecValue.word(QSwitch.Tie.class),
            QSwitch::tie,
            (c, v) -> c.tie = v));
  }

  private static List<SpecKey> training() {
    return List.of(
        training(
            "steps",
            "<count>",
            "Environment steps, all tasks together.",
            SpecValue.whole(POSITIVE),
            TrainingConfig::steps,
            (c, v) -> c.steps = v),
        training(
            "warmUp",
            "<count>",
            "Steps before the first update.",
            SpecValue.whole(NOT_NEGATIVE),
            TrainingConfig::warmUp,
            (c, v) -> c.warmUp = v),
        training(
            "start",
            "<who>",
            "Who acts before the first update: uniformly random actions, or the method's behavior.",
            SpecValue.word(TrainingConfig.Start.class),
            TrainingConfig::start,
            (c, v) -> c.start = v),
        training(
            "turns",
            "<what>",
            "What is kept equal between tasks while they collect.",
            SpecValue.word(TrainingConfig.Turns.class),
            TrainingConfig::turns,
            (c, v) -> c.turns = v),
        training(
            "updatesPerStep",
            "<ratio>",
            "Updates for each step of a task; 0.5 is one every second step.",
            SpecValue.number("a number from 0 to 1000, such as 0.5"),
            TrainingConfig::updatesPerStep,
            (c, v) -> c.updatesPerStep = v),
        training(
            "replayCapacity",
            "<count>",
            "Most transitions kept for each task.",
            SpecValue.small("a whole number from 1 to 100M"),
            TrainingConfig::replayCapacity,
            (c, v) -> c.replayCapacity = v),
        training(
            "evaluateEvery",
            "<count>",
            "Steps between evaluations.",
            SpecValue.whole(POSITIVE),
            TrainingConfig::evaluateEvery,
            (c, v) -> c.evaluateEvery = v),
        training(
            "evaluationEpisodes",
            "<count>",
            "Episodes of each task in each evaluation.",
            SpecValue.small("a whole number from 1 to 100k"),
            TrainingConfig::evaluationEpisodes,
            (c, v) -> c.evaluationEpisodes = v),
        training(
                "saveEvery",
                "<count>",
                "Steps between checkpoints; changes no result.",
                SpecValue.whole(POSITIVE),
                TrainingConfig::saveEvery,
                (c, v) -> c.saveEvery = v)
            .saved(new SpecKey.Never()));
  }

  private static List<SpecKey> learner() {
    return List.of(
        sac(
            "hidden",
            "<widths>",
            "Widths of the hidden layers of actor and critics.",
            SpecValue.widths("none", "widths from 1 to 10000, separated by commas (256,256)"),
            SacConfig::hidden,
            (c, v) -> c.hidden = v),
        sac(
            "batch",
            "<count>",
            "Transitions of each task in each update.",
            SpecValue.small("a whole number from 1 to 100k"),
            SacConfig::batch,
            (c, v) -> c.batch = v),
        sac(
            "learningRate",
            "<rate>",
            "Learning rate of actor, critics and temperature.",
            SpecValue.number("a number > 0 and < 1, such as 3e-4"),
            SacConfig::learningRate,
            (c, v) -> c.learningRate = v),
        sac(
            "gamma",
            "<discount>",
            "Discount factor.",
            SpecValue.number(SHARE),
            SacConfig::gamma,
            (c, v) -> c.gamma = v),
        sac(
            "tau",
            "<share>",
            "Step of the target critics towards the critics.",
            SpecValue.number("a number > 0 and ≤ 1, such as 0.005"),
            SacConfig::tau,
            (c, v) -> c.tau = v),
        sac(
            "targetUpdateInterval",
            "<count>",
            "Updates between two steps of the target critics.",
            SpecValue.small(POSITIVE),
            SacConfig::targetUpdateInterval,
            (c, v) -> c.targetUpdateInterval = v),
        sac(
            "rewardScale",
            "<factor>",
            "Factor of the reward in the critics' target.",
            SpecValue.number(ABOVE_0),
            SacConfig::rewardScale,
            (c, v) -> c.rewardScale = v),
        sac(
            "temperature",
            "<kind>",
            "Whether the temperature is learned or fixed.",
            SpecValue.<Temperature.Kind>kind(
                List.of("learned", "fixed"),
                List.of(
                    new Temperature.Learned(1, Temperature.Loss.LOG_ALPHA),
                    new Temperature.Fixed(1))),
            SacConfig::temperature,
            (c, v) -> c.temperature = SpecKeys.unlessAlike(c.temperature, v)),
        sac(
            "alpha",
            "<number>",
            "Temperature: fixed, or at the start.",
            SpecValue.number(ABOVE_0),
            s -> s.temperature().alpha(),
            (c, v) -> c.temperature = c.temperature.withAlpha(v)),
        sac(
                "temperatureLoss",
                "<what>",
                "What the temperature descends on.",
                SpecValue.word(Temperature.Loss.class),
                s -> ((Temperature.Learned) s.temperature()).loss(),
                (c, v) -> c.temperature = new Temperature.Learned(c.temperature.alpha(), v))
            .where(
                "temperature = learned",
                s -> s.sac().temperature() instanceof Temperature.Learned),
        sac(
            "targetEntropy",
            "<number>",
            "Entropy that the temperature is tuned for; auto is minus the number of action"
                + " dimensions.",
            SpecValue.numberOr("auto", "auto or a finite number, such as -2"),
            SacConfig::targetEntropy,
            (c, v) -> c.targetEntropy = v),
        sac(
            "logStd",
            "<bounds>",
            "Bounds of the policy's log standard deviation.",
            new SpecValue<>("clamped:-20:2 or smooth:-5:2, or the like", SpecKeys::logStd, SpecKeys::text),
            SacConfig::logStd,
            (c, v) -> c.logStd = v),
        sac(
            "criticNorm",
            "<kind>",
            "Normalization of the inputs of the critics' hidden layers.",
            SpecValue.word(Mlp.Norm.class),
            SacConfig::criticNorm,
            (c, v) -> c.criticNorm = v),
        sac(
            "gradientClip",
            "<norm>",
            "Largest norm of the gradients of the actor and of each critic.",
            SpecValue.numberOr("none", "none or a number > 0"),
            SacConfig::gradientClip,
            (c, v) -> c.gradientClip = v));
  }

  private static <T> SpecKey run(
      String name,
      SpecKey.Group group,
      String label,
      String help,
      SpecValue<T> value,
      Function<RunSpec, T> get,
      BiConsumer<RunSpec.Choices, T> set) {
    return SpecKey.of(
        name, group, label, help, value, get, (spec, v) -> spec.with(c -> set.accept(c, v)));
  }

  private static <T> SpecKey method(
      String name,
      String label,
      String help,
      SpecValue<T> value,
      Function<Method, T> get,
      BiConsumer<Method.Choices, T> set) {
    return run(
        name,
        METHOD,
        label,
        help,
        value,
        s -> get.apply(s.method()),
        (c, v) -> c.method = c.method.with(m -> set.accept(m, v)));
  }

  private static <T> SpecKey dnc(
      String name,
      String label,
      String help,
      SpecValue<T> value,
      Function<Regularizer.Dnc, T> get,
      BiFunction<Regularizer.Dnc, T, Regularizer> set) {
    return method(
            name,
            label,
            help,
            value,
            m -> get.apply((Regularizer.Dnc) m.regularizer()),
            (c, v) -> c.regularizer = set.apply((Regularizer.Dnc) c.regularizer, v))
        .where("regularizer = dnc", s -> s.method().regularizer() instanceof Regularizer.Dnc);
  }

  private static <T> SpecKey qSwitch(
      String name,
      String label,
      String help,
      SpecValue<T> value,
      Function<QSwitch, T> get,
      BiConsumer<QSwitch.Choices, T> set) {
    return run(
            name,
            SWITCH,
            label,
            help,
            value,
            s -> get.apply((QSwitch) s.method().behavior()),
            (c, v) ->
                c.method =
                    c.method.with(
                        m -> m.behavior = ((QSwitch) m.behavior).with(q -> set.accept(q, v))))
        .where("behavior = qswitch", s -> s.method().behavior() instanceof QSwitch);
  }

  private static <T> SpecKey training(
      String name,
      String label,
      String help,
      SpecValue<T> value,
      Function<TrainingConfig, T> get,
      BiConsumer<TrainingConfig.Choices, T> set) {
    return run(
        name,
        TRAINING,
        label,
        help,
        value,
        s -> get.apply(s.training()),
        (c, v) -> c.training = c.training.with(t -> set.accept(t, v)));
  }

  private static <T> SpecKey sac(
      String name,
      String label,
      String help,
      SpecValue<T> value,
      Function<SacConfig, T> get,
      BiConsumer<SacConfig.Choices, T> set) {
    return run(
        name,
        LEARNER,
        label,
        help,
        value,
        s -> get.apply(s.sac()),
        (c, v) -> c.sac = c.sac.with(sac -> set.accept(sac, v)));
  }

  /** What there is, if it is of the kind that was chosen: its parameters stay. */
  private static <T> T unlessAlike(T present, T chosen) {
    return present.getClass() == chosen.getClass() ? present : chosen;
  }

  private static int candidates(String text) {
    int count = SpecValue.small("").read().apply(text);
    if (count < 1) {
      throw new IllegalArgumentException(text);
    }
    return count;
  }

  private static String text(QSwitch.Score score) {
    if (score instanceof QSwitch.Expectation expectation) {
      return "" + expectation.samples();
    }
    return score instanceof QSwitch.AtSample ? "sample" : "mean";
  }

  private static QSwitch.Score score(String text) {
    return switch (text) {
      case "mean" -> new QSwitch.AtMean();
      case "sample" -> new QSwitch.AtSample();
      default -> new QSwitch.Expectation(SpecValue.small("").read().apply(text));
    };
  }

  private static String text(Beta beta) {
    return beta instanceof Beta.Matrix matrix
        ? SpecValue.text(matrix.rows())
        : SpecValue.text(((Beta.Uniform) beta).value());
  }

  private static Beta beta(String text) {
    return text.indexOf(',') >= 0 || text.indexOf(';') >= 0
        ? new Beta.Matrix(SpecValue.matrix(text))
        : new Beta.Uniform(SpecValue.real(text));
  }

  private static String text(LogStd bounds) {
    return bounds instanceof LogStd.Clamped clamped
        ? "clamped:" + SpecValue.text(clamped.low()) + ":" + SpecValue.text(clamped.high())
        : "smooth:"
            + SpecValue.text(((LogStd.Smooth) bounds).low())
            + ":"
            + SpecValue.text(((LogStd.Smooth) bounds).high());
  }

  private static LogStd logStd(String text) {
    String[] words = text.split(":", -1);
    if (words.length != 3 || !List.of("clamped", "smooth").contains(words[0])) {
      throw new IllegalArgumentException(text);
    }
    double low = SpecValue.real(words[1]);
    double high = SpecValue.real(words[2]);
    return words[0].equals("smooth") ? new LogStd.Smooth(low, high) : new LogStd.Clamped(low, high);
  }
}
