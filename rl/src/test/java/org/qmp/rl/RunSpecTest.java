package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
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
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.multitask.Method.Critics;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.multitask.Method.Surgery;
import org.qmp.rl.sac.Actor.LogStd;
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
                Arbitraries.of(QSwitch.CriticChoice.class),
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
    Arbitrary<Integer> capacities = Arbitraries.integers().between(1, 100_000_000);
    Arbitrary<Integer> episodes = Arbitraries.integers().between(1, 100_000);
    Arbitrary<TrainingConfig> trainings =
        Combinators.combine(
                count,
                count,
                Arbitraries.of(Start.class),
                Arbitraries.of(Turns.class),
                between(0, 1000),
                capacities,
                count,
                episodes)
            .as(
                (steps, warmUp, start, turns, ratio, capacity, every, plays) ->
                    new TrainingConfig(
                        steps, warmUp, start, turns, ratio, capacity, every, plays, 5000));
    return Combinators.combine(
            Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("-=, é#")
                .ofMinLength(1)
                .filter(name -> name.strip().equals(name)),
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
    assertEquals(value, Double.parseDouble(SpecValue.text(value)));
  }

  @Test
  void digitsAreTheFewestOnEveryVirtualMachine() {
    assertEquals("2E-323", SpecValue.text(2e-323));
    assertEquals("0.0003", SpecValue.text(3e-4));
    assertEquals("1", SpecValue.text(1));
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
        qmp run specification 1
        suite = pendulum
        seed = 1
        precision = float
        networks = separate
        data = none
        regularizer = none
        surgery = none
        critics = own
        behavior = own
        steps = 10
        warmUp = 1000
        start = uniform
        turns = steps
        updatesPerStep = 1
        replayCapacity = 1000000
        evaluateEvery = 1000
        evaluationEpisodes = 10
        hidden = 256,256
        batch = 256
        learningRate = 0.0003
        gamma = 0.99
        tau = 0.005
        targetUpdateInterval = 1
        rewardScale = 1
        temperature = learned
        alpha = 1
        temperatureLoss = log-alpha
        targetEntropy = auto
        logStd = clamped:-20:2
        criticNorm = none
        gradientClip = none
        """,
        spec.canonical());
  }

  @Test
  void parametersOfTheMethodAreLinesOnlyWhereTheyExist() {
    Method method =
        Method.of(Networks.SEPARATE)
            .with(QSwitch.defaults())
            .with(new DataSharing.Cds(0.9))
            .with(new Regularizer.Dnc(new Beta.Uniform(0.05), 0, 100));
    RunSpec spec = named("pendulum").with(c -> c.method = method);
    assertTrue(
        spec.canonical()
            .contains(
                """
                data = cds
                dataQuantile = 0.9
                regularizer = dnc
                dncBeta = 0.05
                dncPeriod = 0
                dncSteps = 100
                surgery = none
                critics = own
                behavior = qswitch
                persistence = 1
                score = mean
                criticChoice = first
                entropy = none
                ownFloor = 0
                switchWarmUp = 0
                candidates = all
                tie = lowest-index
                steps = 10
                """),
        spec.canonical());
  }

  private static void isRefused(String from, String to, String message) {
    String text = named("pendulum").canonical().replace(from, to);
    var error = assertThrows(IllegalArgumentException.class, () -> RunSpec.parse(text));
    assertEquals(message, error.getMessage());
  }

  @Test
  void wrongTextIsRefusedByLineOrKey() {
    isRefused("seed = 1\n", "", "key 'seed' is missing");
    isRefused("seed = 1\n", "seed\n", "line 3: \"seed\" where \"key = value\" is expected");
    isRefused("seed = 1\n", "seed = 1\nseed = 1\n", "line 4: key 'seed' stands there twice");
    isRefused(
        "batch = 256",
        "batch = zero",
        "line 20: batch must be a whole number from 1 to 100k; got 'zero'");
    isRefused(
        "tau = 0.005",
        "tau = 7",
        "line 23: tau must be a number > 0 and ≤ 1, such as 0.005; got '7'");
    isRefused(
        "surgery = none",
        "surgery = pcgrad",
        "line 8: surgery cannot be pcgrad: PCGrad with separate networks: no parameter has"
            + " gradients of two tasks");
    isRefused(
        "gradientClip = none\n",
        "gradientClip = none\nmore = 1\n",
        "line 33: unknown key 'more'; written by a newer version?");
    isRefused(
        "gradientClip = none\n",
        "gradientClip = none\ntie = own\n",
        "line 33: tie needs behavior = qswitch");
    isRefused(
        "clamped",
        "sharp",
        "line 30: logStd must be clamped:-20:2 or smooth:-5:2, or the like; got 'sharp:-20:2'");
    isRefused(
        "specification 1",
        "specification 2",
        "line 1: \"qmp run specification 2\" where \"qmp run specification 1\" is expected");
  }

  @Test
  void linesMayStandInAnyOrderWithCommentsAndOtherDigits() {
    List<String> lines = new ArrayList<>(named("pendulum").canonical().lines().toList());
    Collections.reverse(lines.subList(1, lines.size()));
    lines.add(3, "  # more than this would not fit");
    lines.add(5, "");
    String text =
        String.join("\n", lines)
            .replace("replayCapacity = 1000000", "replayCapacity=1M")
            .replace("learningRate = 0.0003", "learningRate = 3e-4")
            .replace("networks = separate", "networks = SEPARATE");
    assertEquals(named("pendulum"), RunSpec.parse(text));
  }

  @Test
  void howOftenARunSavesMayBeGivenButIsNotPartOfIt() {
    RunSpec spec = RunSpec.parse(named("pendulum").canonical() + "saveEvery = 7\n");
    assertEquals(7, spec.training().saveEvery());
    assertEquals(named("pendulum").canonical(), spec.canonical());
    assertEquals(5000, RunSpec.parse(spec.canonical()).training().saveEvery());
  }

  /** As if gradients had not been clipped in earlier versions. */
  @Test
  void aNewKeyLeavesOldSpecificationsAsTheyAre() {
    List<SpecKey> later =
        SpecKeys.ALL.stream()
            .map(
                key ->
                    key.name().equals("gradientClip")
                        ? new SpecKey(
                            key.name(),
                            key.group(),
                            key.path(),
                            key.value(),
                            new SpecKey.Unless("none"))
                        : key)
            .toList();
    String old = named("pendulum").canonical().replace("gradientClip = none\n", "");
    RunSpec spec = SpecText.read(old, later);
    assertEquals(named("pendulum"), spec);
    assertEquals(old, SpecText.write(spec, later));
    RunSpec clipped = spec.set("gradientClip", "3");
    assertEquals(old + "gradientClip = 3\n", SpecText.write(clipped, later));
    assertEquals(clipped, SpecText.read(SpecText.write(clipped, later), later));
  }

  @Test
  void everyKeyHasHelp() {
    for (SpecKey key : SpecKeys.ALL) {
      assertTrue(key.label().matches("<[a-z]+>"), key.name());
      assertTrue(key.help().matches("[A-Z].*\\."), key.name());
    }
  }

  @Test
  void keysAreOptionsToo() {
    assertEquals("--learning-rate", SpecKeys.of("learningRate").option());
    assertEquals(1_200_000, named("pendulum").set("steps", "1.2M").training().steps());
    RunSpec spec = named("pendulum").set("behavior", "qswitch").set("candidates", "2");
    assertEquals(spec, spec.set("behavior", "qswitch"));
    assertEquals(named("pendulum"), spec.set("behavior", "own"));
    var error =
        assertThrows(SpecKey.InvalidException.class, () -> named("pendulum").set("steps", "0"));
    assertEquals("steps", error.key());
    assertEquals("must be a whole number ≥ 1 (10k, 1.2M); got '0'", error.problem());
    assertThrows(IllegalArgumentException.class, () -> named("pendulum").set("stepz", "1"));
    error = assertThrows(SpecKey.InvalidException.class, () -> named("p").set("dataQuantile", "1"));
    assertEquals("dataQuantile needs data = uds or cds", error.getMessage());
  }

  private static RunSpec named(String suite) {
    return new RunSpec(
        suite, Method.SEPARATED, 1, Precision.FLOAT, TrainingConfig.of(10), SacConfig.defaults());
  }

  @Test
  void aSuiteIsNamedInOneLine() {
    for (String name : List.of("", "a\nseed = 2", "a\r", "a\rb", " a")) {
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
