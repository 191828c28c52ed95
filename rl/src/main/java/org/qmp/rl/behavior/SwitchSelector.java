package org.qmp.rl.behavior;

import java.util.Arrays;
import java.util.Locale;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/** The {@link QSwitch} at work. */
final class SwitchSelector implements Selector {
  private final QSwitch rule;
  private final Cast cast;
  private final Candidates candidates;
  private final Persistence persistence;
  private final Scores critics;
  private final Lineup[] lineups;
  private final boolean[] ownActs;
  private final double[][] scores;
  private final Candidates.Action means;
  private final Candidates.Action samples;
  private final Candidates.Action trials;

  private final Mat actionNoise;

  /** ε of the samples that stand for an expectation (N×A), and its rows. */
  private final Mat noise;

  private final Mat[] noiseRows;

  /**
   * Records the critics.
   *
   * @param observations each task's (N×O)
   * @param actionNoise ε of the samples that are executed (N×A)
   */
  SwitchSelector(
      Kernels k,
      QSwitch rule,
      Cast cast,
      Candidates candidates,
      Persistence persistence,
      Mat observations,
      Mat actionNoise) {
    if (rule.entropy() == QSwitch.Entropy.GAUSSIAN && !cast.guides().isEmpty()) {
      throw new MethodException(
          "the Q-switch cannot count entropy: a guide such as "
              + cast.guides().get(0).name()
              + " has none");
    }
    if (rule.candidates() > candidates.count()) {
      throw new MethodException(
          "candidates = "
              + rule.candidates()
              + ", expected at most the number of policies, "
              + candidates.count());
    }
    this.actionNoise = actionNoise;
    this.rule = rule;
    this.cast = cast;
    this.candidates = candidates;
    this.persistence = persistence;
    this.means = candidates::mean;
    this.samples = candidates::sample;
    this.trials = candidates::trial;
    int tasks = cast.tasks().size();
    int asked = rule.candidates() == 0 ? candidates.count() : rule.candidates();
    critics = new Scores(k, cast, rule.criticChoice(), observations, asked, actionNoise.cols());
    lineups = new Lineup[tasks];
    ownActs = new boolean[tasks];
    scores = new double[tasks][asked];
    noise = k.precision().zeros(tasks, actionNoise.cols());
    noiseRows = new Mat[tasks];
    for (int i = 0; i < tasks; i++) {
      lineups[i] = new Lineup(i, candidates.count(), asked);
      noiseRows[i] = noise.rows(i, i + 1);
    }
  }

  @Override
  public void select(long step, double[][] seen, Luck[] luck, int[] picks) {
    if (anyoneAsks(step, luck)) {
      score(seen, luck);
    }
    for (int i = 0; i < picks.length; i++) {
      if (persistence.choiceIsDue(i)) {
        persistence.choose(i, ownActs[i] ? i : best(i, step));
      }
      picks[i] = persistence.next(i);
    }
  }

  private boolean anyoneAsks(long step, Luck[] luck) {
    boolean anyone = false;
    for (int i = 0; i < lineups.length; i++) {
      if (persistence.choiceIsDue(i)) {
        ownActs[i] = step < rule.warmUp() || ownFloorHolds(luck[i]);
        if (!ownActs[i]) {
          lineups[i].draw(luck[i].choice());
          anyone = true;
        }
      }
    }
    return anyone;
  }

  private boolean ownFloorHolds(Luck luck) {
    return rule.ownFloor() > 0 && luck.choice().nextDouble() < rule.ownFloor();
  }

  private void score(double[][] seen, Luck[] luck) {
    for (double[] row : scores) {
      Arrays.fill(row, 0);
    }
    if (rule.score() instanceof QSwitch.Expectation expectation) {
      for (int k = 0; k < expectation.samples(); k++) {
        drawNoise(luck);
        candidates.sample(noise);
        candidates.tryGuides(seen, luck);
        addScores(trials, 1.0 / expectation.samples());
      }
      candidates.sample(actionNoise);
    } else {
      addScores(rule.score() instanceof QSwitch.AtSample ? samples : means, 1);
    }
    if (rule.entropy() == QSwitch.Entropy.GAUSSIAN) {
      addEntropy();
    }
  }

  private void drawNoise(Luck[] luck) {
    for (int i = 0; i < noiseRows.length; i++) {
      luck[i].scoreNoise().fill(noiseRows[i]);
    }
  }

  private void addScores(Candidates.Action proposed, double weight) {
    Mat actions = critics.actions();
    for (int i = 0; i < lineups.length; i++) {
      for (int c = 0; c < scores[i].length; c++) {
        for (int a = 0; a < actions.cols(); a++) {
          double value = proposed.of(i, lineups[i].policy(c), a);
          actions.set(i * scores[i].length + c, a, value);
        }
      }
    }
    critics.score();
    for (int i = 0; i < scores.length; i++) {
      for (int c = 0; c < scores[i].length; c++) {
        scores[i][c] += weight * critics.of(i, c);
      }
    }
  }

  private void addEntropy() {
    for (int i = 0; i < scores.length; i++) {
      double alpha = cast.alpha(i);
      for (int c = 0; c < scores[i].length; c++) {
        scores[i][c] += alpha * candidates.entropy(i, lineups[i].policy(c));
      }
    }
  }

  /** The policy of the greatest score; of several, as the rule says. */
  private int best(int task, long step) {
    int best = 0;
    for (int c = 0; c < scores[task].length; c++) {
      double score = scores[task][c];
      if (!Double.isFinite(score)) {
        throw new NonFiniteException(
            String.format(
                Locale.ROOT,
                "task %s: the score of policy %s is %s at step %d",
                cast.tasks().get(task),
                cast.policies().get(lineups[task].policy(c)),
                score,
                step));
      }
      boolean ownOnPar =
          score == scores[task][best]
              && rule.tie() == QSwitch.Tie.OWN
              && lineups[task].policy(c) == task;
      if (score > scores[task][best] || ownOnPar) {
        best = c;
      }
    }
    return lineups[task].policy(best);
  }

  /** Score of the c-th policy that was asked about in the latest choice. */
  double score(int task, int c) {
    return scores[task][c];
  }
}
