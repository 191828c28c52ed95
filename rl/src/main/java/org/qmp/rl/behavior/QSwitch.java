package org.qmp.rl.behavior;

import java.util.function.Consumer;

/**
 * The Q-switch (Zhang et al. 2023, arXiv:2302.00671, definition 4.2): the policy acts whose
 * proposal the task's own critic likes best.
 *
 * <pre>
 *   j*(s) = argmax_j  E_{a ~ π_j(·|s)} [ Q_i(s, a) ] + α_i H[π_j(·|s)]        the definition
 *   j*(s) = argmax_j  Q_i(s, tanh μ_j(s)),    then  a ~ π_{j*}(·|s)           in practice
 * </pre>
 *
 * <p>Always the critic of the task that acts: critics of different tasks have different scales. The
 * practical rule is a heuristic; the theorem covers the definition alone, with exact values (see
 * {@code org.qmp.rl.tabular}).
 *
 * @param score what stands for the expectation
 * @param criticChoice which of the twin critics scores
 * @param entropy whether α_i H is added
 * @param persistence steps for which a chosen policy goes on acting, unless the episode ends, at
 *     least 1. Q_i judges one step, so more than 1 is a gamble
 * @param ownFloor probability in [0, 1] with which the own policy acts unasked
 * @param warmUp steps, of all tasks together, during which own policies act alone
 * @param candidates how many policies are scored at a time, the own one and others drawn by chance;
 *     0 is all of them
 */
public record QSwitch(
    Score score,
    CriticChoice criticChoice,
    Entropy entropy,
    int persistence,
    double ownFloor,
    long warmUp,
    int candidates,
    Tie tie)
    implements Behavior {

  /** What stands for E_{a ~ π_j} [ Q_i(s, a) ]. */
  public sealed interface Score {}

  /** Q_i at the mean action tanh μ_j, as the original does. */
  public record AtMean() implements Score {}

  /** Q_i at the very action that would be executed. */
  public record AtSample() implements Score {}

  /**
   * The mean of Q_i over samples.
   *
   * @param samples of each policy, 1 to 10,000; the policies share their noise
   */
  public record Expectation(int samples) implements Score {
    public Expectation {
      require(samples >= 1 && samples <= 10_000, "samples", samples, "1 to 10,000");
    }
  }

  /** Which of the online twin critics scores. */
  public enum CriticChoice {
    /** Q₁, as the original does. */
    FIRST,
    MIN,
    MEAN
  }

  /** Whether α_i H[π_j] is part of a score. */
  public enum Entropy {
    NONE,
    /** With the entropy of the Gaussian before tanh. */
    GAUSSIAN
  }

  /** Which of several best policies acts. */
  public enum Tie {
    LOWEST_INDEX,
    /** The own policy wherever it is among the best. */
    OWN
  }

  public QSwitch {
    require(persistence >= 1, "persistence", persistence, "at least 1");
    require(ownFloor >= 0 && ownFloor <= 1, "ownFloor", ownFloor, "in [0, 1]");
    require(warmUp >= 0, "switch warm-up", warmUp, "at least 0");
    require(candidates >= 0, "candidates", candidates, "at least 0");
  }

  /** The practice of the paper and of its code. */
  public static QSwitch defaults() {
    return new QSwitch(new AtMean(), CriticChoice.FIRST, Entropy.NONE, 1, 0, 0, 0, Tie.LOWEST_INDEX);
  }

  /** The same but for some choices, as in {@code defaults().with(c -> c.tie = Tie.OWN)}. */
  public QSwitch with(Consumer<Choices> change) {
    Choices c = new Choices(this);
    change.accept(c);
    return new QSwitch(
        c.score,
        c.criticChoice,
        c.entropy,
        c.persistence,
        c.ownFloor,
        c.warmUp,
        c.candidates,
        c.tie);
  }

  @Override
  public QSwitch withPersistence(int steps) {
    return with(c -> c.persistence = steps);
  }

  /** Mutable copy for {@link #with}; components as in QSwitch. */
  public static final class Choices {
    public Score score;
    public CriticChoice criticChoice;
    public Entropy entropy;
    public int persistence;
    public double ownFloor;
    public long warmUp;
    public int candidates;
    public Tie tie;

    private Choices(QSwitch from) {
      score = from.score;
      criticChoice = from.criticChoice;
      entropy = from.entropy;
      persistence = from.persistence;
      ownFloor = from.ownFloor;
      warmUp = from.warmUp;
      candidates = from.candidates;
      tie = from.tie;
    }
  }

  private static void require(boolean holds, String name, Number value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " = " + value + ", expected " + expected);
    }
  }
}
