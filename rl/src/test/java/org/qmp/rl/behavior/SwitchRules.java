package org.qmp.rl.behavior;

/** Default Q-switches with one or two options changed. */
final class SwitchRules {
  private static final QSwitch.Score MEAN = new QSwitch.AtMean();

  private SwitchRules() {}

  static QSwitch score(QSwitch.Score score) {
    return new QSwitch(
        score,
        QSwitch.CriticChoice.FIRST,
        QSwitch.Entropy.NONE,
        1,
        0,
        0,
        0,
        QSwitch.Tie.LOWEST_INDEX);
  }

  static QSwitch critic(QSwitch.CriticChoice choice) {
    return new QSwitch(MEAN, choice, QSwitch.Entropy.NONE, 1, 0, 0, 0, QSwitch.Tie.LOWEST_INDEX);
  }

  static QSwitch tie(QSwitch.Tie tie) {
    return new QSwitch(MEAN, QSwitch.CriticChoice.FIRST, QSwitch.Entropy.NONE, 1, 0, 0, 0, tie);
  }

  static QSwitch entropy() {
    return entropy(QSwitch.CriticChoice.FIRST);
  }

  static QSwitch entropy(QSwitch.CriticChoice choice) {
    return new QSwitch(
        MEAN, choice, QSwitch.Entropy.GAUSSIAN, 1, 0, 0, 0, QSwitch.Tie.LOWEST_INDEX);
  }

  static QSwitch persistence(int steps) {
    return with(steps, 0, 0, 0);
  }

  static QSwitch ownFloor(double floor) {
    return with(1, floor, 0, 0);
  }

  static QSwitch warmUp(long steps) {
    return with(1, 0, steps, 0);
  }

  static QSwitch candidates(int count) {
    return with(1, 0, 0, count);
  }

  private static QSwitch with(int persistence, double floor, long warmUp, int candidates) {
    return new QSwitch(
        MEAN,
        QSwitch.CriticChoice.FIRST,
        QSwitch.Entropy.NONE,
        persistence,
        floor,
        warmUp,
        candidates,
        QSwitch.Tie.LOWEST_INDEX);
  }
}
