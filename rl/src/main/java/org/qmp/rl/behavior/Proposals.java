package org.qmp.rl.behavior;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.env.Guide;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.SquashedGaussian;

/**
 * What policies propose to every task: each task's own one alone, or all of them. The networks are
 * recorded once and replayed without allocating; sampling is a tape of its own, so that many
 * samples need the networks once.
 */
final class Proposals {
  /** Which action of a policy. */
  enum Kind {
    /** tanh μ. */
    MEAN,
    /** tanh(μ + σ ε): may be executed. */
    SAMPLE,
    /** Another sample, which is only scored. */
    TRIAL
  }

  private final int tasks;
  private final List<Guide> guides;
  private final BehaviorPolicy.Streams[] streams;

  /**
   * Rows from one learned policy's proposals to the next one's; 0 if each task asks its own alone.
   */
  private final int stride;

  private final double[][] seen;
  private final Mat observations;
  private final Tape networks;
  private final Mat entropy;

  /** ε of each row; rows of one task share it, so that only the policies make a difference. */
  private final Mat noise;

  /** ε of the samples that may be executed, and of the latest trial (N×A). */
  private final Mat actionNoise;

  private final Mat trialNoise;
  private final Mat[] actionNoiseRows;
  private final Mat[] trialNoiseRows;
  private final Tape sampling;

  /** By kind: of guide g for task i in row i·G + g. */
  private final Map<Kind, double[][]> guideActions = new EnumMap<>(Kind.class);

  /**
   * Records the policies.
   *
   * @param all whether each task asks every policy; otherwise other policies' indices mean its own
   */
  Proposals(
      Kernels k,
      Policies policies,
      boolean all,
      Dimensions sizes,
      BehaviorPolicy.Streams[] streams) {
    this.tasks = streams.length;
    this.streams = streams;
    this.guides = all ? policies.guides() : List.of();
    this.stride = all ? tasks : 0;
    seen = new double[tasks][sizes.observations()];
    observations = k.precision().zeros(tasks, sizes.observations());
    networks =
        Tape.record(
            k,
            t -> {
              Var obs = t.input("observations", observations);
              SquashedGaussian policy = all ? policies.every(obs) : policies.own(obs);
              t.output("mean", policy.mean());
              t.output("logStd", policy.logStd());
              t.output("entropy", policy.gaussianEntropy());
              return policy.mode();
            });
    Mat mean = networks.output("mean");
    Mat logStd = networks.output("logStd");
    entropy = networks.output("entropy");
    noise = k.precision().zeros(mean.rows(), mean.cols());
    actionNoise = k.precision().zeros(tasks, mean.cols());
    trialNoise = k.precision().zeros(tasks, mean.cols());
    actionNoiseRows = rows(actionNoise);
    trialNoiseRows = rows(trialNoise);
    sampling =
        Tape.record(
            k,
            t ->
                new SquashedGaussian(t.input("mean", mean), t.input("logStd", logStd))
                    .sample(t.input("noise", noise))
                    .action());
    for (Kind kind : Kind.values()) {
      guideActions.put(kind, new double[tasks * guides.size()][mean.cols()]);
    }
  }

  private static Mat[] rows(Mat mat) {
    Mat[] rows = new Mat[mat.rows()];
    Arrays.setAll(rows, i -> mat.rowRange(i, i + 1));
    return rows;
  }

  void observe(int task, double[] observation) {
    System.arraycopy(observation, 0, seen[task], 0, seen[task].length);
    for (int j = 0; j < observation.length; j++) {
      observations.set(task, j, observation[j]);
    }
  }

  /** The latest observation of a task. */
  double[] seen(int task) {
    return seen[task];
  }

  /** All observations (N×O). */
  Mat observations() {
    return observations;
  }

  /** Asks all policies for their mean actions and for samples. */
  void propose() {
    networks.forward();
    for (int i = 0; i < tasks; i++) {
      streams[i].actionNoise.fill(actionNoiseRows[i]);
      for (int g = 0; g < guides.size(); g++) {
        guides.get(g).mean(seen[i], guideAction(Kind.MEAN, i, g));
        guides.get(g).act(seen[i], streams[i].guideChance, guideAction(Kind.SAMPLE, i, g));
      }
    }
    sample(actionNoise);
  }

  /** Makes new trials. The learned policies' samples are gone until {@link #endTrials()}. */
  void trial() {
    for (int i = 0; i < tasks; i++) {
      streams[i].scoreNoise.fill(trialNoiseRows[i]);
      for (int g = 0; g < guides.size(); g++) {
        guides.get(g).act(seen[i], streams[i].scoreChance, guideAction(Kind.TRIAL, i, g));
      }
    }
    sample(trialNoise);
  }

  /** Makes the samples again that may be executed. */
  void endTrials() {
    sample(actionNoise);
  }

  private void sample(Mat epsilon) {
    for (int row = 0; row < noise.rows(); row++) {
      for (int a = 0; a < noise.cols(); a++) {
        noise.set(row, a, epsilon.get(row % tasks, a));
      }
    }
    resample();
  }

  /** Makes samples with the noise that is there. */
  void resample() {
    sampling.forward();
  }

  /** ε of the learned policies' samples, a row for each. */
  Mat noise() {
    return noise;
  }

  private double[] guideAction(Kind kind, int task, int guide) {
    return Objects.requireNonNull(guideActions.get(kind))[task * guides.size() + guide];
  }

  /** One number of a policy's action for a task. */
  double action(Kind kind, int task, int policy, int dimension) {
    if (policy >= tasks) {
      return guideAction(kind, task, policy - tasks)[dimension];
    }
    Tape learned = kind == Kind.MEAN ? networks : sampling;
    return learned.result().value().get(policy * stride + task, dimension);
  }

  /** Entropy of a learned policy's Gaussian before tanh. */
  double entropy(int task, int policy) {
    return entropy.get(policy * stride + task, 0);
  }
}
