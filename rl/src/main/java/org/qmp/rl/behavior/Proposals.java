package org.qmp.rl.behavior;

import java.util.Arrays;
import java.util.List;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.env.Guide;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.SquashedGaussian;

/**
 * The actions proposed to every task, by its own policy alone or by all policies. The networks are
 * recorded once and replayed without allocating; sampling has separate tapes, so that many samples
 * need only one pass of the networks.
 */
final class Proposals {
  private final int tasks;
  private final int learnedPolicies;
  private final List<Guide> guides;

  /**
   * Rows from one learned policy's proposals to the next one's; 0 if each task asks only its own.
   */
  private final int stride;

  /** The latest observation of each task. */
  final double[][] seen;

  /** The same (N×O). */
  final Mat observations;

  private final Tape networks;
  private final Mat entropy;

  /** tanh μ. */
  final Actions mean;

  /** Samples tanh(μ + σ ε) that may be executed. */
  final Samples sample;

  /** Further samples, which are only scored. */
  final Samples trial;

  /**
   * Records the policies' tapes.
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
    this.learnedPolicies = policies.count() - policies.guides().size();
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
    entropy = networks.output("entropy");
    mean = new Actions(networks);
    sample = new Samples(k, noise(k), Arrays.stream(streams).map(s -> s.acting).toList());
    trial = new Samples(k, noise(k), Arrays.stream(streams).map(s -> s.scoring).toList());
  }

  private Mat noise(Kernels k) {
    return k.precision().zeros(entropy.rows(), networks.result().cols());
  }

  /** An action of every policy for every task. */
  class Actions {
    /**
     * Tape whose result holds the learned policies' actions: row j·stride + i is policy j at task
     * i.
     */
    final Tape learned;

    /** Of guide g for task i in row i·G + g. */
    private final double[][] guided;

    private Actions(Tape learned) {
      this.learned = learned;
      this.guided = new double[tasks * guides.size()][learned.result().value().cols()];
    }

    /** Guide g's action for a task. */
    final double[] guided(int task, int guide) {
      return guided[task * guides.size() + guide];
    }

    /** One number of a policy's action for a task. */
    final double get(int task, int policy, int dimension) {
      return policy < learnedPolicies
          ? learned.result().value().get(policy * stride + task, dimension)
          : guided(task, policy - learnedPolicies)[dimension];
    }
  }

  /** Actions that policies draw. */
  final class Samples extends Actions {
    private final List<BehaviorPolicy.Source> sources;

    /** ε of each row; rows of one task share it, so that only the policies differ. */
    final Mat noise;

    private final Mat[] firstOfTask;

    private Samples(Kernels k, Mat noise, List<BehaviorPolicy.Source> sources) {
      super(
          Tape.record(
              k,
              t ->
                  new SquashedGaussian(
                          t.input("mean", networks.output("mean")),
                          t.input("logStd", networks.output("logStd")))
                      .sample(t.input("noise", noise))
                      .action()));
      this.sources = sources;
      this.noise = noise;
      firstOfTask = new Mat[tasks];
      Arrays.setAll(firstOfTask, i -> noise.rowRange(i, i + 1));
    }

    /** Draws new noise for some tasks: a task's streams do not depend on the others. */
    void draw(boolean[] who) {
      for (int i = 0; i < tasks; i++) {
        if (who[i]) {
          sources.get(i).noise().fill(firstOfTask[i]);
          for (int g = 0; g < guides.size(); g++) {
            guides.get(g).act(seen[i], sources.get(i).chance(), guided(i, g));
          }
        }
      }
      for (int row = tasks; row < noise.rows(); row++) {
        for (int a = 0; a < noise.cols(); a++) {
          noise.set(row, a, noise.get(row % tasks, a));
        }
      }
      learned.forward();
    }
  }

  void observe(int task, double[] observation) {
    if (observation.length != seen[task].length) {
      throw new IllegalArgumentException(
          "observations have " + seen[task].length + " numbers, not " + observation.length);
    }
    for (int j = 0; j < observation.length; j++) {
      if (!Float.isFinite((float) observation[j])) {
        throw new IllegalArgumentException(
            "observation[" + j + "] = " + observation[j] + ", expected a finite float");
      }
      seen[task][j] = observation[j];
      observations.set(task, j, observation[j]);
    }
  }

  /** Computes the mean actions and samples of all policies, for the tasks that make a step. */
  void propose(boolean[] who) {
    networks.forward();
    for (int i = 0; i < tasks; i++) {
      for (int g = 0; who[i] && g < guides.size(); g++) {
        guides.get(g).mean(seen[i], mean.guided(i, g));
      }
    }
    sample.draw(who);
  }

  /** Entropy of a learned policy's Gaussian before tanh. */
  double entropy(int task, int policy) {
    return entropy.get(policy * stride + task, 0);
  }
}
