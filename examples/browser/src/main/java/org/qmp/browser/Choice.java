package org.qmp.browser;

import java.util.List;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.env.maze.Maze;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/**
 * A run as it is chosen on the page. {@link #spec()} has the settings of {@link #command}: those of
 * the suite's default preset, with networks that are small enough for a tab. Only the evaluations
 * differ, since they change no bit.
 *
 * @param method a learner, and after a plus sign who collects for it
 * @param persistence steps for which a chosen policy goes on acting; own policies have none
 * @param steps of all tasks together
 */
public record Choice(Offer offer, String method, int persistence, long seed, long steps) {
  private static final List<Integer> HIDDEN = List.of(32, 32);
  private static final int BATCH = 32;

  /** Of each task in an evaluation, fewer than the command's. */
  private static final int EPISODES = 3;

  /** A suite that the page offers. */
  public enum Offer {
    POINT,
    ERRANDS,
    MAZE_MEDIUM;

    /**
     * The suite of a name.
     *
     * @throws IllegalArgumentException if the page does not offer it
     */
    public static Offer named(String key) {
      for (Offer offer : values()) {
        if (offer.key().equals(key)) {
          return offer;
        }
      }
      throw new IllegalArgumentException("suite '" + key + "' is not among those of the page");
    }

    /** As in {@code --suite}. */
    public String key() {
      return switch (this) {
        case POINT -> "point";
        case ERRANDS -> "errands";
        case MAZE_MEDIUM -> "maze-medium";
      };
    }

    TaskSuite suite() {
      return switch (this) {
        case POINT -> PointReach.suite();
        case ERRANDS -> PointReach.errands();
        case MAZE_MEDIUM -> Maze.medium();
      };
    }

    private TrainingConfig training(long steps) {
      TrainingConfig training = TrainingConfig.of(steps);
      return this != MAZE_MEDIUM
          ? training.with(
              c -> {
                c.warmUp = this == POINT ? 2000 : 1200;
                c.evaluateEvery = this == POINT ? 1000 : 2000;
                c.evaluationEpisodes = EPISODES;
              })
          : training.with(
              c -> {
                c.warmUp = 9000;
                c.start = Start.BEHAVIOR;
                c.evaluateEvery = 6000; // more often than the command, every 18,000
                c.evaluationEpisodes = EPISODES;
              });
    }

    private double alpha() {
      return this == MAZE_MEDIUM ? 1 : 0.1;
    }
  }

  /**
   * The run of this choice.
   *
   * @throws IllegalArgumentException if there is no such method, or a number is out of range
   */
  public RunSpec spec() {
    TrainingConfig training = offer.training(steps);
    SacConfig sac =
        SacConfig.defaults()
            .with(
                c -> {
                  c.hidden = HIDDEN;
                  c.batch = BATCH;
                  c.learningRate = 1e-3;
                  c.temperature =
                      new Temperature.Learned(offer.alpha(), Temperature.Loss.LOG_ALPHA);
                });
    NamedMethod named = NamedMethod.of(method);
    return new RunSpec(
        offer.suite().name(),
        named.method().with(persistent(named.method().behavior())),
        seed,
        Precision.FLOAT,
        training,
        sac);
  }

  private Behavior persistent(Behavior behavior) {
    if (behavior instanceof QSwitch s) {
      return new QSwitch(
          s.score(),
          s.criticChoice(),
          s.entropy(),
          persistence,
          s.ownFloor(),
          s.warmUp(),
          s.candidates(),
          s.tie());
    }
    if (behavior instanceof Behavior.Uniform) {
      return new Behavior.Uniform(persistence);
    }
    return behavior instanceof Behavior.Domain ? new Behavior.Domain(persistence) : behavior;
  }

  /** What has the JVM make the same run, up to a step. */
  public String command(long upTo) {
    return "./qmp train --suite "
        + offer.key()
        + " --method "
        + method
        + (method.contains("+") && persistence > 1 ? " --persistence " + persistence : "")
        + " --seed "
        + seed
        + " --steps "
        + upTo
        + " --hidden 32,32 --batch 32 --out runs/tab-"
        + upTo;
  }
}
