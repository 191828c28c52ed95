package org.qmp.rl.sac;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;

/**
 * Soft actor-critic for one task or many (Haarnoja et al. 2018, arXiv:1812.05905, algorithm 1):
 * three tapes, recorded once, replayed for every update without allocating.
 *
 * <pre>
 *   1  y ← r + γ c ( min Q̄(s′, ã′) − α log π(ã′|s′) )
 *   2  φ₁, φ₂ descend on J_Q
 *   3  θ descends on J_π, with the critics of step 2
 *   4  log α descends on J_α, with the log π of step 3
 *   5  φ̄ ← (1 − τ) φ̄ + τ φ
 * </pre>
 */
public final class Sac {
  private final Kernels kernels;
  private final Dimensions dimensions;
  private final SacConfig config;
  private final Batch batch;
  private final Xoshiro256 noiseStream;
  private final Normal noise;
  private final Mat noiseNext;
  private final Mat noiseNew;

  private final Nets nets;

  private final Descent criticDescent;
  private final Descent actorDescent;
  private final Optional<Descent> temperatureDescent;
  private final Mat updates = Precision.DOUBLE.zeros(1, 1);

  /**
   * A new learner; its tasks share a trunk and have a head each.
   *
   * @param seed of weights and noise, each from a stream of its own
   * @param name of the learner, part of its streams' names
   */
  public Sac(Kernels kernels, Dimensions dimensions, SacConfig config, long seed, String name) {
    this(
        kernels,
        dimensions,
        config,
        Nets.create(
            kernels,
            dimensions,
            Wiring.heads(dimensions.tasks()),
            config,
            Xoshiro256.named(seed, name + "/weights")),
        Extension.NONE,
        Xoshiro256.named(seed, name + "/noise"));
  }

  /**
   * A learner of given networks, with as many rows of each task as the configuration says.
   *
   * @param noiseStream of the updates' noise
   */
  public Sac(
      Kernels kernels,
      Dimensions dimensions,
      SacConfig config,
      Nets nets,
      Extension extension,
      Xoshiro256 noiseStream) {
    this(
        kernels,
        dimensions,
        config,
        nets,
        Batch.zeros(kernels.precision(), dimensions, config.batch()),
        extension,
        noiseStream);
  }

  /**
   * A learner of given networks.
   *
   * @param batch from which it learns, task-major
   * @param noiseStream of the updates' noise
   */
  public Sac(
      Kernels kernels,
      Dimensions dimensions,
      SacConfig config,
      Nets nets,
      Batch batch,
      Extension extension,
      Xoshiro256 noiseStream) {
    this.kernels = kernels;
    this.dimensions = dimensions;
    this.config = config;
    this.nets = nets;
    this.noiseStream = noiseStream;
    this.batch = batch;
    noise = new Normal(noiseStream);
    noiseNext = kernels.precision().zeros(batch.rows(), dimensions.actions());
    noiseNew = kernels.precision().zeros(batch.rows(), dimensions.actions());

    TwinQ critics = nets.critics();
    criticDescent =
        descent(
            critics.parameters(),
            extension.gradients(batch, critics.first().parameters(), critics.second().parameters()),
            t -> {
              Var target = t.output("target", recordTarget(t));
              Var x = t.input("obs", batch.obs()).beside(t.input("action", batch.action()));
              Var w = t.input("weight", batch.weight());
              return SacLosses.critic(critics.first(x), target, w)
                  .plus(SacLosses.critic(critics.second(x), target, w));
            },
            critics.first().parameters(),
            critics.second().parameters());
    actorDescent =
        descent(
            nets.actor().parameters(),
            extension.gradients(batch, nets.actor().parameters()),
            t -> {
              Var obs = t.input("obs", batch.obs());
              var sample = nets.actor().policy(obs).sample(t.input("noiseNew", noiseNew));
              t.output("logProb", sample.logProb());
              Var loss =
                  SacLosses.actor(
                      obs,
                      sample,
                      critics,
                      nets.temperature().perRow(t, batch.rows()),
                      t.input("weight", batch.weight()));
              return extension.penalty(t, nets.actor()).map(loss::plus).orElse(loss);
            },
            nets.actor().parameters());
    temperatureDescent = temperatureDescent();
  }

  private Var recordTarget(Tape t) {
    Var nextObs = t.input("nextObs", batch.nextObs());
    return SacLosses.target(
        t.input("reward", batch.reward()).times(config.rewardScale()),
        t.input("continues", batch.continues()),
        nextObs,
        nets.actor().policy(nextObs).sample(t.input("noiseNext", noiseNext)),
        nets.targets(),
        nets.temperature().perRow(t, batch.rows()),
        config.gamma());
  }

  private Optional<Descent> temperatureDescent() {
    if (!(nets.temperature().kind() instanceof Temperature.Learned learned)) {
      return Optional.empty();
    }
    double targetEntropy = config.targetEntropy().orElse(-dimensions.actions());
    return Optional.of(
        descent(
            nets.temperature().parameters(),
            GradientRule.PLAIN,
            t ->
                nets.temperature()
                    .loss(
                        learned.loss(),
                        t.input("logProb", actorDescent.output("logProb")),
                        t.input("weight", batch.weight()),
                        targetEntropy)));
  }

  private Descent descent(
      Parameters wrt, GradientRule rule, Function<Tape, Var> loss, Parameters... networks) {
    Tape tape = Tape.recordSharing(kernels, wrt, loss);
    return new Descent(tape, rule, config.learningRate(), config.gradientClip(), networks);
  }

  /** The batch to fill before {@link #update()}. */
  public Batch batch() {
    return batch;
  }

  /** One update with the transitions that the batch holds. Allocates nothing. */
  public void update() {
    noise.fill(noiseNext);
    noise.fill(noiseNew);
    updateWithPresentNoise();
  }

  void updateWithPresentNoise() {
    criticDescent.step();
    actorDescent.step();
    if (temperatureDescent.isPresent()) {
      temperatureDescent.get().step();
    }
    double done = updates.scalar() + 1;
    updates.fill(done);
    if ((long) done % config.targetUpdateInterval() == 0) {
      nets.targets().parameters().track(kernels, nets.critics().parameters(), config.tau());
    }
  }

  Mat noiseNext() {
    return noiseNext;
  }

  Mat noiseNew() {
    return noiseNew;
  }

  Mat bellmanTarget() {
    return criticDescent.output("target");
  }

  public Dimensions dimensions() {
    return dimensions;
  }

  public Actor actor() {
    return nets.actor();
  }

  public TwinQ critics() {
    return nets.critics();
  }

  TwinQ targets() {
    return nets.targets();
  }

  public Temperature temperature() {
    return nets.temperature();
  }

  /** J_Q(φ₁) + J_Q(φ₂) of the latest update. */
  public double criticLoss() {
    return criticDescent.loss();
  }

  /** J_π of the latest update. */
  public double actorLoss() {
    return actorDescent.loss();
  }

  /** J_α of the latest update; 0 where α is fixed. */
  public double temperatureLoss() {
    return temperatureDescent.isPresent() ? temperatureDescent.get().loss() : 0; // boxes nothing
  }

  /** Mean of −log π over the latest batch: an estimate of the policy's entropy. */
  public double entropy() {
    Mat values = actorDescent.output("logProb");
    double sum = 0;
    for (int i = 0; i < values.rows(); i++) {
      sum -= values.get(i, 0);
    }
    return sum / values.rows();
  }

  /** The number of updates so far. */
  public long updates() {
    return (long) updates.scalar();
  }

  /**
   * Everything that future updates depend on besides the batch and {@link #noiseStream()}, by name,
   * in a fixed order: the matrices themselves, so writing into them restores a state.
   */
  public Map<String, Mat> state() {
    Map<String, Mat> state = new LinkedHashMap<>();
    state.put("updates", updates);
    for (Parameters part :
        new Parameters[] {
          nets.actor().parameters(),
          nets.critics().parameters(),
          nets.targets().parameters(),
          nets.temperature().parameters()
        }) {
      for (Parameter p : part) {
        state.put(p.name(), p.value());
      }
    }
    putAdam("adam/critic/", criticDescent, state);
    putAdam("adam/actor/", actorDescent, state);
    temperatureDescent.ifPresent(descent -> putAdam("adam/temperature/", descent, state));
    return state;
  }

  private static void putAdam(String prefix, Descent descent, Map<String, Mat> state) {
    descent.adam().state().forEach((name, mat) -> state.put(prefix + name, mat));
  }

  /** The generator of the updates' noise; its state belongs to a checkpoint. */
  public Xoshiro256 noiseStream() {
    return noiseStream;
  }
}
