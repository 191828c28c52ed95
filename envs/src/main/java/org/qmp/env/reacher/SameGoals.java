package org.qmp.env.reacher;

import java.util.List;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.reacher.Errand.Visit;

/** Who should act for whom: equally, all tasks that want the hand at the same goal in a stage. */
final class SameGoals {
  private SameGoals() {}

  static DomainKnowledge of(List<ReacherTask> tasks) {
    int count = tasks.size();
    double[][][] shares = new double[Errand.STAGES][count][count];
    for (int stage = 0; stage < Errand.STAGES; stage++) {
      for (int task = 0; task < count; task++) {
        share(tasks, stage, task, shares[stage][task]);
      }
    }
    return new DomainKnowledge(Reacher::stageSeen, shares);
  }

  private static void share(List<ReacherTask> tasks, int stage, int task, double[] row) {
    int mates = 0;
    for (int other = 0; other < row.length; other++) {
      if (other == task || same(tasks.get(task).errand(), tasks.get(other).errand(), stage)) {
        row[other] = 1;
        mates++;
      }
    }
    for (int other = 0; other < row.length; other++) {
      row[other] /= mates;
    }
  }

  private static boolean same(Errand one, Errand other, int stage) {
    return one instanceof Visit a
        && other instanceof Visit b
        && a.goals().get(stage).equals(b.goals().get(stage));
  }
}
