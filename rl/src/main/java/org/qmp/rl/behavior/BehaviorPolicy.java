package org.qmp.rl.behavior;

import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;

/**
 * The policy that acts, for all tasks at once: what a {@link Behavior} makes of a {@link Cast}.
 * Acting allocates nothing.
 *
 * <pre>{@code
 * policy.observe(i, observation);    // each task
 * policy.decide(step);
 * policy.sampledAction(i, action);   // each task
 * }</pre>
 */
public final class BehaviorPolicy {
  private final Cast cast;
  private final Mat observations;
  private final double[][] seen;
  private final Mat noise;
  private final Mat[] noiseRows;
  private final Luck[] luck;
  private final Persistence persistence;
  private final Candidates candidates;
  private final Selector selector;
  private final int[] acting;

  /**
   * Records what is needed. {@link #restart} or {@link #restore} comes before the first step.
   *
   * @param sizes of what is seen and done
   * @throws IllegalArgumentException if the behaviour asks for what the cast does not have
   */
  public BehaviorPolicy(Kernels k, Behavior behavior, Cast cast, Dimensions sizes) {
    this.cast = cast;
    int tasks = cast.tasks().size();
    observations = k.precision().zeros(tasks, sizes.observations());
    seen = new double[tasks][sizes.observations()];
    noise = k.precision().zeros(tasks, sizes.actions());
    noiseRows = new Mat[tasks];
    luck = new Luck[tasks];
    acting = new int[tasks];
    for (int i = 0; i < tasks; i++) {
      noiseRows[i] = noise.rows(i, i + 1);
      luck[i] = new Luck(k, cast.tasks().get(i));
      acting[i] = i;
    }
    if (behavior instanceof Behavior.Own) {
      persistence = new Persistence(tasks, 1);
      candidates = Candidates.own(k, cast, observations);
      selector = (step, ignoredSeen, ignoredLuck, picks) -> {};
    } else if (behavior instanceof QSwitch rule) {
      persistence = new Persistence(tasks, rule.persistence());
      candidates = Candidates.everybody(k, cast, observations);
      selector = new SwitchSelector(k, rule, cast, candidates, persistence, observations, noise);
    } else {
      Behavior.Shares shares = (Behavior.Shares) behavior;
      persistence = new Persistence(tasks, shares.persistence());
      candidates = Candidates.everybody(k, cast, observations);
      selector = new ShareSelector(cast.shares(shares), persistence);
    }
  }

  /** Begins all streams of random numbers anew, and forgets who was acting. */
  public void restart(long seed, String prefix) {
    for (Luck each : luck) {
      each.restart(seed, prefix);
    }
    for (int i = 0; i < luck.length; i++) {
      persistence.episodeBegan(i);
    }
  }

  /** An episode of a task begins. */
  public void episodeBegan(int task) {
    persistence.episodeBegan(task);
  }

  /** What a task sees in this step. */
  public void observe(int task, double[] observation) {
    System.arraycopy(observation, 0, seen[task], 0, seen[task].length);
    for (int j = 0; j < observation.length; j++) {
      observations.set(task, j, observation[j]);
    }
  }

  /**
   * Decides who acts for each task, and how.
   *
   * @param step environment steps so far, of all tasks together
   * @throws org.qmp.autograd.NonFiniteException if a score is not finite, naming task and policy
   */
  public void decide(long step) {
    for (int i = 0; i < luck.length; i++) {
      luck[i].actionNoise().fill(noiseRows[i]);
    }
    candidates.propose(seen);
    candidates.sample(noise);
    candidates.sampleGuides(seen, luck);
    selector.select(step, seen, luck, acting);
  }

  /** Index of the policy that acts for a task, among {@link Cast#policies()}. */
  public int acting(int task) {
    return acting[task];
  }

  /** A sample of the policy that acts. */
  public void sampledAction(int task, double[] out) {
    for (int a = 0; a < out.length; a++) {
      out[a] = candidates.sample(task, acting[task], a);
    }
  }

  /** The mean action of the policy that acts. */
  public void meanAction(int task, double[] out) {
    for (int a = 0; a < out.length; a++) {
      out[a] = candidates.mean(task, acting[task], a);
    }
  }

  /** How many policies may act. */
  public int policies() {
    return cast.policies().size();
  }

  /** Streams of random numbers, whose states belong to a checkpoint. */
  public Map<String, Xoshiro256> streams() {
    Map<String, Xoshiro256> streams = new LinkedHashMap<>();
    for (Luck each : luck) {
      streams.putAll(each.streams());
    }
    return streams;
  }

  /** Who goes on acting, for a checkpoint. */
  public long[] save() {
    return persistence.save();
  }

  /** Goes on with what {@link #save} has returned. */
  public void restore(long[] state) {
    persistence.restore(state);
  }
}
