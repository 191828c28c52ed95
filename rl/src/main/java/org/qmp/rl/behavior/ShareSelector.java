package org.qmp.rl.behavior;

import org.qmp.env.DomainKnowledge;

/** Draws the policy by shares that no critic has a say in. */
record ShareSelector(DomainKnowledge shares, Persistence persistence) implements Selector {

  @Override
  public void select(long step, double[][] seen, Luck[] luck, int[] picks) {
    for (int i = 0; i < picks.length; i++) {
      if (persistence.choiceIsDue(i)) {
        persistence.choose(i, draw(shares.stage(seen[i]), i, luck[i].choice().nextDouble()));
      }
      picks[i] = persistence.next(i);
    }
  }

  /**
   * By inversion; what rounding leaves over goes to the last policy that has a share.
   *
   * @param u uniform in [0, 1)
   */
  int draw(int stage, int task, double u) {
    double sum = 0;
    int last = 0;
    for (int j = 0; j < shares.policies(); j++) {
      double share = shares.share(stage, task, j);
      sum += share;
      if (share > 0) {
        last = j;
      }
      if (u < sum) {
        return j;
      }
    }
    return last;
  }
}
