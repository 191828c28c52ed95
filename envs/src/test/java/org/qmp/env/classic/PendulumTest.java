package org.qmp.env.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qmp.env.AllocationOf;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Running;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.ShapesOf;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Line;

final class PendulumTest {

  /** A row of the golden file: the state before a step, the torque and the reward. */
  private record Row(String episode, double theta, double omega, double torque, double reward) {}

  private static List<Row> golden() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(PendulumTest.class.getResourceAsStream("pendulum-v1.csv")),
                StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split(",", -1)).map(PendulumTest::row).toList();
    }
  }

  private static Row row(String[] cell) {
    return new Row(
        cell[0],
        Double.parseDouble(cell[2]),
        Double.parseDouble(cell[3]),
        Double.parseDouble(cell[4]),
        Double.parseDouble(cell[5]));
  }

  private static Pendulum at(double theta, double omega) {
    Pendulum pendulum = new Pendulum();
    pendulum.restoreState(new double[] {theta, omega, 0, 1}, () -> 0.5);
    return pendulum;
  }

  private static double[] state(Pendulum pendulum) {
    double[] state = new double[4];
    pendulum.saveState(state);
    return state;
  }

  private static double error(double expected, double found) {
    return Math.abs(expected - found) / Math.max(1, Math.abs(expected));
  }

  @Test
  void everyStepMatchesGymnasium() throws IOException {
    List<Row> rows = golden();
    assertEquals(600, rows.size());
    double[] observation = new double[3];
    double worst = 0;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Pendulum pendulum = at(row.theta, row.omega);
      Outcome outcome = pendulum.step(new double[] {row.torque}, observation);
      worst = Math.max(worst, error(row.reward, outcome.reward()));
      if (i + 1 < rows.size() && rows.get(i + 1).episode.equals(row.episode)) {
        Row next = rows.get(i + 1);
        worst = Math.max(worst, error(next.theta, state(pendulum)[0]));
        worst = Math.max(worst, error(next.omega, state(pendulum)[1]));
        assertEquals(Math.cos(next.theta), observation[0], 1e-14);
        assertEquals(Math.sin(next.theta), observation[1], 1e-14);
        assertEquals(next.omega, observation[2], 1e-14);
      }
    }
    assertTrue(worst <= 1e-15, "largest error of one step: " + worst);
  }

  @Test
  void wholeEpisodesMatchGymnasium() throws IOException {
    Pendulum pendulum = new Pendulum();
    String episode = "";
    double worst = 0;
    for (Row row : golden()) {
      if (!row.episode.equals(episode)) {
        pendulum = at(row.theta, row.omega);
        episode = row.episode;
      }
      worst = Math.max(worst, error(row.theta, state(pendulum)[0]));
      worst = Math.max(worst, error(row.omega, state(pendulum)[1]));
      Outcome outcome = pendulum.step(new double[] {row.torque}, new double[3]);
      worst = Math.max(worst, error(row.reward, outcome.reward()));
    }
    assertTrue(worst <= 1e-12, "largest error of 200 steps: " + worst);
  }

  /** Upright and at rest, u = 1: ω′ = 3 · 1 · 0.05 = 0.15, θ′ = 0.15 · 0.05, reward −0.001. */
  @Test
  void theRewardUsesTheStateBeforeTheStep() {
    Pendulum pendulum = at(0, 0);
    Outcome outcome = pendulum.step(new double[] {1}, new double[3]);
    assertEquals(new Running(-0.001), outcome);
    assertEquals(0.15, state(pendulum)[1], 1e-16);
    assertEquals(0.0075, state(pendulum)[0], 1e-17);
  }

  @Test
  void episodesAreTruncatedAfterTwoHundredSteps() {
    double[] observation = new double[3];
    var pendulum = Pendulum.task();
    pendulum.reset(new SeededChance(1), observation);
    for (int step = 1; step < 200; step++) {
      assertInstanceOf(Running.class, pendulum.step(new double[1], observation));
    }
    assertInstanceOf(Truncated.class, pendulum.step(new double[1], observation));
  }

  @Property
  void startsAreUniformOverTheirRanges(
      @ForAll @DoubleRange(min = 0, max = 0.99) double first,
      @ForAll @DoubleRange(min = 0, max = 0.99) double second) {
    double[] numbers = {first, second};
    int[] taken = {0};
    Pendulum pendulum = new Pendulum();
    pendulum.reset(() -> numbers[taken[0]++], new double[3]);
    assertEquals(Math.PI * (2 * first - 1), state(pendulum)[0], 1e-15);
    assertEquals(2 * second - 1, state(pendulum)[1], 1e-15);
  }

  @Property
  void wrappedAnglesLieWithinHalfATurnAndPointTheSameWay(
      @ForAll @DoubleRange(min = -1000, max = 1000) double angle) {
    double wrapped = Pendulum.wrap(angle);
    assertTrue(Math.abs(wrapped) <= Math.PI);
    assertEquals(StrictMath.cos(angle), StrictMath.cos(wrapped), 1e-12);
    assertEquals(StrictMath.sin(angle), StrictMath.sin(wrapped), 1e-12);
  }

  @Property
  void wrappingRemovesWholeTurns(
      @ForAll @DoubleRange(min = -3, max = 3) double angle,
      @ForAll @IntRange(min = -50, max = 50) int turns) {
    assertEquals(angle, Pendulum.wrap(angle + turns * 2 * Math.PI), 1e-12);
  }

  @Property
  void rewardsLieWithinTheStatedRange(
      @ForAll @DoubleRange(min = -50, max = 50) double theta,
      @ForAll @DoubleRange(min = -8, max = 8) double omega,
      @ForAll @DoubleRange(min = -2, max = 2) double torque) {
    double reward = at(theta, omega).step(new double[] {torque}, new double[3]).reward();
    assertTrue(reward <= 0 && reward >= -(Math.PI * Math.PI + 6.404));
  }

  /** 2π + 1.5 is nearly a turn and a quarter. */
  @Test
  void theAngleIsMeasuredFromUpright() {
    double[] metrics = new double[1];
    at(2 * Math.PI + 1.5, 0).readMetrics(metrics);
    assertEquals(1.5, metrics[0], 1e-15);
    at(-2 * Math.PI - 1.5, 0).readMetrics(metrics);
    assertEquals(1.5, metrics[0], 1e-15);
    at(Math.PI, 0).readMetrics(metrics);
    assertEquals(Math.PI, metrics[0], 1e-15);
  }

  @Test
  void statesBeyondTheLimitsOfSpeedAndTorqueAreRefused() {
    for (double[] bad : new double[][] {{0, 8.01, 0, 1}, {0, -8.01, 0, 1}}) {
      assertEquals(
          "Pendulum: a state of " + bad[1] + " rad/s, expected −8 to 8",
          assertThrows(
                  IllegalArgumentException.class, () -> new Pendulum().restoreState(bad, () -> 0.5))
              .getMessage());
    }
    assertEquals(
        "Pendulum: a state of 2.01 N m, expected −2 to 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Pendulum().restoreState(new double[] {0, 0, 2.01, 1}, () -> 0.5))
            .getMessage());
    new Pendulum().restoreState(new double[] {0, -8, -2, 1}, () -> 0.5);
  }

  /** A quarter turn counter-clockwise: the rod points to the left, and the torque pushes down. */
  @Test
  void theRodAndItsTorqueAreDrawnInTheirDirections() {
    Pendulum pendulum = new Pendulum();
    pendulum.restoreState(new double[] {Math.PI / 2, 0, 2, 1}, () -> 0.5);
    List<Line> lines = ShapesOf.kind(Line.class, pendulum);
    assertLine(lines.get(0), 0, 0, -1, 0);
    assertLine(lines.get(1), -1, 0, -1, -0.5);
    pendulum.reset(() -> 0.5, new double[3]); // upright, without a torque
    assertLine(ShapesOf.kind(Line.class, pendulum).get(1), 0, 1, 0, 1);
  }

  private static void assertLine(Line line, double x, double y, double toX, double toY) {
    Point from = line.points().get(0);
    Point to = line.points().get(1);
    assertArrayEquals(
        new double[] {x, y, toX, toY}, new double[] {from.x(), from.y(), to.x(), to.y()}, 1e-15);
  }

  @Test
  void aStepAllocatesItsOutcomeAndNothingElse() {
    assertTrue(AllocationOf.steps(new Pendulum()) <= AllocationOf.OUTCOME);
  }
}
