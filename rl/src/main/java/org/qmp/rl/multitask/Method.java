package org.qmp.rl.multitask;

import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.MethodException;

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
}
