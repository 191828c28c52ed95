package org.qmp.rl.multitask;

import java.util.List;
import java.util.Locale;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.nn.Require;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.sac.Actor;

/**
 * How several tasks are learned at once: a record of independent choices. "Base" and "base + QMP"
 * differ in the behaviour and in nothing else.
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
   * Any combination that makes sense.
   *
   * @throws MethodException if choices cannot go together, saying why
   */
  public Method {
    boolean separate = networks == Networks.SEPARATE;
    String word = networks.name().toLowerCase(Locale.ROOT).replace('_', '-'); // as keys have it
    MethodException.refuse(
        surgery == Surgery.PCGRAD && separate,
        "PCGrad with separate networks: no parameter has gradients of two tasks");
    MethodException.refuse(
        regularizer instanceof Regularizer.Dnc && !separate,
        "divide and conquer with networks " + word + ": it needs separate policies");
    MethodException.refuse(
        regularizer instanceof Regularizer.Custom && surgery == Surgery.PCGRAD,
        "a loss term of your own with PCGrad: it is no task's, and there is no gradient to project");
    MethodException.refuse(
        critics == Critics.DECAF && !separate,
        "DECAF with networks " + word + ": it mixes separate critics");
    MethodException.refuse(
        critics == Critics.MULTI && networks != Networks.MULTI_HEAD,
        "multi-critic actor learning with networks " + word + ": its actor is multi-head");
    MethodException.refuse(
        networks == Networks.SHARED && !(behavior instanceof Behavior.Own),
        "behaviour sharing with one network for all: there is one policy to choose from");
    MethodException.refuse(
        networks == Networks.SHARED && data instanceof DataSharing.Foreign,
        "data sharing with one network for all: it learns from every task's transitions anyway");
  }

  /** Only networks are shared. */
  public static Method of(Networks networks) {
    return new Method(
        networks,
        new Behavior.Own(),
        new DataSharing.None(),
        new Regularizer.None(),
        Surgery.NONE,
        Critics.OWN);
  }

  /** The same learner with another behaviour. */
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

  /** The name of a task's learner: the task's, or one for all tasks together. */
  public String learner(List<String> tasks, int task) {
    boolean together = networks != Networks.SEPARATE && tasks.size() > 1;
    return together ? "together" : tasks.get(task);
  }

  /** Whether it can be written as text: not if a user-defined class is part of it. */
  public boolean isText() {
    return !(behavior instanceof Behavior.Custom) && !(regularizer instanceof Regularizer.Custom);
  }

  /** What the tasks' networks share. */
  public enum Networks {
    /** Nothing: a learner for each task. */
    SEPARATE,
    /** The trunk; each task has its own head. */
    MULTI_HEAD,
    /** Everything; the task's code is part of the input. */
    SHARED_WITH_ID,
    /** Everything, the temperature too; the networks do not see which task it is. */
    SHARED
  }

  /** Whether a task learns from other tasks' transitions. */
  public sealed interface DataSharing {

    /** Only from its own transitions. */
    record None() implements DataSharing {}

    /** Also from others' transitions. */
    sealed interface Foreign extends DataSharing {
      /**
       * A foreign transition is used if the task's Q₁ values it more than this share of a batch of
       * the task's own, in [0, 1]; 0 uses all.
       */
      double quantile();

      private static void require(double quantile) {
        Require.that(0 <= quantile && quantile <= 1, "quantile", quantile, "in [0, 1]");
      }
    }

    /** With the least reward as their label (Yu et al. 2022, arXiv:2202.01741). */
    record Uds(double quantile) implements Foreign {
      public Uds {
        Foreign.require(quantile);
      }
    }

    /** With the task's true reward, where the suite knows it (Yu et al. 2021, arXiv:2109.08128). */
    record Cds(double quantile) implements Foreign {
      public Cds {
        Foreign.require(quantile);
      }
    }
  }

  /** What keeps the tasks' policies close to each other. */
  public sealed interface Regularizer {

    /** Nothing. */
    record None() implements Regularizer {}

    /**
     * Divide and conquer (Ghosh et al. 2018, arXiv:1711.09874): {@link DncPenalty} and,
     * periodically, a {@link Distillation}.
     *
     * @param beta factors of the penalty
     * @param period environment steps, of all tasks together, between distillations; 0 is never
     *     ("reg-only")
     * @param steps gradient steps of a distillation, at least 1
     */
    record Dnc(Beta beta, long period, int steps) implements Regularizer {
      /** 100 steps, as in the original code, which sets neither β nor a period. */
      public static final Dnc DEFAULT = new Dnc(new Beta.Uniform(0.05), 50_000, 100);

      public Dnc {
        Require.that(period >= 0, "period of distillation", period, "at least 0");
        Require.atLeastOne("steps of distillation", steps);
      }
    }

    /**
     * A user-defined term in the loss of every actor, for runs in memory. A run directory refuses
     * it, since a run is stored as text, from which the class cannot be restored.
     */
    @FunctionalInterface
    non-sealed interface Custom extends Regularizer {

      /**
       * The term (1×1), recorded once for each learner on the tape of its actor's loss; only the
       * actor's parameters are updated.
       *
       * @param actor of the learner, as in {@code actor.policy(tape.input("seen", batch.obs()))}
       * @param batch the learner's batch, which is refilled before each update
       */
      Var term(Tape tape, Actor actor, Batch batch);
    }
  }

  /** How strongly each policy is drawn towards each other one: β ≥ 0 of {@link DncPenalty}. */
  public sealed interface Beta {

    /** β_ij of the learner i that is updated and another task j. */
    double of(int learner, int other);

    /**
     * Refuses coefficients for another number of tasks.
     *
     * @throws MethodException saying how many there are
     */
    default void requireTasks(int tasks) {}

    /** The same for all pairs. */
    record Uniform(double value) implements Beta {
      public Uniform {
        requireCoefficient("beta", value);
      }

      @Override
      public double of(int learner, int other) {
        return value;
      }
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

    private static void requireSize(String what, int size, int tasks) {
      MethodException.refuse(
          size != tasks,
          what + " has " + size + " entries, expected one for each of " + tasks + " tasks");
    }

    private static void requireCoefficient(String name, double value) {
      boolean possible = 0 <= value && value < Double.POSITIVE_INFINITY;
      Require.that(possible, name, value, "a number of at least 0");
    }
  }

  /** How conflicting gradients of shared parameters are handled. */
  public enum Surgery {
    NONE,
    /** Projection of conflicting gradients: {@link PcGrad}. */
    PCGRAD
  }

  /** How the tasks' critics are connected. */
  public enum Critics {
    /** As the networks are. */
    OWN,
    /** Separate ones for a multi-head actor with one temperature: multi-critic actor learning. */
    MULTI,
    /** A learned mixture of all tasks' separate critics: {@link Decaf}. */
    DECAF
  }
}
