package org.qmp.rl.behavior;

/** Which policy goes on acting for each task, and for how long. */
final class Persistence {
  private final int steps;
  private final int[] current;
  private final int[] left;

  Persistence(int tasks, int steps) {
    this.steps = steps;
    this.current = new int[tasks];
    this.left = new int[tasks];
  }

  void episodeBegan(int task) {
    left[task] = 0;
  }

  boolean choiceIsDue(int task) {
    return left[task] == 0;
  }

  void choose(int task, int policy) {
    current[task] = policy;
    left[task] = steps;
  }

  /** The policy that acts in this step. */
  int next(int task) {
    left[task]--;
    return current[task];
  }

  long[] save() {
    long[] state = new long[2 * current.length];
    for (int i = 0; i < current.length; i++) {
      state[2 * i] = current[i];
      state[2 * i + 1] = left[i];
    }
    return state;
  }

  void restore(long[] state) {
    for (int i = 0; i < current.length; i++) {
      current[i] = (int) state[2 * i];
      left[i] = (int) state[2 * i + 1];
    }
  }
}
