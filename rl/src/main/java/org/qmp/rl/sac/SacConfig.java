package org.qmp.rl.sac;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.qmp.nn.Init;
import org.qmp.nn.Mlp;
import org.qmp.nn.Require;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Actor.LogStd;

/**
 * The choices of SAC. {@link #defaults()} are those of the original code with its slips corrected,
 * except for a batch of 256.
 *
 * @param hidden widths of the hidden layers of actor and critics, 1 to 10,000
 * @param batch rows of each task in an update's batch, 1 to 100,000
 * @param learningRate of actor, critics and temperature, in (0, 1)
 * @param gamma discount γ in [0, 1]
 * @param tau step τ of the targets' Polyak average, in (0, 1]
 * @param targetUpdateInterval updates between two steps of the targets, at least 1
 * @param rewardScale factor of the reward in the Bellman target, finite and above 0
 * @param temperature learned or fixed α
 * @param targetEntropy H̄, finite; absent is −A
 * @param logStd bounds of log σ
 * @param criticNorm layer normalisation of the inputs of the critics' hidden layers
 * @param gradientClip largest Euclidean norm of the actor's gradient, of Q₁'s and of Q₂'s, each
 *     network's taken by itself with all its tasks' blocks and heads; finite and above 0; absent is
 *     no limit; the temperature has none
 */
public record SacConfig(
    List<Integer> hidden,
    int batch,
    double learningRate,
    double gamma,
    double tau,
    int targetUpdateInterval,
    double rewardScale,
    Temperature.Kind temperature,
    OptionalDouble targetEntropy,
    LogStd logStd,
    Mlp.Norm criticNorm,
    OptionalDouble gradientClip) {

  public SacConfig {
    hidden = List.copyOf(hidden);
    Require.that(1 <= batch && batch <= 100_000, "batch", batch, "1 to 100,000");
    Require.that(0 < learningRate && learningRate < 1, "learningRate", learningRate, "in (0, 1)");
    Require.that(0 <= gamma && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Require.that(0 < tau && tau <= 1, "tau", tau, "in (0, 1]");
    Require.atLeastOne("targetUpdateInterval", targetUpdateInterval);
    Require.positive("rewardScale", rewardScale);
    Require.finite("targetEntropy", targetEntropy.orElse(0));
    Require.positive("gradientClip", gradientClip.orElse(1));
    for (int width : hidden) {
      Require.that(1 <= width && width <= 10_000, "hidden width", width, "1 to 10,000");
    }
  }

  /** Two layers of 256, batch 256, rate 3e-4, γ 0.99, τ 0.005, learned α from 1, H̄ = −A. */
  public static SacConfig defaults() {
    return new SacConfig(
        List.of(256, 256),
        256,
        3e-4,
        0.99,
        0.005,
        1,
        1,
        new Temperature.Learned(1, Temperature.Loss.LOG_ALPHA),
        OptionalDouble.empty(),
        LogStd.DEFAULT,
        Mlp.Norm.NONE,
        OptionalDouble.empty());
  }

  /** A copy with some choices changed, as in {@code defaults().with(c -> c.batch = 32)}. */
  public SacConfig with(Consumer<Choices> change) {
    Choices c = new Choices(this);
    change.accept(c);
    return new SacConfig(
        c.hidden,
        c.batch,
        c.learningRate,
        c.gamma,
        c.tau,
        c.targetUpdateInterval,
        c.rewardScale,
        c.temperature,
        c.targetEntropy,
        c.logStd,
        c.criticNorm,
        c.gradientClip);
  }

  /** Mutable copy for {@link #with}; components as in SacConfig. */
  public static final class Choices {
    public List<Integer> hidden;
    public int batch;
    public double learningRate;
    public double gamma;
    public double tau;
    public int targetUpdateInterval;
    public double rewardScale;
    public Temperature.Kind temperature;
    public OptionalDouble targetEntropy;
    public LogStd logStd;
    public Mlp.Norm criticNorm;
    public OptionalDouble gradientClip;

    private Choices(SacConfig from) {
      hidden = from.hidden;
      batch = from.batch;
      learningRate = from.learningRate;
      gamma = from.gamma;
      tau = from.tau;
      targetUpdateInterval = from.targetUpdateInterval;
      rewardScale = from.rewardScale;
      temperature = from.temperature;
      targetEntropy = from.targetEntropy;
      logStd = from.logStd;
      criticNorm = from.criticNorm;
      gradientClip = from.gradientClip;
    }
  }

  /** Xavier-uniform weights; the mean's and the deviation's outputs are initialised apart. */
  Mlp.Spec actorSpec(Dimensions d, Wiring wiring) {
    wiring.requireTasks(d.tasks());
    int inputs = d.observations() + wiring.ids();
    return wiring
        .actor()
        .of(Mlp.Spec.of(inputs, hidden, 2 * d.actions()))
        .withOutputInit(Init.sideBySide(Init.xavierUniform(1), 2));
  }

  /** Xavier-normal weights. */
  Mlp.Spec criticSpec(Dimensions d, Wiring wiring) {
    wiring.requireTasks(d.tasks());
    int inputs = d.observations() + d.actions() + wiring.ids();
    return wiring
        .critic()
        .of(Mlp.Spec.of(inputs, hidden, 1))
        .withNorm(criticNorm)
        .withInit(Init.xavierNormal(1));
  }
}
