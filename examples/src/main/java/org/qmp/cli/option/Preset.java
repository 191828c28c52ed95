package org.qmp.cli.option;

import java.util.List;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/** Settings of a run in a suite. */
record Preset(TrainingConfig training, SacConfig sac) {
  private static final long SAVE_EVERY = 30_000;

  /**
   * Small networks and large steps, after a random start: enough for small worlds.
   *
   * @param alpha from which the temperature is learned. Where every step costs less than the bonus
   *     α H, a goal that ends an episode is shunned until α has fallen
   */
  static Preset small(long steps, long warmUp, double alpha) {
    return new Preset(
        TrainingConfig.of(steps).with(c -> c.warmUp = warmUp),
        sac(List.of(64, 64), 128, 1e-3, alpha));
  }

  /**
   * The settings of QMP's released code: the behaviour collects from the first step, and the
   * networks have two layers of 256. Nothing is published for pendulum and point: theirs are those
   * of the same learner.
   *
   * @param tasks which share the steps
   * @param warmUp steps of each task in the warm-up
   * @param ratio updates of each task for each of its steps
   * @param evaluateEvery steps of each task
   */
  static Preset published(
      long steps, int tasks, long warmUp, double ratio, int batch, long evaluateEvery) {
    TrainingConfig training =
        TrainingConfig.of(steps)
            .with(
                c -> {
                  c.warmUp = warmUp * tasks;
                  c.start = Start.BEHAVIOR;
                  c.updatesPerStep = ratio;
                  c.evaluateEvery = evaluateEvery * tasks;
                  c.saveEvery = SAVE_EVERY;
                });
    return new Preset(training, sac(List.of(256, 256), batch, 3e-4, 1));
  }

  /** The same with the smallest networks and batches that suit these worlds. */
  Preset quick(long evaluateEvery) {
    return new Preset(
        training.with(c -> c.evaluateEvery = evaluateEvery),
        sac.with(
            c -> {
              c.hidden = List.of(32, 32);
              c.batch = 32;
            }));
  }

  /** The same with another number of episodes of each task in an evaluation. */
  Preset evaluating(int episodes) {
    return new Preset(training.with(c -> c.evaluationEpisodes = episodes), sac);
  }

  /** The same with fewer checkpoints, for runs whose checkpoints take long to write. */
  Preset saving(long every) {
    return new Preset(training.with(c -> c.saveEvery = every), sac);
  }

  /** The same with another batch. */
  Preset batch(int rows) {
    return new Preset(training, sac.with(c -> c.batch = rows));
  }

  /** The same with another learning rate and other widths of the networks. */
  Preset learning(double rate, Integer... hidden) {
    return new Preset(
        training,
        sac.with(
            c -> {
              c.learningRate = rate;
              c.hidden = List.of(hidden);
            }));
  }

  /**
   * The same for one learner of all tasks: its batch is drawn from all of them and is as large as
   * that of a separate learner, it updates as often as all of those together, and it begins after
   * as many steps in all. So does the released code, which has one replay then.
   */
  Preset shared(int tasks) {
    return new Preset(
            training.with(
                c -> {
                  c.warmUp /= tasks;
                  c.updatesPerStep *= tasks;
                }),
            sac)
        .batch((sac.batch() + tasks - 1) / tasks);
  }

  /** The same for some of the tasks, each of which keeps its steps. */
  Preset only(int some, int all) {
    return new Preset(
        training.with(
            c -> {
              c.steps = c.steps / all * some;
              c.warmUp = c.warmUp / all * some;
              c.evaluateEvery = c.evaluateEvery / all * some;
              c.saveEvery = Math.max(Math.min(c.saveEvery, SAVE_EVERY), c.saveEvery / all * some);
            }),
        sac);
  }

  private static SacConfig sac(List<Integer> hidden, int batch, double learningRate, double alpha) {
    return SacConfig.defaults()
        .with(
            c -> {
              c.hidden = hidden;
              c.batch = batch;
              c.learningRate = learningRate;
              c.temperature = new Temperature.Learned(alpha, Temperature.Loss.LOG_ALPHA);
            });
  }
}
