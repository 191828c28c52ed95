package org.qmp.env.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Space;

/** Plays one episode after another and records every bit of what the world returns. */
final class Player {

  /** How actions are chosen. */
  @FunctionalInterface
  interface Policy {
    void act(Space actions, double[] observation, Chance chance, double[] actionOut);
  }

  final Environment world;
  final List<Long> bits = new ArrayList<>();
  double[] observation;
  private final Policy policy;
  private final SeededChance noise;
  private final SeededChance choices;
  private boolean playing;
  private boolean scribbling;

  private Player(Environment world, Policy policy, SeededChance noise, SeededChance choices) {
    this.world = world;
    this.policy = policy;
    this.noise = noise;
    this.choices = choices;
    observation = new double[world.observations().size()];
  }

  Player(Environment world, Policy policy, long seed) {
    this(world, policy, new SeededChance(seed), new SeededChance(~seed));
  }

  /** A copy of this player that continues in another world from the current state. */
  Player continuedIn(Environment other) {
    Player twin = new Player(other, policy, noise.copy(), choices.copy());
    other.restoreState(state(), twin.noise);
    twin.observation = observation.clone();
    twin.playing = playing;
    return twin;
  }

  void reset() {
    world.reset(noise, freshObservation());
    playing = true;
    writeDown(observation);
    writeDown(metrics());
  }

  /** Makes one step, after a reset if the episode is over or none has begun. */
  Outcome step() {
    if (!playing) {
      reset();
    }
    double[] action = new double[world.actions().size()];
    policy.act(world.actions(), observation.clone(), choices, action);
    double[] given = action.clone();
    Outcome outcome = world.step(action, freshObservation());
    assertArrayEquals(given, action, "a step leaves the caller's action as it is");
    playing = !outcome.over();
    writeDown(observation);
    writeDown(outcome.reward());
    bits.add((long) outcome.getClass().getSimpleName().hashCode());
    writeDown(metrics());
    return outcome;
  }

  Player play(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
    return this;
  }

  /** As {@link #play}, with each observation's array overwritten by NaN before the next call. */
  Player playScribbling(int steps) {
    scribbling = true;
    return play(steps);
  }

  private double[] freshObservation() {
    if (scribbling) {
      Arrays.fill(observation, Double.NaN);
      observation = observation.clone();
    }
    return observation;
  }

  boolean playing() {
    return playing;
  }

  double[] state() {
    double[] state = new double[world.stateSize()];
    if (state.length > 0) {
      world.saveState(state);
    }
    return state;
  }

  double[] metrics() {
    double[] metrics = new double[world.metrics().size()];
    Arrays.fill(metrics, Double.NaN);
    world.readMetrics(metrics);
    return metrics;
  }

  private void writeDown(double... numbers) {
    for (double number : numbers) {
      bits.add(Double.doubleToRawLongBits(number));
    }
  }
}
