package org.qmp.app;

import java.util.List;
import org.qmp.rl.Start;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/** What a run in a world is like unless somebody chooses otherwise. */
record Settings(TrainingConfig training, SacConfig sac) {

  /**
   * Small networks and large steps, after a random start: enough for worlds of a few numbers.
   *
   * @param temperature from which α is learned. Where every step costs less than the bonus α H, a
   *     goal that ends an episode is shunned until α has fallen
   */
  static Settings small(long steps, long warmUp, double temperature) {
    TrainingConfig t = TrainingConfig.of(steps);
    return new Settings(
        new TrainingConfig(
            steps,
            warmUp,
            Start.UNIFORM,
            1,
            t.replayCapacity(),
            t.evaluateEvery(),
            t.evaluationEpisodes(),
            t.saveEvery()),
        sac(List.of(64, 64), 128, 1e-3, temperature));
  }

  /**
   * As the released code of QMP has it for its maze: 3,000 steps of each task before the first
   * update, collected by the behaviour, then an update of each task for every six of its steps.
   */
  static Settings maze(long steps, int tasks) {
    return new Settings(
        new TrainingConfig(
            steps, 3000L * tasks, Start.BEHAVIOR, 1 / 6.0, 1_000_000, 6000L * tasks, 10, 30_000),
        sac(List.of(256, 256), 256, 3e-4, 1));
  }

  private static SacConfig sac(
      List<Integer> hidden, int batch, double learningRate, double temperature) {
    SacConfig s = SacConfig.defaults();
    return new SacConfig(
        hidden,
        batch,
        learningRate,
        s.gamma(),
        s.tau(),
        s.targetUpdateInterval(),
        s.rewardScale(),
        new Temperature.Learned(temperature, Temperature.Loss.LOG_ALPHA),
        s.targetEntropy(),
        s.logStd(),
        s.criticNorm(),
        s.gradientClip());
  }
}
