package org.qmp.rl.multitask;

import java.util.List;
import java.util.Locale;
import org.qmp.env.Relabeling;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.sac.Wiring;

/**
 * How several tasks are learned at once: choices that have nothing to do with each other. "Base"
 * and "base + QMP" differ in the behaviour and in nothing else.
 */
public record Method(
    Networks networks,
    Behavior behavior,
    DataSharing data,
    Regularizer regularizer,
    Surgery surgery,
    Critics critics) {

  /** Separate soft actor-critics: with one task, plain SAC. */
  public static final Method SEPARATED = of(Networks.SEPARATE);

  /**
   * Any sensible combination.
   *
   * @throws MethodException if choices cannot go together, saying why
   */
  public Method {
    boolean separate = networks == Networks.SEPARATE;
    refuse(
        surgery == Surgery.PCGRAD && separate,
        "PCGrad with separate networks: no parameter has gradients of two tasks");
    refuse(
        !(regularizer instanceof Regularizer.None) && !separate,
        "divide and conquer with networks " + networks + ": it needs separate policies");
    refuse(
        critics == Critics.DECAF && !separate,
        "DECAF with networks " + networks + ": it mixes separate critics");
    refuse(
        critics == Critics.MULTI && networks != Networks.MULTI_HEAD,
        "multi-critic actor learning with networks " + networks + ": its actor is multi-head");
    refuse(
        networks == Networks.SHARED && !(behavior instanceof Behavior.Own),
        "behaviour sharing with one network for all: there is one policy to choose from");
    refuse(
        networks == Networks.SHARED && data instanceof DataSharing.Foreign,
        "data sharing with one network for all: it learns from every task's transitions anyway");
  }

  /** Nothing but the networks in common. */
  public static Method of(Networks networks) {
    return new Method(
        networks,
        new Behavior.Own(),
        new DataSharing.None(),
        new Regularizer.None(),
        Surgery.NONE,
        Critics.OWN);
  }

  /** The same learner, another behaviour. */
  public Method with(Behavior other) {
    return new Method(networks, other, data, regularizer, surgery, critics);
  }

  public Method with(DataSharing other) {
    return new Method(networks, behavior, other, regularizer, surgery, critics);
  }

  public Method with(Regularizer other) {
    return new Method(networks, behavior, data, other, surgery, critics);
  }

  public Method with(Surgery other) {
    return new Method(networks, behavior, data, regularizer, other, critics);
  }

  public Method with(Critics other) {
    return new Method(networks, behavior, data, regularizer, surgery, other);
  }

  private static void refuse(boolean senseless, String reason) {
    if (senseless) {
      throw new MethodException(reason);
    }
  }

  /** What the tasks' networks have in common. */
  public enum Networks {
    /** Nothing: a learner for each task. */
    SEPARATE {
      @Override
      Wiring wiring(int tasks) {
        return Wiring.heads(1);
      }
    },
    /** The trunk; each task has a head of its own. */
    MULTI_HEAD {
      @Override
      Wiring wiring(int tasks) {
        return Wiring.heads(tasks);
      }
    },
    /** Everything; the task's code is part of the input. */
    SHARED_WITH_ID {
      @Override
      Wiring wiring(int tasks) {
        return Wiring.sharedWithId(tasks);
      }
    },
    /** Everything, the temperature too; the networks do not see which task it is. */
    SHARED {
      @Override
      Wiring wiring(int tasks) {
        return Wiring.shared();
      }
    };

    /** Of one learner. */
    abstract Wiring wiring(int tasks);
  }

  /** Whether a task learns from what others have seen. */
  public sealed interface DataSharing {

    /** From its own transitions alone. */
    record None() implements DataSharing {}

    /** From others' too, some of them. */
    sealed interface Foreign extends DataSharing {
      /**
       * A foreign transition is used if the task's Q₁ values it more than this share of a batch of
       * the task's own, in [0, 1]; 0 uses all.
       */
      double quantile();

      /**
       * The reward with which a transition of another task is learned from.
       *
       * @param known of the suite
       * @param task the task that learns
       * @param obs s as it is stored; the arrays are reused, not to be kept or changed
       * @param action a
       * @param nextObs s′
       */
      double label(Relabeling known, int task, double[] obs, double[] action, double[] nextObs);
    }

    /** With the least reward as their label (Yu et al. 2022, arXiv:2202.01741). */
    record Uds(double quantile) implements Foreign {
      public Uds {
        require(quantile);
      }

      @Override
      public double label(
          Relabeling known, int task, double[] obs, double[] action, double[] nextObs) {
        return known.leastReward();
      }
    }

    /** With the task's true reward, where the suite knows it (Yu et al. 2021, arXiv:2109.08128). */
    record Cds(double quantile) implements Foreign {
      public Cds {
        require(quantile);
      }

      @Override
      public double label(
          Relabeling known, int task, double[] obs, double[] action, double[] nextObs) {
        return known.reward(task, obs, action, nextObs);
      }
    }

    private static void require(double quantile) {
      if (!(quantile >= 0 && quantile <= 1)) {
        throw new IllegalArgumentException("quantile = " + quantile + ", expected one in [0, 1]");
      }
    }
  }

  /** What keeps the tasks' policies close to each other. */
  public sealed interface Regularizer {

    /** Nothing. */
    record None() implements Regularizer {}

    /**
     * Divide and conquer (Ghosh et al. 2018, arXiv:1711.09874): {@link DncPenalty} and, now and
     * then, a {@link Distillation}.
     *
     * @param beta factors of the penalty
     * @param period environment steps, of all tasks together, between distillations; 0 is never
     *     ("reg-only")
     * @param steps gradient steps of a distillation, at least 1
     */
    record Dnc(Beta beta, long period, int steps) implements Regularizer {
      public Dnc {
        if (period < 0 || steps < 1) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "divide and conquer with period %d and %d steps, expected at least 0 and 1",
                  period,
                  steps));
        }
      }
    }
  }

  /** How strongly each policy is drawn towards each other one: β ≥ 0 of {@link DncPenalty}. */
  public sealed interface Beta {

    /** β_ij of the learner i that is updated and another task j. */
    double of(int learner, int other);

    /**
     * Refuses coefficients that are not for so many tasks.
     *
     * @throws MethodException saying how many there are
     */
    void requireTasks(int tasks);

    /** The same for all pairs. */
    record Uniform(double value) implements Beta {
      public Uniform {
        requireCoefficient("beta", value);
      }

      @Override
      public double of(int learner, int other) {
        return value;
      }

      @Override
      public void requireTasks(int tasks) {}
    }

    /**
     * One for each pair.
     *
     * @param rows N rows of N: row i is of learner i; the diagonal has no effect
     */
    record Matrix(List<List<Double>> rows) implements Beta {
      public Matrix {
        rows = rows.stream().map(List::copyOf).toList();
        for (int i = 0; i < rows.size(); i++) {
          requireSize("row " + i + " of beta", rows.get(i).size(), rows.size());
          for (int j = 0; j < rows.size(); j++) {
            requireCoefficient("beta[" + i + "][" + j + "]", rows.get(i).get(j));
          }
        }
      }

      @Override
      public double of(int learner, int other) {
        return rows.get(learner).get(other);
      }

      @Override
      public void requireTasks(int tasks) {
        requireSize("beta", rows.size(), tasks);
      }
    }

    private static void requireSize(String what, int size, int expected) {
      if (size != expected) {
        throw new MethodException(
            what + " has " + size + " entries, expected one for each of " + expected + " tasks");
      }
    }

    private static void requireCoefficient(String name, double value) {
      if (!(0 <= value && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            name + " = " + value + ", expected a number of at least 0");
      }
    }
  }

  /** What is done to gradients that disagree about shared parameters. */
  public enum Surgery {
    NONE,
    /** Projection of conflicting gradients: {@link PcGrad}. */
    PCGRAD
  }

  /** How the tasks' critics hang together. */
  public enum Critics {
    /** As the networks do. */
    OWN,
    /** Separate ones for a multi-head actor with one temperature: multi-critic actor learning. */
    MULTI,
    /** A learned mixture of all tasks' separate critics: {@link Decaf}. */
    DECAF
  }
}
