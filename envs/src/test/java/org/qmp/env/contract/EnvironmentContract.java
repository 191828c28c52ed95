package org.qmp.env.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Space;
import org.qmp.env.Summary;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Svg;

/**
 * Tests that every environment must pass. The test class of your environment implements this
 * interface and inherits them:
 *
 * <pre>{@code
 * final class PendulumTest implements EnvironmentContract {
 *   @Override public Environment create() { return Pendulum.task(); }
 *   @Override public Set<Class<? extends Outcome>> ends() { return Set.of(Outcome.Truncated.class); }
 * }
 * }</pre>
 */
public interface EnvironmentContract {

  /** Creates a new environment, with the same task and options every time. */
  Environment create();

  /** The ways in which episodes can end; each must occur with the actions of {@link #act}. */
  Set<Class<? extends Outcome>> ends();

  /**
   * Chooses an action; uniform unless overridden. Override it if one of {@link #ends} would
   * otherwise never occur.
   *
   * @param actions the space of the action
   * @param actionOut receives the action
   */
  default void act(Space actions, double[] observation, Chance chance, double[] actionOut) {
    actions.sample(chance, actionOut);
  }

  /** The number of steps a check may take, enough for every kind of end to occur. */
  default int patience() {
    return 2000;
  }

  /** The number of moments at which a check saves the state and continues from it. */
  default int continuations() {
    return 40;
  }

  private Player player(long seed) {
    return new Player(create(), this::act, seed);
  }

  @Test
  default void sameChanceGivesTheSameBits() {
    assertEquals(player(1).play(patience()).bits, player(1).play(patience()).bits);
  }

  @Test
  default void aResetForgetsThePast() {
    Environment used = create();
    new Player(used, this::act, 2).play(37);
    Player again = new Player(used, this::act, 3);
    Player fresh = player(3);
    again.reset();
    fresh.reset();
    assertArrayEquals(fresh.state(), again.state(), "state after a reset");
    assertEquals(fresh.play(patience()).bits, again.play(patience()).bits);
  }

  @Test
  default void arraysBelongToTheCaller() {
    assertEquals(player(4).play(300).bits, player(4).playScribbling(300).bits);
  }

  @Test
  default void observationsLieInTheirSpace() {
    Player player = player(5);
    player.reset();
    for (int i = 0; i < patience(); i++) {
      assertTrue(
          player.world.observations().contains(player.observation),
          () -> Arrays.toString(player.observation) + " is not in " + player.world.observations());
      player.step();
    }
  }

  @Test
  default void rewardsAreFinite() {
    Player player = player(6);
    for (int i = 0; i < patience(); i++) {
      double reward = player.step().reward();
      assertTrue(Double.isFinite(reward), () -> "reward " + reward);
    }
  }

  /** Above all, a truncation must not be reported as a termination. */
  @Test
  default void episodesEndInTheDeclaredWaysAndNoOther() {
    Player player = player(7);
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < patience(); i++) {
      Outcome outcome = player.step();
      if (outcome.over()) {
        seen.add(outcome.getClass().getSimpleName());
      }
    }
    Set<String> declared = new TreeSet<>();
    ends().forEach(end -> declared.add(end.getSimpleName()));
    assertEquals(declared, seen, "ends of episodes within " + patience() + " steps");
  }

  @Test
  default void aStepBeforeTheFirstResetIsRefused() {
    Environment world = create();
    double[] action = validAction(world);
    assertNames(
        world,
        assertThrows(
            IllegalStateException.class,
            () -> world.step(action, new double[world.observations().size()])));
  }

  @Test
  default void aStepAfterTheEndIsRefused() {
    Player player = player(8);
    for (int i = 0; i < patience(); i++) {
      if (player.step().over()) {
        assertOver(player);
        player.play(3);
      }
    }
  }

  @Test
  default void aSavedStateContinuesToTheBitInAnotherWorld() {
    if (create().stateSize() == 0) {
      assertRefusesStates();
      return;
    }
    SeededChance points = new SeededChance(9);
    for (int i = 0; i < continuations(); i++) {
      int before = (int) (points.next() * 100);
      Player undisturbed = player(i);
      undisturbed.play(before);
      Player saved = player(i);
      saved.play(before);
      Environment other = create();
      if (i % 2 == 1) { // a world with earlier episodes must forget them
        new Player(other, this::act, -i).play(17);
      }
      Player restored = saved.continuedIn(other);
      assertArrayEquals(saved.state(), restored.state(), "state after " + before + " steps");
      assertArrayEquals(saved.metrics(), restored.metrics(), "metrics after " + before + " steps");
      assertEquals(saved.world.render(), restored.world.render(), "picture of a restored world");
      if (before > 0 && !restored.playing()) {
        assertOver(restored);
      }
      int history = saved.bits.size();
      saved.play(100);
      assertEquals(undisturbed.play(100).bits, saved.bits, "saving changes nothing");
      assertEquals(
          saved.bits.subList(history, saved.bits.size()),
          restored.play(100).bits,
          "continued after " + before + " steps");
    }
  }

  @Test
  default void aStateWithNanIsRefusedAndChangesNothing() {
    Player player = player(16).play(5);
    double[] state = player.state();
    for (int i = 0; i < state.length; i++) {
      double[] bad = state.clone();
      bad[i] = Double.NaN;
      assertThrows(
          IllegalArgumentException.class,
          () -> player.world.restoreState(bad, () -> 0.5),
          "number " + i);
      assertArrayEquals(state, player.state(), "after NaN as number " + i);
    }
  }

  @Test
  default void badActionsAreRefusedByName() {
    Player player = player(10);
    player.play(3);
    if (!player.playing()) {
      player.reset();
    }
    for (Probe probe : Probe.bad(player.world.actions())) {
      double[] before = player.state();
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> player.world.step(probe.action(), player.observation),
              () -> "accepted " + Arrays.toString(probe.action()));
      assertNames(player.world, refusal);
      for (String part : probe.named()) {
        assertTrue(
            String.valueOf(refusal.getMessage()).contains(part),
            () -> "'" + refusal.getMessage() + "' should name " + part);
      }
      assertArrayEquals(before, player.state(), "a refused action changes nothing");
    }
  }

  /** An action that was converted to float and back may be out of bounds by the rounding. */
  @Test
  default void actionsOnTheBoundsAreAccepted() {
    for (double[] action : Probe.corners(create().actions())) {
      Player player = player(11);
      player.reset();
      assertDoesNotThrow(() -> player.world.step(action, player.observation));
      assertTrue(player.world.observations().contains(player.observation));
    }
  }

  @Test
  default void metricsAreFinite() {
    Player player = player(12);
    player.reset();
    for (int i = 0; i < patience(); i++) {
      double[] metrics = player.metrics();
      for (int k = 0; k < metrics.length; k++) {
        String name = player.world.metrics().get(k);
        assertTrue(Double.isFinite(metrics[k]), () -> "metric " + name + " is not finite");
        if (player.world.summary(name) == Summary.EVER) {
          assertTrue(metrics[k] == 0 || metrics[k] == 1, () -> "metric " + name + " is not 0 or 1");
        }
      }
      player.step();
    }
  }

  @Test
  default void nameSpacesAndMetricsNeverChange() {
    Player player = player(13);
    Environment world = player.world;
    String name = world.name();
    Space observations = world.observations();
    Space actions = world.actions();
    List<String> metrics = List.copyOf(world.metrics());
    int size = world.stateSize();
    assertEquals(metrics.size(), new TreeSet<>(metrics).size(), "names of metrics are different");
    for (int i = 0; i < 300; i++) {
      player.step();
      assertEquals(name, world.name());
      assertEquals(observations, world.observations());
      assertEquals(actions, world.actions());
      assertEquals(metrics, world.metrics());
      assertEquals(size, world.stateSize());
    }
  }

  @Test
  default void everyMomentCanBeDrawn() {
    Player player = player(14);
    player.reset();
    List<Picture> frames = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      double[] before = player.state();
      frames.add(player.world.render());
      assertArrayEquals(before, player.state(), "drawing changes nothing");
      assertEquals(frames.get(0).view(), frames.get(i).view(), "the view stays");
      Xml.requireWellFormed(Svg.picture(frames.get(i)));
      player.step();
    }
    Xml.requireWellFormed(Svg.film(frames, 0.05));
  }

  private void assertRefusesStates() {
    Environment world = player(9).play(3).world;
    double[] none = new double[0];
    Class<UnsupportedOperationException> refusal = UnsupportedOperationException.class;
    assertNames(world, assertThrows(refusal, () -> world.saveState(none)));
    assertNames(world, assertThrows(refusal, () -> world.restoreState(none, () -> 0.5)));
  }

  private static double[] validAction(Environment world) {
    double[] action = new double[world.actions().size()];
    world.actions().sample(new SeededChance(15), action);
    return action;
  }

  private static void assertOver(Player player) {
    double[] action = validAction(player.world);
    assertNames(
        player.world,
        assertThrows(
            IllegalStateException.class,
            () -> player.world.step(action, player.observation),
            "the episode is over"));
  }

  private static void assertNames(Environment world, Exception refusal) {
    assertTrue(
        String.valueOf(refusal.getMessage()).contains(world.name()),
        () -> "'" + refusal.getMessage() + "' should name " + world.name());
  }
}
