package org.qmp.rl.sac;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
 * three tapes (two if α is fixed), recorded once, replayed for every update without allocating.
 *
 * <pre>
 *   1  y ← ρ r + γ c ( min Q̄(s′, ã′) − α log π(ã′|s′) )
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
  private final Nets nets;
  private final Parameters criticParameters;
  private final Parameters targetParameters;
  private final Batch batch;
  private final Xoshiro256 noiseStream;
  private final Normal noise;
  final SacLosses losses;
  private final Descent critics;
  private final Descent actor;
  private final @Nullable Descent temperature;
  private final Mat updates = Precision.DOUBLE.zeros(1, 1);

  /**
   * The networks of one learner.
   *
   * @param critics online, Q₁ and Q₂
   * @param targets Q̄₁ and Q̄₂, equal to the online ones at the start
   */
  public record Nets(Actor actor, TwinQ critics, TwinQ targets, Temperature temperature) {

    /**
     * New networks.
     *
     * @param weights source of the initial weights of actor, critics and targets: a stream for each
     */
    public static Nets create(
        Kernels k, Dimensions d, Wiring wiring, SacConfig config, Xoshiro256 weights) {
      Actor actor = Actor.create("actor", d, wiring, config, k, weights.split("actor"));
      TwinQ critics = TwinQ.create("critic", d, wiring, config, k, weights.split("critic"));
      TwinQ targets = TwinQ.create("target", d, wiring, config, k, weights.split("target"));
      Temperature temperature =
          new Temperature("temperature", wiring.temperatures(), config.temperature(), k);
      return new Nets(actor, critics, targets, temperature).withCritics(critics, targets);
    }

    /** The same with other critics, whose targets are made equal to them. */
    public Nets withCritics(TwinQ online, TwinQ target) {
      target.parameters().copyFrom(online.parameters());
      return new Nets(actor, online, target, temperature);
    }
  }

  /** Additions of a multi-task method to a learner. By default, none. */
  public interface Extension {

    /** Plain soft actor-critic. */
    Extension NONE = new Extension() {};

    /** A term of the actor's loss (1×1), recorded on its tape. */
    default Optional<Var> penalty(Tape tape, Actor actor) {
      return Optional.empty();
    }

    /**
     * The rule that forms the gradient of a loss over the batch.
     *
     * @param networks the parameters of the loss, network by network
     */
    default Descent.Rule gradients(Batch batch, Parameters... networks) {
      return Descent.Rule.PLAIN;
    }
  }

  /**
   * A new learner; its tasks share a trunk and have a head each.
   *
   * @param seed of weights and noise, each from its own stream
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
        Batch.zeros(kernels.precision(), dimensions, config.batch()),
        Extension.NONE,
        Xoshiro256.named(seed, name + "/noise"));
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
    Mat noiseNext = kernels.precision().zeros(batch.rows(), dimensions.actions());
    Mat noiseNew = kernels.precision().zeros(batch.rows(), dimensions.actions());
    losses = new SacLosses(config, nets, batch, noiseNext, noiseNew);

    criticParameters = nets.critics().parameters();
    targetParameters = nets.targets().parameters();
    Parameters first = nets.critics().first().parameters();
    Parameters second = nets.critics().second().parameters();
    Parameters policy = nets.actor().parameters();
    critics =
        descent(
            losses::critics,
            criticParameters,
            extension.gradients(batch, first, second),
            first,
            second);
    actor =
        descent(
            t -> {
              Var loss = losses.actor(t);
              return extension.penalty(t, nets.actor()).map(loss::plus).orElse(loss);
            },
            policy,
            extension.gradients(batch, policy),
            policy);
    Mat logProb = actor.output("logProb");
    temperature =
        nets.temperature().kind() instanceof Temperature.Learned learned
            ? descent(
                t -> losses.temperature(t, learned.loss(), logProb),
                nets.temperature().parameters(),
                Descent.Rule.PLAIN)
            : null;
  }

  /** Descends on a loss; the gradients of some networks are clipped. */
  private Descent descent(
      Function<Tape, Var> loss, Parameters wrt, Descent.Rule rule, Parameters... clipped) {
    Tape tape = Tape.recordSharing(kernels, wrt, loss);
    return new Descent(tape, rule, config.learningRate(), config.gradientClip(), clipped);
  }

  /** The batch, to be filled before {@link #update()}. */
  public Batch batch() {
    return batch;
  }

  /** One update with the transitions that the batch holds. Allocates nothing. */
  public void update() {
    noise.fill(losses.noiseNext());
    noise.fill(losses.noiseNew());
    updateWithPresentNoise();
  }

  void updateWithPresentNoise() {
    critics.step();
    actor.step();
    if (temperature != null) {
      temperature.step();
    }
    double done = updates.scalar() + 1;
    updates.fill(done);
    if ((long) done % config.targetUpdateInterval() == 0) {
      targetParameters.polyakUpdate(kernels, criticParameters, config.tau());
    }
  }

  /** y of the latest update. */
  Mat bellmanTarget() {
    return critics.output("y");
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
    return critics.loss();
  }

  /** J_π of the latest update, with the penalty of a regularizer. */
  public double actorLoss() {
    return actor.loss();
  }

  /** J_α of the latest update; 0 where α is fixed. */
  public double temperatureLoss() {
    return temperature == null ? 0 : temperature.loss();
  }

  /** Mean of −log π over the latest batch: an estimate of the policy's entropy. */
  public double entropy() {
    Mat logProb = actor.output("logProb");
    double sum = 0;
    for (int i = 0; i < logProb.rows(); i++) {
      sum -= logProb.get(i, 0);
    }
    return sum / logProb.rows();
  }

  /** The number of updates so far. */
  public long updates() {
    return (long) updates.scalar();
  }

  /**
   * Everything that future updates depend on besides the batch, {@link #noiseStream()} and what an
   * extension and other learners hold, by name, in a fixed order: the matrices themselves, so
   * writing into them restores a state.
   */
  public Map<String, Mat> state() {
    Map<String, Mat> state = new LinkedHashMap<>();
    state.put("updates", updates);
    List<Parameters> networks =
        List.of(
            nets.actor().parameters(),
            criticParameters,
            targetParameters,
            nets.temperature().parameters());
    for (Parameters part : networks) {
      for (Parameter p : part) {
        state.put(p.name(), p.value());
      }
    }
    critics.adam().state().forEach((name, mat) -> state.put("adam/critic/" + name, mat));
    actor.adam().state().forEach((name, mat) -> state.put("adam/actor/" + name, mat));
    if (temperature != null) {
      temperature.adam().state().forEach((name, m) -> state.put("adam/temperature/" + name, m));
    }
    return state;
  }

  /** The generator of the updates' noise; its state belongs to a checkpoint. */
  public Xoshiro256 noiseStream() {
    return noiseStream;
  }
}
