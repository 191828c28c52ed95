package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

/** Any specification is read back from its canonical text. */
final class RunSpecRoundTripTest {

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
        Combinators.combine(Arbitraries.of(false, true), between(-20, 0), between(0, 5))
            .as(LogStd::new));
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
        .as(RunSpecRoundTripTest::config);
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

  private static Arbitrary<List<List<Double>>> shares() {
    return between(0, 1).map(p -> List.of(p, 1 - p)).list().ofSize(2);
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
        Combinators.combine(shares(), some).as(Behavior.Fixed::new),
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
        .as(RunSpecRoundTripTest::sensible);
  }

  /** The method, or one with separate networks if the choices cannot be combined. */
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

  @Property(tries = 200)
  void aSpecificationIsReadBackFromItsCanonicalText(@ForAll @From("specs") RunSpec spec) {
    assertEquals(spec, RunSpec.parse(spec.canonical()));
  }

  /** Values that are not set stay unchanged. */
  @Property(tries = 100)
  void anEmptyChangeChangesNothing(@ForAll @From("specs") RunSpec spec) {
    assertEquals(spec, spec.with(c -> {}));
    assertEquals(spec.sac(), spec.sac().with(c -> {}));
    TrainingConfig training = spec.training().with(c -> c.saveEvery = 17);
    assertEquals(training, training.with(c -> {}));
  }
}
