package org.qmp.env.reacher;

import java.util.List;

/**
 * Where the hand is to be. A step succeeds that ends with the hand within 0.05 m of the goal of the
 * present stage; successes are counted over the whole episode, and their count tells the stage.
 */
public sealed interface Errand {
  /** Of every errand. */
  int STAGES = 3;

  /** How many successes end a stage, at least 1. */
  int successesPerStage();

  /**
   * Where the hand is to be.
   *
   * @param stage 0 to 2
   * @param home where the hand was when the episode began
   */
  Goal goal(int stage, Goal home);

  /** How many successes finish it. */
  default int successes() {
    return STAGES * successesPerStage();
  }

  /** The stage after so many successes; 3 is the end. */
  default int stageAfter(int count) {
    return count / successesPerStage();
  }

  /**
   * To three goals, one after the other.
   *
   * @param goals of the stages
   */
  record Visit(List<Goal> goals) implements Errand {

    /**
     * @throws IllegalArgumentException unless there are three goals
     */
    public Visit {
      goals = List.copyOf(goals);
      if (goals.size() != STAGES) {
        throw new IllegalArgumentException(
            "a visit of " + goals.size() + " goals, expected " + STAGES);
      }
    }

    @Override
    public int successesPerStage() {
      return 1;
    }

    @Override
    public Goal goal(int stage, Goal home) {
      return goals.get(stage);
    }
  }

  /** Where it is: 90 steps near the place where the episode began, not necessarily in a row. */
  record Stay() implements Errand {
    private static final int STEPS = 30;

    @Override
    public int successesPerStage() {
      return STEPS;
    }

    @Override
    public Goal goal(int stage, Goal home) {
      return home;
    }
  }
}
