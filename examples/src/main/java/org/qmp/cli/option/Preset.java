package org.qmp.cli.option;

import java.util.List;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/** What a run in a world is like unless somebody chooses otherwise. */
record Preset(TrainingConfig training, SacConfig sac) {

  /**
   * Small networks and large steps, after a random start: enough for worlds of a few numbers.
   *
   * @param temperature from which α is learned. Where every step costs less than the bonus α H, a
   *     goal that ends an episode is shunned until α has fallen
   */
  static Preset small(long steps, long warmUp, double temperature) {
    TrainingConfig t = TrainingConfig.of(steps);
    return new Preset(
        new TrainingConfig(
            steps,
            warmUp,
            Start.UNIFORM,
            Turns.STEPS,
            1,
            t.replayCapacity(),
            t.evaluateEvery(),
            t.evaluationEpisodes(),
            t.saveEvery()),
        sac(List.of(64, 64), 128, 1e-3, temperature));
  }

  /**
   * As the released code of QMP has them: the behaviour collects from the first step on, and the
   * networks have two layers of 256.
   *
   * @param tasks which share the steps
   * @param warmUp steps of each task before the first update
   * @param ratio updates of each task for each of its steps
   * @param evaluateEvery steps of each task
   */
  static Preset published(
      long steps, int tasks, long warmUp, double ratio, int batch, long evaluateEvery) {
    return new Preset(
        new TrainingConfig(
            steps,
            warmUp * tasks,
            Start.BEHAVIOR,
            Turns.STEPS,
            ratio,
            1_000_000,
            evaluateEvery * tasks,
            10,
            30_000),
        sac(List.of(256, 256), batch, 3e-4, 1));
  }

  private static SacConfig sac(
      List<Integer> hidden, int batch, double learningRate, double temperature) {
    return SacConfig.defaults()
        .with(
            c -> {
              c.hidden = hidden;
              c.batch = batch;
              c.learningRate = learningRate;
              c.temperature = new Temperature.Learned(temperature, Temperature.Loss.LOG_ALPHA);
            });
  }
}
