package org.qmp.rl.behavior;

import java.util.function.Function;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.rl.sac.SquashedGaussian;

/**
 * What policies propose at given observations: recorded once, replayed without allocating. Sampling
 * is a tape of its own, so that many samples need the networks once.
 */
final class Proposals {
  private final Tape networks;
  private final Tape sampling;
  private final Var entropy;
  private final Mat noise;

  /**
   * Records the proposals.
   *
   * @param observations what {@code policies} is given, to be filled before {@link #propose()}
   */
  Proposals(Kernels k, Mat observations, Function<Var, SquashedGaussian> policies) {
    Var[] seen = new Var[3];
    networks =
        Tape.record(
            k,
            t -> {
              SquashedGaussian gaussian = policies.apply(t.input("observations", observations));
              seen[0] = gaussian.mean();
              seen[1] = gaussian.logStd();
              seen[2] = gaussian.gaussianEntropy();
              return gaussian.mode();
            });
    entropy = seen[2];
    Mat mean = seen[0].value();
    noise = k.precision().zeros(mean.rows(), mean.cols());
    sampling =
        Tape.record(
            k,
            t ->
                new SquashedGaussian(t.input("mean", mean), t.input("logStd", seen[1].value()))
                    .sample(t.input("noise", noise))
                    .action());
  }

  /** Asks the networks. */
  void propose() {
    networks.forward();
  }

  /** Makes samples of the latest proposals with the noise that is there. */
  void sample() {
    sampling.forward();
  }

  /** ε, a row for each proposal. */
  Mat noise() {
    return noise;
  }

  /** tanh μ, a row for each proposal. */
  Mat means() {
    return networks.result().value();
  }

  /** tanh(μ + σ ε), a row for each proposal. */
  Mat samples() {
    return sampling.result().value();
  }

  /** Entropy of each proposal's Gaussian before tanh. */
  double entropy(int row) {
    return entropy.value().get(row, 0);
  }
}
