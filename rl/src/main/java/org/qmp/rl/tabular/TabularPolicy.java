package org.qmp.rl.tabular;

/**
 * A stationary policy π(a|s) with full support.
 *
 * <p>Its logarithms are kept beside its probabilities, so that they stay finite even where a
 * probability is too small for a double: p log p is then 0, as in the limit.
 */
public final class TabularPolicy {
  private final double[][] p;
  private final double[][] logP;

  private TabularPolicy(double[][] p, double[][] logP) {
    this.p = p;
    this.logP = logP;
  }

  /**
   * The policy with the given probabilities, π[s][a].
   *
   * @throws IllegalArgumentException if the table is ragged or empty, a probability is not
   *     positive, or a row's sum is further than 1e-9 from 1
   */
  public static TabularPolicy of(double[][] probabilities) {
    double[][] p = Tables.copy(probabilities);
    Tables.requireRectangle("a policy's probabilities", p);
    Tables.requireDistributions("a policy's probabilities", p);
    double[][] logP = Tables.copy(p);
    for (int s = 0; s < p.length; s++) {
      for (int a = 0; a < p[s].length; a++) {
        if (p[s][a] == 0) {
          throw new IllegalArgumentException(
              "the policy never takes action " + a + " in state " + s + ", but needs full support");
        }
        logP[s][a] = StrictMath.log(p[s][a]);
      }
    }
    return new TabularPolicy(p, logP);
  }

  /**
   * log π(a|s) = x(s,a) − log Σ_b exp x(s,b).
   *
   * @throws IllegalArgumentException if the table is ragged or empty, or an entry is not finite
   */
  public static TabularPolicy softmax(double[][] x) {
    double[][] logP = Tables.copy(x);
    Tables.requireRectangle("a policy's logits", logP);
    double[][] p = Tables.copy(logP);
    for (int s = 0; s < logP.length; s++) {
      double logZ = Tables.logSumExp(logP[s]);
      for (int a = 0; a < logP[s].length; a++) {
        logP[s][a] -= logZ;
        p[s][a] = StrictMath.exp(logP[s][a]);
      }
    }
    return new TabularPolicy(p, logP);
  }

  /** The policy that acts in state s as {@code parts[s]} does. */
  static TabularPolicy patchwork(TabularPolicy[] parts) {
    double[][] p = new double[parts.length][];
    double[][] logP = new double[parts.length][];
    for (int s = 0; s < parts.length; s++) {
      p[s] = parts[s].p[s];
      logP[s] = parts[s].logP[s];
    }
    return new TabularPolicy(p, logP);
  }

  public int states() {
    return p.length;
  }

  public int actions() {
    return p[0].length;
  }

  /** π(a|s). */
  public double probability(int s, int a) {
    return p[s][a];
  }

  /** log π(a|s), finite. */
  public double log(int s, int a) {
    return logP[s][a];
  }

  /** E_{a~π(·|s)}[x(a)]. */
  public double expectation(int s, double[] x) {
    return Tables.dot(p[s], x);
  }

  /** H[π(·|s)] = −Σ_a π(a|s) log π(a|s), in nats: in [0, log |A|]. */
  public double entropy(int s) {
    return 0 - Tables.dot(p[s], logP[s]); // not −0 where the policy is certain
  }

  /** The likeliest action, the lowest one on ties. */
  public int mode(int s) {
    return Tables.argmax(p[s]);
  }

  /** The action for u uniform in [0, 1), by inversion: one number for each step. */
  public int action(int s, double u) {
    return Tables.invert(p[s], u);
  }
}
