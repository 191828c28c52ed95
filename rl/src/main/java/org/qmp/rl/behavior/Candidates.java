package org.qmp.rl.behavior;

import java.util.List;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.env.Guide;

/** What policies propose to every task: the own ones alone, or everybody, guides too. */
final class Candidates {
  private final List<Guide> guides;
  private final Proposals learned;
  private final int tasks;

  /** Rows from one learned policy's proposals to the next one's; 0 where there is only the own. */
  private final int stride;

  /** Of guide g for task i in row i·G + g. */
  private final double[][] guideMeans;

  private final double[][] guideSamples;

  /** Samples that stand for an expectation and are never executed. */
  private final double[][] guideTrials;

  /** One number of a policy's action for a task. */
  interface Action {
    double of(int task, int policy, int dimension);
  }

  private Candidates(Proposals learned, int tasks, int stride, List<Guide> guides) {
    this.learned = learned;
    this.tasks = tasks;
    this.stride = stride;
    this.guides = guides;
    this.guideMeans = new double[tasks * guides.size()][learned.noise().cols()];
    this.guideSamples = new double[guideMeans.length][learned.noise().cols()];
    this.guideTrials = new double[guideMeans.length][learned.noise().cols()];
  }

  /** Each task asks its own policy; others' indices mean that one too. */
  static Candidates own(Kernels k, Cast cast, Mat observations) {
    Proposals own = new Proposals(k, observations, cast::ownPolicies);
    return new Candidates(own, observations.rows(), 0, List.of());
  }

  /** Each task asks everybody. */
  static Candidates everybody(Kernels k, Cast cast, Mat observations) {
    Proposals every = new Proposals(k, observations, cast::everyPolicy);
    return new Candidates(every, observations.rows(), observations.rows(), cast.guides());
  }

  /** How many policies propose to everybody. */
  int count() {
    return tasks + guides.size();
  }

  /** The learned policies' part. */
  Proposals learned() {
    return learned;
  }

  /** Asks at the observations that are there. */
  void propose(double[][] seen) {
    learned.propose();
    for (int i = 0; i < guideMeans.length; i++) {
      guides.get(i % guides.size()).mean(seen[i / guides.size()], guideMeans[i]);
    }
  }

  /**
   * Samples of the learned policies, which share their noise: what differs between proposals is
   * then the policies alone.
   *
   * @param noise ε of each task (N×A)
   */
  void sample(Mat noise) {
    Mat all = learned.noise();
    for (int row = 0; row < all.rows(); row++) {
      for (int a = 0; a < all.cols(); a++) {
        all.set(row, a, noise.get(row % tasks, a));
      }
    }
    learned.sample();
  }

  /** Samples of the guides that may be executed. */
  void sampleGuides(double[][] seen, Luck[] luck) {
    for (int i = 0; i < guideSamples.length; i++) {
      int task = i / guides.size();
      guides.get(i % guides.size()).act(seen[task], luck[task].guide(), guideSamples[i]);
    }
  }

  /** Samples of the guides that are only scored: with other luck, those to execute stay. */
  void tryGuides(double[][] seen, Luck[] luck) {
    for (int i = 0; i < guideTrials.length; i++) {
      int task = i / guides.size();
      guides.get(i % guides.size()).act(seen[task], luck[task].trial(), guideTrials[i]);
    }
  }

  double mean(int task, int policy, int dimension) {
    return policy < tasks
        ? learned.means().get(policy * stride + task, dimension)
        : guideMeans[guide(task, policy)][dimension];
  }

  double sample(int task, int policy, int dimension) {
    return policy < tasks
        ? learned.samples().get(policy * stride + task, dimension)
        : guideSamples[guide(task, policy)][dimension];
  }

  /** As {@link #sample(int, int, int)}, but for a guide the latest of {@link #tryGuides}. */
  double trial(int task, int policy, int dimension) {
    return policy < tasks
        ? sample(task, policy, dimension)
        : guideTrials[guide(task, policy)][dimension];
  }

  /** Entropy of a learned policy's Gaussian before tanh. */
  double entropy(int task, int policy) {
    return learned.entropy(policy * stride + task);
  }

  private int guide(int task, int policy) {
    return task * guides.size() + policy - tasks;
  }
}
