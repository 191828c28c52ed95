package org.qmp.rl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Normal;
import org.qmp.nn.Safetensors;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.sac.Actor.LogStd;
import org.qmp.rl.sac.SquashedGaussian;
import org.qmp.rl.sac.TaskNet;

/**
 * The learned policy of one task: its actor's weights and nothing else. Actions are in the bounds
 * of the task's environment, so neither suite nor run is needed to act.
 *
 * <pre>{@code
 * Policy policy = Policy.load(Path.of("runs/p1"), "reach-left");
 * double[] action = policy.act(observation);
 * }</pre>
 *
 * <p>Not thread-safe: give each thread a {@link #copy()}. Acting allocates nothing but the array
 * that {@link #act} returns; there is nothing to close.
 */
public final class Policy {
  private final PolicyInfo info;
  private final TaskNet net;
  private final LogStd logStd;
  private final Mat observation;
  private final Mat noise;
  private final Tape tape;

  /**
   * A policy of given weights.
   *
   * @param net observations to [μ, x], see {@link LogStd#policy}
   * @throws IllegalArgumentException if the network has other numbers of inputs or outputs
   */
  Policy(PolicyInfo info, TaskNet net, LogStd logStd) {
    this.info = info;
    this.net = net;
    this.logStd = logStd;
    info.requireNet(net, info.observations().size(), 2 * info.actions().size());
    Mat bias = net.net().output().bias().value();
    Kernels k = Backend.best().kernels(bias.precision());
    observation = k.precision().zeros(1, net.inputs());
    noise = k.precision().zeros(1, bias.cols() / 2);
    tape =
        Tape.record(
            k,
            t -> {
              SquashedGaussian policy =
                  logStd.policy(net.apply(t.input("observation", observation)));
              t.output("sample", policy.sample(t.input("noise", noise)).action());
              return policy.mode();
            });
  }

  /**
   * One task's policy at the newest checkpoint of a run, which may still be running. The checksum
   * of the whole checkpoint is verified, and only the actor's weights are kept in memory; loading a
   * file that {@link #save} wrote is faster still.
   *
   * @throws java.nio.file.NoSuchFileException if there is no run
   * @throws org.qmp.rl.store.NoUsableCheckpointException if there is no usable checkpoint
   * @throws org.qmp.rl.store.CheckpointException if the specification is damaged, or the checkpoint
   *     of an earlier version that must be resumed once
   * @throws IllegalArgumentException if the run has no such task, naming those it has
   */
  public static Policy load(Path run, String task) throws IOException {
    return Learned.policy(run, task);
  }

  /** The tasks of a run; throws as {@link #load(Path, String)}. */
  public static List<String> tasks(Path run) throws IOException {
    return Learned.tasks(run);
  }

  /**
   * Loads a policy that {@link #save} wrote.
   *
   * @throws IOException if the file holds none, naming it and what is wrong
   */
  public static Policy load(Path file) throws IOException {
    return PolicyFile.policy(file.toString(), Safetensors.read(file));
  }

  /** Loads a policy from a stream, which is read to its end and not closed. */
  public static Policy read(InputStream in) throws IOException {
    return PolicyFile.policy("the stream", Safetensors.read(in.readAllBytes()));
  }

  /**
   * Writes a safetensors file, which PyTorch, NumPy and others can read too: {@code
   * TASK/actor/layer0/weight} (in×out) and so on, with spaces and provenance as metadata.
   */
  public void save(Path file) throws IOException {
    safetensors().write(file);
  }

  /** The content of the file that {@link #save} writes. */
  public Safetensors safetensors() {
    return PolicyFile.of(this);
  }

  /** The same policy for another thread. */
  public Policy copy() {
    return new Policy(info, net, logStd);
  }

  public PolicyInfo info() {
    return info;
  }

  /** The network, whose output is [μ, x]; see {@link #logStd()}. */
  public TaskNet net() {
    return net;
  }

  /** How x becomes log σ. */
  public LogStd logStd() {
    return logStd;
  }

  /**
   * The mean action, tanh μ in the environment's bounds.
   *
   * @throws IllegalArgumentException if the observation has the wrong length or a number that is
   *     not a finite float, naming it
   */
  public double[] act(double[] observation) {
    double[] action = new double[info.actions().size()];
    meanAction(observation, action);
    return action;
  }

  /** As {@link #act}, into an array. */
  public void meanAction(double[] observation, double[] actionOut) {
    forward(observation, actionOut);
    read(tape.result().value(), actionOut);
  }

  /**
   * A sample, tanh(μ + σ ε) in the environment's bounds.
   *
   * @param rng of which ε takes one number for each dimension of the action
   * @throws IllegalArgumentException as {@link #act}
   */
  public void sampledAction(double[] observation, Xoshiro256 rng, double[] actionOut) {
    info.requireArrays(observation, actionOut);
    new Normal(rng).fill(noise);
    forward(observation, actionOut);
    read(tape.output("sample"), actionOut);
  }

  private void forward(double[] seen, double[] actionOut) {
    info.requireArrays(seen, actionOut);
    for (int i = 0; i < seen.length; i++) {
      observation.set(0, i, seen[i]);
    }
    tape.forward();
  }

  private void read(Mat unit, double[] actionOut) {
    for (int i = 0; i < actionOut.length; i++) {
      actionOut[i] = unit.get(0, i);
    }
    info.actions().stretch(actionOut, actionOut);
  }
}
