package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Mlp;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Beta;
import org.qmp.rl.multitask.Critics;
import org.qmp.rl.multitask.DataSharing;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Networks;
import org.qmp.rl.multitask.Regularizer;
import org.qmp.rl.multitask.Surgery;
import org.qmp.rl.sac.LogStd;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/** A run's canonical text is the run, and the same text everywhere. */
final class RunSpecTest {

  private static Arbitrary<Double> between(double low, double high) {
    return Arbitraries.doubles().between(low, false, high, true).ofScale(12);
  }

  private static Arbitrary<OptionalDouble> perhaps(Arbitrary<Double> value) {
    return value.optional().map(v -> v.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
  }

  private static Arbitrary<Temperature.Kind> temperatures() {
    return Arbitraries.oneOf(
        between(0, 10).map(Temperature.Fixed::new),
        Combinators.combine(between(0, 10), Arbitraries.of(Temperature.Loss.class))
            .as(Temperature.Learned::new));
  }

  private static Arbitrary<LogStd> bounds() {
    return Arbitraries.oneOf(
        Combinators.combine(between(-20, 0), between(0, 5)).as(LogStd.Clamped::new),
        Combinators.combine(between(-20, 0), between(0, 5)).as(LogStd.Smooth::new));
  }

  private static Arbitrary<SacConfig> configs() {
    Arbitrary<List<Integer>> hidden = Arbitraries.integers().between(1, 512).list().ofMaxSize(3);
    var first =
        Combinators.combine(
            hidden,
            Arbitraries.integers().between(1, 1024),
            between(0, 0.5),
            between(0, 1),
            between(0, 1),
            Arbitraries.integers().between(1, 9));
    var second =
        Combinators.combine(
            between(0, 100),
            temperatures(),
            perhaps(between(-30, 30)),
            bounds(),
            Arbitraries.of(Mlp.Norm.class),
            perhaps(between(0, 100)));
    return Combinators.combine(
            first.as(
                (h, b, rate, gamma, tau, interval) -> List.of(h, b, rate, gamma, tau, interval)),
            second.as(
                (scale, t, entropy, std, norm, clip) ->
                    List.of(scale, t, entropy, std, norm, clip)))
        .as(RunSpecTest::config);
  }

  @SuppressWarnings("unchecked")
  private static SacConfig config(List<?> a, List<?> b) {
    return new SacConfig(
        (List<Integer>) a.get(0),
        (int) a.get(1),
        (double) a.get(2),
        (double) a.get(3),
        (double) a.get(4),
        (int) a.get(5),
        (double) b.get(0),
        (Temperature.Kind) b.get(1),
        (OptionalDouble) b.get(2),
        (LogStd) b.get(3),
        (Mlp.Norm) b.get(4),
        (OptionalDouble) b.get(5));
  }

  private static Arbitrary<List<List<Double>>> matrices() {
    return between(0, 1).list().ofSize(2).list().ofSize(2);
  }

  private static Arbitrary<Behavior> behaviors() {
    Arbitrary<Integer> some = Arbitraries.integers().between(1, 9);
    Arbitrary<QSwitch.Score> scores =
        Arbitraries.oneOf(
            Arbitraries.of(new QSwitch.AtMean(), new QSwitch.AtSample()),
            some.map(QSwitch.Expectation::new));
    return Arbitraries.oneOf(
        Arbitraries.just(new Behavior.Own()),
        some.map(Behavior.Uniform::new),
        some.map(Behavior.Domain::new),
        Combinators.combine(matrices(), some).as(Behavior.Fixed::new),
        Combinators.combine(
                scores,
                Arbitraries.of(QSwitch.Judge.class),
                Arbitraries.of(QSwitch.Entropy.class),
                some,
                between(0, 1),
                Arbitraries.longs().between(0, 1_000_000),
                some,
                Arbitraries.of(QSwitch.Tie.class))
            .as(QSwitch::new));
  }

  private static Arbitrary<DataSharing> sharings() {
    return Arbitraries.oneOf(
        Arbitraries.just(new DataSharing.None()),
        between(0, 1).map(DataSharing.Uds::new),
        between(0, 1).map(DataSharing.Cds::new));
  }

  private static Arbitrary<Regularizer> regularizers() {
    Arbitrary<Beta> betas =
        Arbitraries.oneOf(between(0, 1).map(Beta.Uniform::new), matrices().map(Beta.Matrix::new));
    return Arbitraries.oneOf(
        Arbitraries.just(new Regularizer.None()),
        Combinators.combine(
                betas,
                Arbitraries.longs().between(0, 1_000_000),
                Arbitraries.integers().between(1, 500))
            .as(Regularizer.Dnc::new));
  }

  private static Arbitrary<Method> methods() {
    return Combinators.combine(
            Arbitraries.of(Networks.class),
            behaviors(),
            sharings(),
            regularizers(),
            Arbitraries.of(Surgery.class),
            Arbitraries.of(Critics.class))
        .as(RunSpecTest::sensible);
  }

  /** The method, or the plain one where the choices cannot go together. */
  private static Method sensible(
      Networks networks,
      Behavior behavior,
      DataSharing data,
      Regularizer regularizer,
      Surgery surgery,
      Critics critics) {
    try {
      return new Method(networks, behavior, data, regularizer, surgery, critics);
    } catch (IllegalArgumentException e) {
      return Method.SEPARATED.with(behavior).with(data).with(regularizer);
    }
  }

  @Provide
  Arbitrary<RunSpec> specs() {
    Arbitrary<Long> count = Arbitraries.longs().between(1, Long.MAX_VALUE);
    Arbitrary<Integer> small = Arbitraries.integers().between(1, Integer.MAX_VALUE);
    Arbitrary<TrainingConfig> trainings =
        Combinators.combine(
                count,
                count,
                Arbitraries.of(Start.class),
                Arbitraries.of(Turns.class),
                between(0, 1000),
                small,
                count,
                small)
            .as(
                (steps, warmUp, start, turns, ratio, capacity, every, episodes) ->
                    new TrainingConfig(
                        steps, warmUp, start, turns, ratio, capacity, every, episodes, 5000));
    return Combinators.combine(
            Arbitraries.strings().alpha().numeric().withChars("-=, é").ofMinLength(1),
            methods(),
            Arbitraries.longs(),
            Arbitraries.of(Precision.class),
            trainings,
            configs())
        .as(RunSpec::new);
  }

  @Property(tries = 500)
  void aRunIsReadBackFromItsCanonicalText(@ForAll @From("specs") RunSpec spec) {
    assertEquals(spec, RunSpec.parse(spec.canonical()));
  }

  @Property(tries = 1000)
  void everyNumberIsReadBackFromItsDigits(@ForAll double value) {
    assertEquals(value, Double.parseDouble(SpecText.number(value)));
  }

  @Test
  void digitsAreTheFewestOnEveryVirtualMachine() {
    assertEquals("2E-323", SpecText.number(2e-323));
    assertEquals("0.0003", SpecText.number(3e-4));
    assertEquals("1", SpecText.number(1));
  }

  @Test
  void everyChoiceIsALine() {
    RunSpec spec =
        new RunSpec(
            "pendulum",
            Method.SEPARATED,
            1,
            Precision.FLOAT,
            TrainingConfig.of(10),
            SacConfig.defaults());
    assertEquals(
        """
        suite=pendulum
        networks=SEPARATE
        behavior=own
        data=none
        regularizer=none
        surgery=NONE
        critics=OWN
        seed=1
        precision=FLOAT
        steps=10
        warmUp=1000
        start=UNIFORM
        turns=STEPS
        updatesPerStep=1
        replayCapacity=1000000
        evaluateEvery=1000
        evaluationEpisodes=10
        hidden=256,256
        batch=256
        learningRate=0.0003
        gamma=0.99
        tau=0.005
        targetUpdateInterval=1
        rewardScale=1
        temperature=learned 1 LOG_ALPHA
        targetEntropy=none
        logStd=clamped -20 2
        criticNorm=NONE
        gradientClip=none
        """,
        spec.canonical());
  }

  private static void isRefused(String from, String to, String named) {
    RunSpec spec =
        new RunSpec(
            "pendulum",
            Method.SEPARATED,
            1,
            Precision.FLOAT,
            TrainingConfig.of(10),
            SacConfig.defaults());
    String text = spec.canonical().replace(from, to);
    var error = assertThrows(IllegalArgumentException.class, () -> RunSpec.parse(text));
    assertTrue(error.getMessage().contains(named), error.getMessage());
  }

  @Test
  void textThatIsNotCanonicalIsRefusedByLine() {
    isRefused("seed=1\n", "", "seed=");
    isRefused("seed=1\n", "seed=+1\n", "seed=+1");
    isRefused("batch=256", "batch=zero", "batch=zero");
    isRefused("gamma=0.99", "gamma=0.990", "gamma=0.990");
    isRefused("tau=0.005", "tau=7", "tau");
    isRefused("gradientClip=none\n", "gradientClip=none\nmore=1\n", "more=1");
    isRefused("learned 1 LOG_ALPHA", "learned 1", "temperature");
    isRefused("clamped", "sharp", "logStd");
  }

  private static RunSpec named(String suite) {
    return new RunSpec(
        suite, Method.SEPARATED, 1, Precision.FLOAT, TrainingConfig.of(10), SacConfig.defaults());
  }

  @Test
  void aSuiteIsNamedInOneLine() {
    for (String name : List.of("", "a\nseed=2", "a\r", "a\rb")) {
      assertThrows(IllegalArgumentException.class, () -> named(name));
    }
  }

  @Test
  void linesMayEndAsOnWindows() {
    RunSpec spec = named("pendulum");
    assertEquals(spec, RunSpec.parse(spec.canonical().replace("\n", "\r\n")));
  }

  /** Steps, steps of the warm-up, updates for a step. */
  @ParameterizedTest
  @CsvSource({
    "300, 10000, 1, true",
    "300, 300, 1, true",
    "300, 299, 1, false",
    "300, 296, 0.25, false",
    "300, 297, 0.25, true",
    "300, 0, 0.001, true",
    "300, 10000, 0, false"
  })
  void aRunThatLearnsNothingThoughItShouldIsTold(
      long steps, long warmUp, double updatesPerStep, boolean told) {
    TrainingConfig config =
        new TrainingConfig(steps, warmUp, Start.UNIFORM, Turns.STEPS, updatesPerStep, 9, 9, 9, 9);
    assertEquals(told, config.warmUpLeavesNoUpdate());
  }
}
