package org.qmp.rl.behavior;

import java.util.List;
import org.qmp.env.DomainKnowledge;
import org.qmp.nn.Require;

/** Which policy acts while a task collects: a value, part of a run's specification. */
public sealed interface Behavior permits Behavior.Own, Behavior.Shares, Behavior.Custom, QSwitch {

  /** Steps for which a chosen policy keeps acting, unless the episode ends, at least 1. */
  int persistence();

  /** The task's own policy: no behaviour is shared. */
  record Own() implements Behavior {
    @Override
    public int persistence() {
      return 1;
    }
  }

  /** A policy drawn at random, whatever the critics say. */
  sealed interface Shares extends Behavior {}

  /** All policies are equally likely: the ablation QMP-Uniform. */
  record Uniform(int persistence) implements Shares {
    public Uniform {
      Require.atLeastOne("persistence", persistence);
    }
  }

  /** The shares that the suite provides: the ablation QMP-Domain. */
  record Domain(int persistence) implements Shares {
    public Domain {
      Require.atLeastOne("persistence", persistence);
    }
  }

  /**
   * Shares given by the user.
   *
   * @param rows one for each task: the probability of each policy, learned ones in the order of the
   *     tasks and then the suite's guides; none if they are still missing
   */
  record Fixed(List<List<Double>> rows, int persistence) implements Shares {
    /**
     * @throws MethodException if rows differ in length, or hold no probabilities
     */
    public Fixed {
      rows = rows.stream().map(List::copyOf).toList();
      if (!rows.isEmpty()) {
        table(rows);
      }
      Require.atLeastOne("persistence", persistence);
    }

    /**
     * Rows as a table.
     *
     * @throws MethodException if they are not as long as each other, or no probabilities
     */
    static DomainKnowledge table(List<List<Double>> rows) {
      try {
        return DomainKnowledge.ofOneStage(
            rows.stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new));
      } catch (IllegalArgumentException e) {
        throw new MethodException(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * A user-defined rule, for runs in memory: {@code record EpsilonSwitch(double epsilon) implements
   * Behavior.Custom}. A run directory refuses it, since a run is stored as text, from which the
   * class cannot be restored. To make a rule resumable, give it a word and keys in {@code
   * org.qmp.rl.SpecKeys}, and save what it remembers in {@link BehaviorPolicy#save}.
   */
  non-sealed interface Custom extends Behavior {

    /**
     * Creates the rule's state for a training or an evaluation.
     *
     * @param tasks names of the tasks that act
     * @param policies names of all policies
     */
    Rule start(List<String> tasks, List<String> policies);

    @Override
    default int persistence() {
      return 1;
    }
  }

  /** Chooses for one task at a time. */
  @FunctionalInterface
  interface Rule {

    /** The number of the policy that acts. */
    int choose(Decision decision);
  }

  /** What a rule can use to choose. */
  interface Decision {

    /** The number of the task that acts. */
    int task();

    /** The number of its own policy. */
    int own();

    /** The number of policies. */
    int policies();

    /** Environment steps so far, of all tasks together. */
    long step();

    /** The task's observation; must not be changed. */
    double[] observation();

    /**
     * Q₁ of the task at a policy's mean action. The first call of a step evaluates the critics.
     *
     * @param policy 0 to {@link #policies()} − 1
     * @throws IllegalStateException if there is no such policy
     * @throws org.qmp.autograd.NonFiniteException if it is not finite, naming task and policy
     */
    double score(int policy);

    /**
     * Uniform in [0, 1), from a stream of the task; the only source of randomness a rule may use.
     */
    double nextDouble();
  }
}
