package org.qmp.rl;

import java.io.IOException;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.store.Checkpoint;

/**
 * One task's environment and what is collected in it. A save may interrupt an episode at any step;
 * after a resume it continues as if it had not been interrupted.
 */
final class TaskLoop {
  final String name;

  private final Environment environment;
  private final Xoshiro256 rng;
  final ReplayBuffer replay;

  /** The latest observation, to which the next action responds. */
  final double[] observation;

  /** The next action. */
  final double[] action;

  private final double[] next;

  /** How often each policy acted since the counts were last written, without random actions. */
  final long[] acted;

  private boolean inEpisode;
  private boolean turn;
  private double episodeReturn;
  private long episodeLength;
  private long episodes;
  private double lastReturn;

  TaskLoop(String name, Environment environment, long seed, int replayCapacity, int policies) {
    this.name = name;
    this.environment = environment;
    this.rng = Xoshiro256.named(seed, "world/" + name);
    int observations = environment.observations().size();
    this.observation = new double[observations];
    this.action = new double[environment.actions().size()];
    this.replay = new ReplayBuffer(observations, action.length, replayCapacity);
    this.next = new double[observations];
    this.acted = new long[policies];
  }

  boolean inEpisode() {
    return inEpisode;
  }

  void begin() {
    environment.reset(rng::nextDouble, observation);
    inEpisode = true;
    episodeReturn = 0;
    episodeLength = 0;
  }

  /** Sets, at the beginning of a round, whether the task makes a step in it. */
  void setTurn(boolean now) {
    turn = now;
  }

  /** Makes the next action a uniformly random one. */
  void randomize() {
    environment.actions().sample(rng::nextDouble, action);
  }

  /** Acts and stores the transition. A truncated transition is stored as one that continues. */
  void act(int actingPolicy) {
    Outcome outcome = environment.step(action, next);
    boolean terminated = outcome instanceof Outcome.Terminated;
    replay.add(observation, action, outcome.reward(), next, terminated, actingPolicy);
    System.arraycopy(next, 0, observation, 0, next.length);
    episodeReturn += outcome.reward();
    episodeLength++;
    inEpisode = !outcome.over();
    if (!inEpisode) {
      episodes++;
      lastReturn = episodeReturn;
    }
  }

  /** Whether the task makes a step in the present round, or made one in the latest. */
  boolean hasTurn() {
    return turn;
  }

  /** Whether it ended its episode then. */
  boolean justEnded() {
    return turn && !inEpisode;
  }

  boolean hasEndedAny() {
    return episodes > 0;
  }

  /** Undiscounted return of the latest finished episode; 0 before the first. */
  double lastReturn() {
    return lastReturn;
  }

  /** Steps of the latest finished episode, until the next one begins. */
  long lastLength() {
    return episodeLength;
  }

  /** Whether an episode can be cut by a save. */
  boolean isSaveable() {
    return environment.stateSize() > 0;
  }

  void save(Checkpoint into) {
    double[] state = new double[inEpisode ? environment.stateSize() : 0];
    if (inEpisode) {
      environment.saveState(state);
    }
    String prefix = "task/" + name + "/";
    into.putDoubles(prefix + "world", state)
        .putDoubles(prefix + "observation", observation)
        .putDoubles(prefix + "returns", episodeReturn, lastReturn)
        .putLongs(prefix + "counts", episodeLength, episodes, inEpisode ? 1 : 0)
        .putLongs(prefix + "luck", rng.state());
  }

  /** Length of this task's observations in a checkpoint. */
  int savedLength(Checkpoint from) throws IOException {
    return from.doubles("task/" + name + "/observation").length;
  }

  void restore(Checkpoint from) throws IOException {
    String prefix = "task/" + name + "/";
    rng.restore(from.longs(prefix + "luck"));
    double[] returns = from.doubles(prefix + "returns");
    long[] counts = from.longs(prefix + "counts");
    double[] seen = from.doubles(prefix + "observation");
    System.arraycopy(seen, 0, observation, 0, observation.length);
    episodeReturn = returns[0];
    lastReturn = returns[1];
    episodeLength = counts[0];
    episodes = counts[1];
    inEpisode = counts[2] == 1;
    if (inEpisode) {
      environment.restoreState(from.doubles(prefix + "world"), rng::nextDouble);
    }
  }
}
