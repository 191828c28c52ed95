package org.qmp.rl.behavior;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.Locale;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Require;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.sac.TwinQ;

/**
 * The Q-switch (Zhang et al., ICLR 2025, arXiv:2302.00671, definition 4.2): the policy acts whose
 * proposal the task's own critic scores highest. {@link ByScore} below is the algorithm.
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
 * @param score estimate of the expectation
 * @param criticChoice which of the twin critics scores
 * @param entropy whether α_i H is added
 * @param persistence steps for which a chosen policy keeps acting, unless the episode ends, at
 *     least 1. Q_i values a single step: it does not justify more
 * @param ownFloor probability in [0, 1] with which the own policy acts whatever the scores
 * @param warmUp steps, of all tasks together, during which own policies act alone
 * @param candidates number of policies scored at a time, the own one and others drawn at random; 0
 *     is all of them
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

  /** The switch at work, for all tasks at once: propose, score by the own critic, argmax. */
  static final class ByScore implements BehaviorPolicy.Chooser {
    private final QSwitch rule;
    private final Policies policies;
    private final Proposals proposals;
    private final BehaviorPolicy.Streams[] streams;

    /** Candidates for each task. */
    private final int count;

    /** First in each row: the policies that are scored for a task. */
    private final int[][] candidates;

    private final boolean[] asks;

    /** a, task by task: row i·C + c is candidate c of task i. */
    private final Mat actions;

    private final Tape critics;
    final double[][] scores;

    /**
     * Records the critics.
     *
     * @throws MethodException if the rule does not fit these policies
     */
    ByScore(
        Kernels k,
        QSwitch rule,
        Policies policies,
        Proposals proposals,
        BehaviorPolicy.Streams[] streams) {
      if (rule.entropy == Entropy.GAUSSIAN && !policies.guides().isEmpty()) {
        String guide = policies.guides().get(0).name();
        throw new MethodException(
            "the Q-switch cannot count entropy: a guide such as " + guide + " has none");
      }
      int all = policies.count();
      MethodException.refuse(
          rule.candidates > all,
          "candidates = " + rule.candidates + ", expected at most " + all + " (all policies)");
      this.rule = rule;
      this.policies = policies;
      this.proposals = proposals;
      this.streams = streams;
      int tasks = streams.length;
      count = rule.candidates == 0 ? all : rule.candidates;
      candidates = new int[tasks][all];
      for (int[] row : candidates) {
        Arrays.setAll(row, j -> j);
      }
      asks = new boolean[tasks];
      actions = k.precision().zeros(tasks * count, proposals.sample.noise.cols());
      scores = new double[tasks][count];
      critics =
          Tape.record(
              k,
              t -> {
                Var s = t.input("observations", proposals.observations).repeatRows(count);
                Var sa = s.beside(t.input("actions", actions));
                return policies.ownCritics(rule.criticChoice, sa);
              });
    }

    @Override
    public void choose(long step, boolean[] due, int[] acting) {
      boolean anyone = false;
      for (int i = 0; i < acting.length; i++) {
        asks[i] = due[i] && asks(i, step);
        anyone |= asks[i];
      }
      if (anyone) {
        score();
      }
      for (int i = 0; i < acting.length; i++) {
        if (due[i]) {
          acting[i] = asks[i] ? candidates[i][argmax(i, step)] : policies.own(i);
        }
      }
    }

    /** Whether a task considers other policies in this step; if so, its candidates are drawn. */
    private boolean asks(int task, long step) {
      Xoshiro256 choice = streams[task].choice;
      if (step < rule.warmUp || (rule.ownFloor > 0 && choice.nextDouble() < rule.ownFloor)) {
        return false;
      }
      drawCandidates(policies.own(task), count, candidates[task], choice);
      return true;
    }

    /**
     * Puts the own policy and others, drawn without replacement, first and in ascending order;
     * draws nothing if all policies are candidates.
     */
    static void drawCandidates(int own, int count, int[] policies, Xoshiro256 choice) {
      if (count == policies.length) {
        return;
      }
      Arrays.setAll(policies, j -> j);
      IntArrays.swap(policies, 0, own);
      for (int c = 1; c < count; c++) {
        IntArrays.swap(policies, c, c + choice.nextInt(policies.length - c));
      }
      Arrays.sort(policies, 0, count);
    }

    /**
     * scores[i][c] = E[ Q_i(s_i, a) ], a ~ π_j(·|s_i), j = candidates[i][c]; perhaps + α_i H.
     * Samples are drawn only for the tasks that choose.
     */
    void score() {
      for (double[] row : scores) {
        Arrays.fill(row, 0);
      }
      if (rule.score instanceof Expectation expectation) {
        for (int n = 0; n < expectation.samples(); n++) {
          proposals.trial.draw(asks);
          addScores(proposals.trial, 1.0 / expectation.samples());
        }
      } else {
        addScores(rule.score instanceof AtSample ? proposals.sample : proposals.mean, 1);
      }
      for (int i = 0; i < scores.length && rule.entropy == Entropy.GAUSSIAN; i++) {
        double alpha = policies.alpha(i);
        for (int c = 0; c < count; c++) {
          scores[i][c] += alpha * proposals.entropy(i, candidates[i][c]);
        }
      }
    }

    private void addScores(Proposals.Actions proposed, double weight) {
      for (int i = 0; i < scores.length; i++) {
        for (int c = 0; c < count; c++) {
          for (int a = 0; a < actions.cols(); a++) {
            actions.set(i * count + c, a, proposed.get(i, candidates[i][c], a));
          }
        }
      }
      critics.forward();
      Mat q = critics.result().value();
      for (int i = 0; i < scores.length; i++) {
        for (int c = 0; c < count; c++) {
          scores[i][c] += weight * q.get(i * count + c, 0);
        }
      }
    }

    /** The candidate with the greatest score; of several, as {@link Tie} says. */
    private int argmax(int task, long step) {
      int best = 0;
      for (int c = 0; c < count; c++) {
        double score = finiteScore(task, c, step);
        boolean wins = rule.tie == Tie.OWN && candidates[task][c] == policies.own(task);
        if (score > scores[task][best] || (wins && score == scores[task][best])) {
          best = c;
        }
      }
      return best;
    }

    double finiteScore(int task, int candidate, long step) {
      double score = scores[task][candidate];
      if (!Double.isFinite(score)) {
        throw notFinite(score, task, candidates[task][candidate], step);
      }
      return score;
    }

    private NonFiniteException notFinite(double score, int task, int policy, long step) {
      return new NonFiniteException(
          String.format(
              Locale.ROOT,
              "task %s: the score of policy %s is %s at step %d",
              policies.tasks().get(task),
              policies.names().get(policy),
              score,
              step));
    }
  }

  /** The estimate of E_{a ~ π_j} [ Q_i(s, a) ]. */
  public sealed interface Score {}

  /** Q_i at the mean action tanh μ_j, as the original does. */
  public record AtMean() implements Score {}

  /** Q_i at the action that would be executed. */
  public record AtSample() implements Score {}

  /**
   * The mean of Q_i over samples.
   *
   * @param samples of each policy, 1 to 10,000; the policies share their noise
   */
  public record Expectation(int samples) implements Score {
    public Expectation {
      Require.that(samples >= 1 && samples <= 10_000, "samples", samples, "1 to 10,000");
    }
  }

  /** Which of the online twin critics scores. */
  public enum CriticChoice {
    /** Q₁, as the original does. */
    FIRST,
    MIN,
    MEAN;

    /** Q of [observation, action] (B×(O+A)), B×1. */
    Var value(TwinQ critics, Var x) {
      return switch (this) {
        case FIRST -> critics.first().apply(x);
        case MIN -> critics.min(x);
        case MEAN -> critics.first().apply(x).plus(critics.second().apply(x)).times(0.5);
      };
    }
  }

  /** Whether α_i H[π_j] is part of a score. */
  public enum Entropy {
    NONE,
    /** With the entropy of the Gaussian before tanh. */
    GAUSSIAN
  }

  /** Which policy acts if several have the greatest score. */
  public enum Tie {
    LOWEST_INDEX,
    /** The own policy if it is among them. */
    OWN
  }

  public QSwitch {
    Require.atLeastOne("persistence", persistence);
    Require.that(ownFloor >= 0 && ownFloor <= 1, "ownFloor", ownFloor, "in [0, 1]");
    Require.that(warmUp >= 0, "switch warm-up", warmUp, "at least 0");
    Require.that(candidates >= 0, "candidates", candidates, "at least 0");
  }

  /** The practical rule of the paper and of its code. */
  public static QSwitch defaults() {
    return new QSwitch(
        new AtMean(), CriticChoice.FIRST, Entropy.NONE, 1, 0, 0, 0, Tie.LOWEST_INDEX);
  }
}
