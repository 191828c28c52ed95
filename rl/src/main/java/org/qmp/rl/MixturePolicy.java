package org.qmp.rl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.nn.Safetensors;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.behavior.TaskPolicies;
import org.qmp.rl.multitask.TaskCritic;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Actor.LogStd;
import org.qmp.rl.sac.TaskNet;
import org.qmp.rl.sac.TwinQ;

/**
 * The mixture of one task: all tasks' policies, and the behaviour of a run, which chooses which of
 * them acts. With the Q-switch, the policy acts whose proposal the task's own critic scores
 * highest. The mixture acts as {@code qmp eval --mixture} does, in the bounds of the task's
 * environment.
 *
 * <p>Not thread-safe: give each thread a {@link #copy()}. There is nothing to close.
 */
public final class MixturePolicy {
  /** Prefix of the names of the streams of random numbers, as in an evaluation. */
  private static final String STREAMS = "evaluation/";

  private final Content content;
  private final BehaviorPolicy policy;

  /**
   * What a mixture is made of.
   *
   * @param policies names of all policies, each that of its task, in order
   * @param actors their networks, whose output is [μ, x]; see {@link LogStd#policy}
   * @param logStd how x becomes log σ
   * @param critics both critics of the task
   * @param alpha temperature of the task
   * @param behavior how the acting policy is chosen; shares are those of the task alone
   * @param step of the run: a switch may have a warm-up
   */
  public record Content(
      PolicyInfo info,
      List<String> policies,
      List<TaskNet> actors,
      LogStd logStd,
      List<TaskCritic> critics,
      double alpha,
      Behavior behavior,
      long step) {

    public Content {
      policies = List.copyOf(policies);
      actors = List.copyOf(actors);
      critics = List.copyOf(critics);
    }

    /** The number of the task's own policy. */
    public int own() {
      return policies.indexOf(info.task());
    }
  }

  /**
   * A mixture at its start, with noise of seed 1.
   *
   * @throws IllegalArgumentException if a network is for other numbers of observations or actions
   */
  MixturePolicy(Content content) {
    this.content = content;
    PolicyInfo info = content.info;
    int observations = info.observations().size();
    int actions = info.actions().size();
    content.actors.forEach(actor -> info.requireNet(actor, observations, 2 * actions));
    for (TaskCritic critic : content.critics) {
      critic.nets().forEach(net -> info.requireNet(net, observations + actions, 1));
    }
    TaskPolicies policies =
        new TaskPolicies(
            content.policies,
            content.own(),
            content.actors,
            content.logStd,
            new TwinQ(content.critics.get(0), content.critics.get(1)),
            content.alpha);
    Kernels k =
        Backend.best().kernels(content.actors.get(0).net().output().bias().value().precision());
    Dimensions sizes = new Dimensions(1, observations, actions);
    policy = new BehaviorPolicy(k, content.behavior, policies, sizes);
    restart(1);
  }

  /**
   * One task's mixture at the newest checkpoint of a run, which may still be running.
   *
   * @throws java.nio.file.NoSuchFileException if there is no run
   * @throws org.qmp.rl.store.NoUsableCheckpointException if there is no usable checkpoint
   * @throws org.qmp.rl.store.CheckpointException if the specification is damaged, or the checkpoint
   *     of an earlier version that must be resumed once
   * @throws IllegalArgumentException if the run has no such task, naming those it has
   * @throws org.qmp.rl.behavior.MethodException if its method has no mixture, or one that is more
   *     than numbers: with guides, or shares of the suite's own
   */
  public static MixturePolicy load(Path run, String task) throws IOException {
    return Learned.mixture(run, task);
  }

  /**
   * Loads a mixture that {@link #save} wrote.
   *
   * @throws IOException if the file holds none, naming it and what is wrong
   */
  public static MixturePolicy load(Path file) throws IOException {
    return PolicyFile.mixture(file.toString(), Safetensors.read(file));
  }

  /** Loads a mixture from a stream, which is read to its end and not closed. */
  public static MixturePolicy read(InputStream in) throws IOException {
    return PolicyFile.mixture("the stream", Safetensors.read(in.readAllBytes()));
  }

  /**
   * Writes a safetensors file: {@code POLICY/actor/layer0/weight} and so on of every policy, the
   * critics of the task, and the behaviour's options as metadata.
   *
   * @throws org.qmp.rl.behavior.MethodException if the behaviour is a custom one
   */
  public void save(Path file) throws IOException {
    safetensors().write(file);
  }

  /** The content of the file that {@link #save} writes; throws as it does. */
  public Safetensors safetensors() {
    return PolicyFile.of(content);
  }

  /** The same mixture at its start, for another thread. */
  public MixturePolicy copy() {
    return new MixturePolicy(content);
  }

  public PolicyInfo info() {
    return content.info;
  }

  /** Networks and options, for reading. */
  public Content content() {
    return content;
  }

  /** Starts over, with the streams of noise that {@code qmp eval --seed} has. */
  public void restart(long seed) {
    policy.restart(seed, STREAMS);
  }

  /** Begins an episode: a choice that was held for several steps ends. */
  public void episodeBegan() {
    policy.episodeBegan(0);
  }

  /**
   * Chooses a policy; its mean action, in the environment's bounds.
   *
   * @throws IllegalArgumentException if the observation has the wrong length or a number that is
   *     not a finite float, naming it
   * @throws org.qmp.autograd.NonFiniteException if a score is not finite
   * @throws IllegalStateException if a custom rule chooses a policy that does not exist
   */
  public double[] act(double[] observation) {
    double[] action = new double[info().actions().size()];
    meanAction(observation, action);
    return action;
  }

  /** As {@link #act}, into an array. */
  public void meanAction(double[] observation, double[] actionOut) {
    decide(observation, actionOut);
    policy.meanAction(0, actionOut);
    info().actions().stretch(actionOut, actionOut);
  }

  /** Chooses a policy; a sample of its actions, in the environment's bounds. */
  public void sampledAction(double[] observation, double[] actionOut) {
    decide(observation, actionOut);
    policy.sampledAction(0, actionOut);
    info().actions().stretch(actionOut, actionOut);
  }

  private void decide(double[] observation, double[] actionOut) {
    info().requireArrays(observation, actionOut);
    policy.observe(0, observation);
    policy.decide(content.step);
  }

  /** The name of the policy that acted last. */
  public String acting() {
    return content.policies.get(policy.acting(0));
  }
}
