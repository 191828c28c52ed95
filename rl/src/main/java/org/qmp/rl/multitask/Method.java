package org.qmp.rl.multitask;

import java.util.function.Consumer;
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

  /** The same but for some choices. */
  public Method with(Consumer<Choices> change) {
    Choices c = new Choices(this);
    change.accept(c);
    return new Method(c.networks, c.behavior, c.data, c.regularizer, c.surgery, c.critics);
  }

  /** Mutable copy for {@link #with}; components as in Method. */
  public static final class Choices {
    public Networks networks;
    public Behavior behavior;
    public DataSharing data;
    public Regularizer regularizer;
    public Surgery surgery;
    public Critics critics;

    private Choices(Method from) {
      networks = from.networks;
      behavior = from.behavior;
      data = from.data;
      regularizer = from.regularizer;
      surgery = from.surgery;
      critics = from.critics;
    }
  }

  /** The same learner, another behaviour. */
  public Method with(Behavior other) {
    return with(c -> c.behavior = other);
  }

  public Method with(DataSharing other) {
    return with(c -> c.data = other);
  }

  public Method with(Regularizer other) {
    return with(c -> c.regularizer = other);
  }

  public Method with(Surgery other) {
    return with(c -> c.surgery = other);
  }

  public Method with(Critics other) {
    return with(c -> c.critics = other);
  }

  private static void refuse(boolean senseless, String reason) {
    if (senseless) {
      throw new MethodException(reason);
    }
  }
}
