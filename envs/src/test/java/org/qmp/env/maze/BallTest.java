package org.qmp.env.maze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.scene.Rules;

final class BallTest {
  /**
   * A little more than the depth in a corner after one step without a push, from just out of the
   * reach of 0.002: √2 · 0.01 · 5.22626 − 0.002 = 0.0719.
   */
  private static final double DEEPEST = 0.072;

  /** A ball under the rules of the release that made the golden numbers. */
  private static Ball at(double x, double y, double vx, double vy) {
    return at(Rules.MUJOCO_3, x, y, vx, vy);
  }

  private static Ball at(Rules rules, double x, double y, double vx, double vy) {
    Ball ball = new Ball(Layout.LARGE, rules);
    ball.place(x, y, vx, vy);
    return ball;
  }

  private static Ball pushed(Ball ball, double ux, double uy, int steps) {
    for (int i = 0; i < steps; i++) {
      ball.step(ux, uy);
    }
    return ball;
  }

  private static List<double[]> golden() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(BallTest.class.getResourceAsStream("maze-contact.csv")),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(line -> Stream.of(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
          .toList();
    }
  }

  private static double error(double[] row, Ball ball) {
    double place = Math.max(Math.abs(row[2] - ball.x), Math.abs(row[3] - ball.y));
    double speed = Math.max(Math.abs(row[4] - ball.vx), Math.abs(row[5] - ball.vy));
    return Math.max(place, speed);
  }

  @Test
  void everyStepMatchesMujocoWithTheSameContacts() throws IOException {
    List<double[]> rows = golden();
    assertEquals(401, rows.size());
    double worst = 0;
    int touching = 0;
    for (int i = 1; i < rows.size(); i++) {
      double[] before = rows.get(i - 1);
      double[] row = rows.get(i);
      Ball ball = at(before[2], before[3], before[4], before[5]);
      ball.step(row[0], row[1]);
      worst = Math.max(worst, error(row, ball));
      assertEquals(row[6], 1 + ball.contacts.count, "contacts of step " + i + " and the floor's");
      touching += ball.contacts.count > 0 ? 1 : 0;
    }
    assertEquals(91, touching);
    assertTrue(worst <= 3e-14, "largest error of one step: " + worst);
  }

  @Test
  void fourHundredStepsMatchMujoco() throws IOException {
    List<double[]> rows = golden();
    double[] start = rows.get(0);
    Ball ball = at(start[2], start[3], start[4], start[5]);
    double worst = 0;
    for (double[] row : rows.subList(1, rows.size())) {
      ball.step(row[0], row[1]);
      worst = Math.max(worst, error(row, ball));
    }
    assertTrue(worst <= 4e-13, "largest error of 400 steps: " + worst);
  }

  @Test
  void freeFlightMatchesMujoco() {
    double[][] thrust = {
      {1, 1.00238, .23816},
      {2, 1.00714, .47576},
      {5, 1.03561, 1.18516},
      {10, 1.13006, 2.35627},
      {20, 1.49268, 4.65703},
      {22, 1.59263, 5.11063},
      {23, 1.64489, 5.22626},
      {30, 2.01073, 5.22626},
      {60, 3.57860, 5.22626}
    };
    for (double[] row : thrust) {
      Ball ball = pushed(at(1, 1, 0, 0), 0, 1, (int) row[0]);
      assertEquals(row[1], ball.y, 1e-5);
      assertEquals(row[2], ball.vy, 1e-5);
    }
    double[][] coasting = {{1, 2.03990, 3.99047}, {10, 2.39480, 3.90575}, {60, 4.23356, 3.46678}};
    for (double[] row : coasting) {
      Ball ball = pushed(at(3, 2, 0, 4), 0, 0, (int) row[0]);
      assertEquals(row[1], ball.y, 1e-5);
      assertEquals(row[2], ball.vy, 1e-5);
    }
  }

  @Test
  void aBallThrownAtAWallBouncesALittleAsInMujoco() {
    double[][] rows = {{20, .50732, -4.657}, {25, .37662, .955}, {30, .39728, .208}};
    for (double[] row : rows) {
      Ball ball = pushed(at(1, 1, 0, 0), -1, 0, (int) row[0]);
      assertEquals(row[1], ball.x, 1e-5);
      assertEquals(row[2], ball.vx, 5e-4);
    }
  }

  @Test
  void aBallPressedAgainstAWallRestsWhereItDoesInMujoco() {
    double[][] rows = {{1, .40337}, {.5, .40358}, {.1, .4039}};
    for (double[] row : rows) {
      Ball ball = pushed(at(1, 1, 0, 0), -row[0], 0, 1000);
      assertEquals(row[1], ball.x, 1e-5);
      assertEquals(0, ball.vx, 1e-12);
    }
    assertEquals(1.19642, pushed(at(1, 2, 0, 0), .5, 0, 1000).x, 1e-5);
  }

  @Test
  void aBallUnderTheOldRulesRestsNearerToTheWall() {
    double[][] rows = {{1, .40150}, {.5, .40169}, {.1, .40193}};
    for (double[] row : rows) {
      Ball ball = pushed(at(Rules.MUJOCO_2_1, 1, 1, 0, 0), -row[0], 0, 1000);
      assertEquals(row[1], ball.x, 5e-6);
    }
  }

  /** The corner of wall 2,2 is at (1.3, 1.3); a ball that hits it on the diagonal stays on it. */
  @Test
  void aCornerPushesAlongTheLineToTheBall() {
    Ball ball = pushed(at(1.15, 1.15, 3, 3), 0, 0, 20);
    assertEquals(ball.x, ball.y, 1e-12);
    assertEquals(ball.vx, ball.vy, 1e-12);
    assertTrue(ball.vx < 0, "thrown back");
  }

  /**
   * The ball begins √2 · 0.0722 = 0.1021 from that corner, where no wall pushes, and moves 0.01 ·
   * 5.22626 in x and y: to √2 · 0.01994 = 0.0282 from it. Then it is thrown back.
   */
  @Test
  void aBallJustOutOfReachOfACornerEntersItForOneStep() {
    Ball ball = pushed(at(Rules.MUJOCO_2_1, 1.2278, 1.2278, 5, 5), 1, 1, 1);
    assertEquals(0.0718, depth(Layout.LARGE, ball.x, ball.y), 1e-5);
    pushed(ball, 1, 1, 1);
    assertEquals(0.0522, depth(Layout.LARGE, ball.x, ball.y), 1e-4);
  }

  @Test
  void aBallCannotBePlacedInAWallOrOutside() {
    assertThrows(IllegalArgumentException.class, () -> at(0.2, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> at(-9, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> at(1, 1e30, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> at(Double.NaN, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> at(1, 1, 0, Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> at(1, 1, Double.NaN, 0));
  }

  /** The largest depth of the ball in a wall, found by a search of all walls. */
  private static double depth(Layout layout, double x, double y) {
    double deepest = 0;
    for (int row = 0; row < layout.rows(); row++) {
      for (int column = 0; column < layout.columns(); column++) {
        if (layout.isWall(row, column)) {
          double dx = x - WallContacts.nearest(row, x);
          double dy = y - WallContacts.nearest(column, y);
          deepest = Math.max(deepest, Ball.RADIUS - Math.sqrt(dx * dx + dy * dy));
        }
      }
    }
    return deepest;
  }

  /** A point where the ball touches no wall. */
  private static double[] freePlace(Layout layout, SeededChance chance) {
    double x;
    double y;
    do {
      x = chance.uniform(0.4, layout.rows() - 1.8);
      y = chance.uniform(0.4, layout.columns() - 1.8);
    } while (depth(layout, x, y) > 0);
    return new double[] {x, y};
  }

  private static double anything(SeededChance chance, double bound) {
    double which = chance.next();
    return which < 0.25 ? -bound : which < 0.5 ? bound : chance.uniform(-bound, bound);
  }

  @Property(tries = 300)
  void noSpeedAndNoThrustDriveTheBallDeepIntoAWall(@ForAll long seed, @ForAll Rules rules) {
    SeededChance chance = new SeededChance(seed);
    double[] place = freePlace(Layout.LARGE, chance);
    Ball ball = at(rules, place[0], place[1], anything(chance, 8), anything(chance, 8));
    double ux = 0;
    double uy = 0;
    for (int i = 0; i < 200; i++) {
      if (chance.next() < 0.1) {
        ux = anything(chance, 1);
        uy = anything(chance, 1);
      }
      ball.step(ux, uy);
      double depth = depth(Layout.LARGE, ball.x, ball.y);
      assertTrue(depth <= DEEPEST, () -> "the ball is in a wall by " + depth);
      assertTrue(Math.abs(ball.vx) < 8 && Math.abs(ball.vy) < 8, "speeds as stated");
    }
  }
}
