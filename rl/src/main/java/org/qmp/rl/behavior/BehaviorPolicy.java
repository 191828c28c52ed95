package org.qmp.rl.behavior;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.env.Chance;
import org.qmp.env.DomainKnowledge;
import org.qmp.nn.Normal;
import org.qmp.nn.Require;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;

/**
 * Plays a {@link Behavior} for all tasks at once: who acts, and with which action in [−1, 1].
 * Acting allocates nothing.
 *
 * <pre>{@code
 * policy.observe(i, observation);    // each task that makes a step
 * policy.decide(step);
 * policy.sampledAction(i, action);   // each of them
 * }</pre>
 */
public final class BehaviorPolicy {
  /** All streams of random numbers, whose names are part of fingerprints. */
  private final Map<String, Xoshiro256> streams = new LinkedHashMap<>();

  private final Proposals proposals;
  private final Chooser chooser;

  /** Steps for which a chosen policy keeps acting. */
  private final int persistence;

  /** The acting policy of each task, and how many steps it keeps acting. */
  private final int[] acting;

  private final int[] left;

  /** Whether a task makes a step: it has been observed since the last decision. */
  private final boolean[] steps;

  private final boolean[] due;

  /** Chooses the policies that act. */
  interface Chooser {

    /**
     * Chooses for the tasks whose turn it is; all proposals have been made.
     *
     * @param step environment steps so far, of all tasks together
     * @param due whether a task chooses now
     * @param acting receives the policy of each of these tasks
     */
    void choose(long step, boolean[] due, int[] acting);

    /** Resets the state. */
    default void restart() {}
  }

  /**
   * Records the tapes it needs. {@link #restart} must be called before the first step, and before
   * {@link #restore}.
   *
   * @param sizes of observations and actions
   * @throws MethodException if the behaviour needs what these policies do not have
   * @throws IllegalArgumentException if its persistence is less than 1
   */
  public BehaviorPolicy(Kernels k, Behavior behavior, Policies policies, Dimensions sizes) {
    this.persistence = behavior.persistence();
    Require.atLeastOne("persistence of " + behavior, persistence);
    int tasks = policies.tasks().size();
    Streams[] ofTask = new Streams[tasks];
    Arrays.setAll(ofTask, i -> new Streams(policies.tasks().get(i), streams));
    acting = new int[tasks];
    left = new int[tasks];
    steps = new boolean[tasks];
    due = new boolean[tasks];
    boolean all = !(behavior instanceof Behavior.Own);
    proposals = new Proposals(k, policies, all, sizes, ofTask);
    if (behavior instanceof QSwitch rule) {
      chooser = new QSwitch.ByScore(k, rule, policies, proposals, ofTask);
    } else if (behavior instanceof Behavior.Shares shares) {
      chooser = new ByShare(policies.shares(shares), proposals, ofTask);
    } else if (behavior instanceof Behavior.Custom custom) {
      chooser = new ByRule(k, custom, policies, proposals, ofTask);
    } else {
      chooser = (step, due, acting) -> Arrays.setAll(acting, policies::own);
    }
  }

  /** Draws policies by their shares, without critics. */
  record ByShare(DomainKnowledge shares, Proposals proposals, Streams[] streams)
      implements Chooser {
    @Override
    public void choose(long step, boolean[] due, int[] acting) {
      for (int i = 0; i < acting.length; i++) {
        if (due[i]) {
          int stage = shares.stage(proposals.seen[i]);
          acting[i] = draw(shares, stage, i, streams[i].choice.nextDouble());
        }
      }
    }

    /**
     * By inversion; if rounding leaves a rest, it goes to the last policy with a share.
     *
     * @param u uniform in [0, 1)
     */
    static int draw(DomainKnowledge shares, int stage, int task, double u) {
      double sum = 0;
      int last = 0;
      for (int j = 0; j < shares.policies(); j++) {
        double share = shares.share(stage, task, j);
        sum += share;
        if (share > 0) {
          last = j;
        }
        if (u < sum) {
          return j;
        }
      }
      return last;
    }
  }

  /** Noise of the learned policies' samples and of the guides'. */
  record Source(Normal noise, Chance chance) {}

  /** One task's streams of random numbers. */
  static final class Streams {
    /** Noise of the actions that may be executed. */
    final Source acting;

    /** Which policies are candidates, and which acts. */
    final Xoshiro256 choice;

    /** Noise of the samples that are only scored. */
    final Source scoring;

    /**
     * New streams.
     *
     * @param byName takes them in
     */
    Streams(String task, Map<String, Xoshiro256> byName) {
      Xoshiro256 action = stream("action/" + task, byName);
      choice = stream("choice/" + task, byName);
      Xoshiro256 score = stream("score/" + task, byName);
      Xoshiro256 guide = stream("guide/" + task, byName);
      acting = new Source(new Normal(action), guide::nextDouble);
      scoring = new Source(new Normal(score), score::nextDouble);
    }

    private static Xoshiro256 stream(String name, Map<String, Xoshiro256> byName) {
      return byName.computeIfAbsent(name, key -> Xoshiro256.named(0, key));
    }
  }

  /** Restarts all streams of random numbers; no policy is held. */
  public void restart(long seed, String prefix) {
    streams.forEach((name, rng) -> rng.restore(Xoshiro256.named(seed, prefix + name).state()));
    Arrays.fill(left, 0);
    Arrays.fill(steps, false);
    chooser.restart();
  }

  /** Begins an episode of a task. */
  public void episodeBegan(int task) {
    left[task] = 0;
  }

  /**
   * Sets the observation of a task at this step.
   *
   * @throws IllegalArgumentException if it has the wrong length, or a number that no float holds
   */
  public void observe(int task, double[] observation) {
    proposals.observe(task, observation);
    steps[task] = true;
  }

  /**
   * Chooses the acting policy and the action for each task observed since the last decision; the
   * others make no step.
   *
   * @param step environment steps so far, of all tasks together
   * @throws org.qmp.autograd.NonFiniteException if a score is not finite, naming task and policy
   * @throws IllegalStateException if a custom rule chooses a policy, or a suite's domain knowledge
   *     a stage, that does not exist
   */
  public void decide(long step) {
    proposals.propose(steps);
    for (int i = 0; i < due.length; i++) {
      due[i] = steps[i] && left[i] == 0;
    }
    chooser.choose(step, due, acting);
    for (int i = 0; i < due.length; i++) {
      if (steps[i]) {
        left[i] = (due[i] ? persistence : left[i]) - 1;
        steps[i] = false;
      }
    }
  }

  /** Index of the policy that acts for a task, among {@link Policies#names()}. */
  public int acting(int task) {
    return acting[task];
  }

  /** A sample of the policy that acts. */
  public void sampledAction(int task, double[] out) {
    read(proposals.sample, task, out);
  }

  /** The mean action of the policy that acts. */
  public void meanAction(int task, double[] out) {
    read(proposals.mean, task, out);
  }

  private void read(Proposals.Actions actions, int task, double[] out) {
    for (int a = 0; a < out.length; a++) {
      out[a] = actions.get(task, acting[task], a);
    }
  }

  /** Streams of random numbers, whose states belong to a checkpoint. */
  public Map<String, Xoshiro256> streams() {
    return streams;
  }

  /** Which policy is held and for how long, for a checkpoint. */
  public long[] save() {
    long[] state = new long[2 * acting.length];
    for (int i = 0; i < acting.length; i++) {
      state[2 * i] = acting[i];
      state[2 * i + 1] = left[i];
    }
    return state;
  }

  /** Restores what {@link #save} has returned. */
  public void restore(long[] state) {
    for (int i = 0; i < acting.length; i++) {
      acting[i] = (int) state[2 * i];
      left[i] = (int) state[2 * i + 1];
    }
  }
}
