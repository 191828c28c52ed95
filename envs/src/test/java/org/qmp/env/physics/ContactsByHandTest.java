package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Rules;

/** Contacts in poses simple enough to be worked by hand; most poses allow more than one answer. */
final class ContactsByHandTest {
  private static final double MARGIN = 0.0625;
  private static final double HALF = Math.sqrt(0.5);

  // Quaternions: no rotation, a quarter turn about y, a quarter turn about z.
  private static final double[] NONE = {1, 0, 0, 0};
  private static final double[] ABOUT_Y = {HALF, 0, HALF, 0};
  private static final double[] ABOUT_Z = {HALF, 0, 0, HALF};

  private static Geom sphere(double r) {
    return new Geom(Geom.Kind.SPHERE, r);
  }

  private static Geom capsule(double r, double h) {
    return new Geom(Geom.Kind.CAPSULE, r, h);
  }

  private static Geom box(double x, double y, double z) {
    return new Geom(Geom.Kind.BOX, x, y, z);
  }

  private static Simulation place(
      Rules rules, Geom fixed, Geom free, double x, double y, double z, double... turn) {
    double[] q = turn.length == 0 ? NONE : turn;
    return Touch.place(Touch.of(rules, fixed, free), x, y, z, q[0], q[1], q[2], q[3]);
  }

  private static void assertContacts(Simulation simulation, double[]... expected) {
    Touch.assertContacts("by hand", List.of(expected), simulation, 1e-12);
  }

  private static double[] contact(double... numbers) {
    return numbers;
  }

  private static Stream<Geom> above() {
    return Stream.of(
        new Geom(Geom.Kind.PLANE), sphere(0.25), capsule(0.25, 0.5), box(0.25, 0.25, 0.25));
  }

  /** A contact at exactly the margin is found, but does not act. */
  @ParameterizedTest
  @MethodSource("above")
  void contactsAreFoundAtExactlyTheMargin(Geom fixed) {
    double top = fixed.kind == Geom.Kind.PLANE ? 0 : fixed.kind == Geom.Kind.CAPSULE ? 0.75 : 0.25;
    fixed.margin = MARGIN;
    for (Rules rules : Rules.values()) {
      for (Geom free :
          List.of(sphere(0.25), capsule(0.25, 0.5), box(0.25, 0.25, 0.25), cylinder())) {
        if (free.kind == Geom.Kind.CYLINDER && fixed.kind != Geom.Kind.PLANE) {
          continue;
        }
        double bottom = free.kind == Geom.Kind.CAPSULE ? 0.75 : 0.25;
        Simulation simulation = Touch.of(rules, fixed, free);
        String pair = fixed.kind + " and " + free.kind + " under " + rules;
        Touch.place(simulation, 0, 0, top + bottom + MARGIN, 1, 0, 0, 0);
        assertEquals(expected(fixed, free), simulation.contacts(), pair);
        assertEquals(MARGIN, simulation.contactDistance(0), pair);
        assertEquals(-9.81, simulation.acceleration(2), 1e-12, pair);
        Touch.place(simulation, 0, 0, top + bottom + MARGIN + 1e-9, 1, 0, 0, 0);
        assertEquals(0, simulation.contacts(), pair);
        Touch.place(simulation, 0, 0, top + bottom + MARGIN - 1e-9, 1, 0, 0, 0);
        assertEquals(expected(fixed, free), simulation.contacts(), pair);
      }
    }
  }

  private static Geom cylinder() {
    return new Geom(Geom.Kind.CYLINDER, 0.25, 0.25);
  }

  private static int expected(Geom fixed, Geom free) {
    boolean wide = fixed.kind == Geom.Kind.PLANE || fixed.kind == Geom.Kind.BOX;
    if (free.kind == Geom.Kind.CYLINDER) {
      return 3;
    }
    if (free.kind == Geom.Kind.BOX) {
      return wide ? 4 : 1;
    }
    // Upright capsules one above the other: the same contact from either end, listed twice.
    return fixed.kind == Geom.Kind.CAPSULE && free.kind == Geom.Kind.CAPSULE ? 2 : 1;
  }

  @ParameterizedTest
  @EnumSource
  void concentricShapesSeparatePerpendicularToTheirAxes(Rules rules) {
    double[] across = contact(-0.75, 0, 0.125, 0, 0, 1, 0); // z × x
    assertContacts(place(rules, sphere(0.5), sphere(0.25), 0, 0, 0, ABOUT_Y), across);
    assertContacts(place(rules, sphere(0.5), capsule(0.25, 1), 0, 0, 0, ABOUT_Y), across);
    assertContacts(place(rules, capsule(0.5, 1), capsule(0.25, 1), 0, 0, 0, ABOUT_Y), across);
    double[] parallel = contact(-0.75, 0.125, 0, 0, 1, 0, 0);
    assertContacts(place(rules, sphere(0.5), sphere(0.25), 0, 0, 0), parallel);
    assertContacts(place(rules, sphere(0.5), sphere(0.25), 0, 0, 0, ABOUT_Z), parallel);
    assertContacts(place(rules, sphere(0.5), capsule(0.25, 1), 0, 0, 0), parallel);
  }

  /** The lengths of the centre lines are those of triangles with sides 3, 4, 5. */
  @ParameterizedTest
  @EnumSource
  void parallelCapsulesTouchAtTheEndsOfTheFirst(Rules rules) {
    // Both ends are beside the second: straight across, even if the second is longer.
    for (double h : new double[] {0.5, 0.7}) {
      assertContacts(
          place(rules, capsule(0.25, 0.5), capsule(0.25, h), 0.4, 0, 0),
          contact(-0.1, 0.2, 0, 0.5, 1, 0, 0),
          contact(-0.1, 0.2, 0, -0.5, 1, 0, 0));
    }
    // Both ends overhang and still reach the ends of the second: oblique contacts.
    assertContacts(
        place(rules, capsule(0.3, 0.5), capsule(0.25, 0.2), 0.4, 0, 0),
        contact(-0.05, 0.22, 0, 0.335, 0.8, 0, -0.6),
        contact(-0.05, 0.22, 0, -0.335, 0.8, 0, 0.6));
    // Both ends overhang and do not reach it: the ends of the second give the contacts.
    assertContacts(
        place(rules, capsule(0.25, 0.5), capsule(0.2, 0.2), 0.4, 0, 0),
        contact(-0.05, 0.225, 0, 0.2, 1, 0, 0),
        contact(-0.05, 0.225, 0, -0.2, 1, 0, 0));
    // Only the upper end of the first reaches: the lower end of the second gives the other contact.
    assertContacts(
        place(rules, capsule(0.25, 0.5), capsule(0.2, 0.5), 0.4, 0, 0.6),
        contact(-0.05, 0.225, 0, 0.5, 1, 0, 0),
        contact(-0.05, 0.225, 0, 0.1, 1, 0, 0));
    // Ends that face each other give the contact twice, side by side or one above the other.
    assertContacts(
        place(rules, capsule(0.25, 0.5), capsule(0.2, 0.5), 0.4, 0, 1),
        contact(-0.05, 0.225, 0, 0.5, 1, 0, 0),
        contact(-0.05, 0.225, 0, 0.5, 1, 0, 0));
    assertContacts(
        place(rules, capsule(0.25, 0.5), capsule(0.25, 0.5), 0, 0, 1.4),
        contact(-0.1, 0, 0, 0.7, 0, 0, 1),
        contact(-0.1, 0, 0, 0.7, 0, 0, 1));
    // If the second is turned upside down, its ends change places.
    assertContacts(
        place(rules, capsule(0.25, 0.5), capsule(0.2, 0.5), 0.4, 0, 0.6, 0, 1, 0, 0),
        contact(-0.05, 0.225, 0, 0.5, 1, 0, 0),
        contact(-0.05, 0.225, 0, 0.1, 1, 0, 0));
  }

  /** Capsules count as parallel if h₁² h₂² sin² is below 10⁻¹⁵ m⁴. */
  @ParameterizedTest
  @EnumSource
  void shortCapsulesCountAsParallelAtAnyAngle(Rules rules) {
    double h = 0x1p-13;
    double across = Math.sqrt(0.15 * 0.15 + h * h);
    double dist = across - 0.2;
    double out = (0.1 + dist / 2) / across;
    assertContacts(
        place(rules, capsule(0.1, h), capsule(0.1, h), 0, 0.15, 0, ABOUT_Y),
        contact(dist, 0, out * 0.15, h - out * h, 0, 0.15 / across, -h / across),
        contact(dist, 0, out * 0.15, out * h - h, 0, 0.15 / across, h / across));
    assertContacts(
        place(rules, capsule(0.1, 2 * h), capsule(0.1, 2 * h), 0, 0.15, 0, ABOUT_Y),
        contact(-0.05, 0, 0.075, 0, 0, 1, 0));
  }

  @Test
  void longCapsulesAreParallelOnlyAtTinyAngles() {
    // Half lengths 0.5: sin² = 10⁻¹⁵ / 0.5⁴ at an angle of 1.26e-7.
    for (double angle : new double[] {1e-7, 1.6e-7}) {
      Simulation simulation =
          place(
              Rules.MUJOCO_3,
              capsule(0.25, 0.5),
              capsule(0.25, 0.5),
              0.4,
              0,
              0,
              1,
              angle / 2,
              0,
              0);
      assertEquals(angle < 1.26e-7 ? 2 : 1, simulation.contacts());
    }
  }

  @ParameterizedTest
  @EnumSource
  void ballsInsideBoxesArePushedThroughTheNearestFace(Rules rules) {
    boolean whole = rules == Rules.MUJOCO_3;
    // Of equally near faces the first counts: the negative one, whose normal is positive.
    assertContacts(
        place(rules, sphere(0.5), box(0.25, 1, 1), 0, 0, 0),
        contact(whole ? -0.75 : -0.5, 0.125, 0, 0, 1, 0, 0));
    assertContacts(
        place(rules, sphere(0.5), box(1, 0.25, 0.25), 0, 0, 0),
        contact(whole ? -0.75 : -0.5, 0, 0.125, 0, 0, 1, 0));
    // A centre above the middle of the box is pushed upwards.
    assertContacts(
        place(rules, sphere(0.5), box(1, 1, 0.25), 0, 0, -0.125),
        contact(whole ? -0.625 : -0.5, 0, 0, -0.1875, 0, 0, -1));
    // A centre on the surface counts as inside; one just beyond a corner does not.
    assertContacts(
        place(rules, sphere(0.5), box(0.25, 0.25, 0.25), -0.25, 0, 0),
        contact(-0.5, -0.25, 0, 0, -1, 0, 0));
    double beyond = -0.25 - 0x1p-43;
    double n = -1 / Math.sqrt(3);
    assertContacts(
        place(rules, sphere(0.5), box(0.25, 0.25, 0.25), beyond, beyond, beyond),
        contact(-0.5, n / 4, n / 4, n / 4, n, n, n));
  }

  @ParameterizedTest
  @EnumSource
  void capsulesLieOnBoxesWithTwoContacts(Rules rules) {
    Geom capsule = capsule(0.1, 0.25);
    // Along x on a wide box whose top is at −0.09: contacts at both ends.
    Geom table = box(1, 1, 0.5);
    Simulation simulation = Touch.of(rules, capsule(0.1, 0.25).turned(HALF, 0, HALF, 0), table);
    assertContacts(
        Touch.place(simulation, 0, 0, -0.59, 1, 0, 0, 0),
        contact(-0.01, 0.25, 0, -0.095, 0, 0, -1),
        contact(-0.01, -0.25, 0, -0.095, 0, 0, -1));
    // The box ends at x = 0.125: the second contact is there.
    assertContacts(
        Touch.place(simulation, -0.875, 0, -0.59, 1, 0, 0, 0),
        contact(-0.01, -0.25, 0, -0.095, 0, 0, -1),
        contact(-0.01, 0.125, 0, -0.095, 0, 0, -1));
    // Upright: one contact. With its lower end inside the box: one contact.
    assertContacts(
        place(rules, capsule, table, 0, 0, -0.84), contact(-0.01, 0, 0, -0.345, 0, 0, -1));
    assertContacts(
        place(rules, capsule, table, 0, 0, -0.6875),
        contact(rules == Rules.MUJOCO_3 ? -0.1625 : -0.1, 0, 0, -0.26875, 0, 0, -1));
    // Upright beside an upright edge, 0.06 and 0.08 away: contacts at both corners of the edge.
    assertContacts(
        place(rules, capsule(0.125, 0.25), box(1, 1, 0.25), 1.06, 1.08, 0),
        contact(-0.025, 0.0675, 0.09, -0.25, 0.6, 0.8, 0),
        contact(-0.025, 0.0675, 0.09, 0.25, 0.6, 0.8, 0));
  }

  @Test
  void ofEquallyOverlappingFacesTheFirstCounts() {
    // The boxes overlap by 1/8 along x and along y: the normal is along x.
    assertContacts(
        place(Rules.MUJOCO_3, box(0.5, 0.5, 0.5), box(0.5, 0.5, 0.5), 0.875, -0.875, 0),
        contact(-0.125, 0.4375, -0.5, 0.5, 1, 0, 0),
        contact(-0.125, 0.4375, -0.5, -0.5, 1, 0, 0),
        contact(-0.125, 0.4375, -0.375, 0.5, 1, 0, 0),
        contact(-0.125, 0.4375, -0.375, -0.5, 1, 0, 0));
  }

  /**
   * The old rules compare gaps along axes: 0.0489 across a face is less than the margin, though the
   * boxes are farther apart. The deepest corner, even outside the face, counts with half its depth.
   */
  @Test
  void oldRulesFindBoxContactsIfGapsAlongAxesAreWithinTheMargin() {
    Geom large = box(0.33716, 0.3686, 0.49572).with(g -> g.margin = 0.05);
    Geom small = box(0.01747, 0.06739, 0.03517);
    double norm = Math.sqrt(0.1925 * 0.1925 + 0.066 * 0.066 + 0.979 * 0.979);
    double[] turn = {-0.1925 / norm, 0, 0.066 / norm, 0.979 / norm};
    Simulation near = place(Rules.MUJOCO_2_1, large, small, -0.35772, -0.49048, -0.56239, turn);
    double[] found = Touch.contacts(near).get(0);
    assertEquals(1, near.contacts());
    assertArrayEquals(
        contact(0.02447054, -0.3678428, -0.3930705, -0.5366804, 0, -1, 0), found, 1e-6);
  }

  /**
   * A square turned by 45° cuts the four corners off the one below it: points closer than 10⁻⁷ of
   * the face's diagonal are one contact.
   */
  @Test
  void coincidentCornersAreOneContact() {
    for (double cut : new double[] {1e-9, 1e-6}) {
      double half = HALF * (1 - cut);
      Geom turned = box(half, half, 0.5).turned(Math.cos(Math.PI / 8), 0, 0, Math.sin(Math.PI / 8));
      Simulation simulation = place(Rules.MUJOCO_3, box(0.5, 0.5, 0.5), turned, 0, 0, 0.875);
      assertEquals(cut < 1e-7 ? 4 : 8, simulation.contacts());
      for (double[] found : Touch.contacts(simulation)) {
        found[1] = Math.abs(found[1]);
        found[2] = Math.abs(found[2]);
        assertArrayEquals(contact(-0.125, 0.5, 0.5, 0.4375, 0, 0, 1), found, 1.5 * cut);
      }
    }
  }

  /** Edges count as crossing down to an angle of 10⁻⁸; only an edge pair finds this contact. */
  @Test
  void edgesThatAreNearlyParallelStillTouch() {
    Geom cube = box(0.5, 0.5, 0.5).with(g -> g.margin = 0.125);
    double tilt = 0.5e-7; // half of an angle of 1e-7 about (1, 1, 0)
    Simulation simulation =
        place(
            Rules.MUJOCO_3,
            cube,
            box(0.5, 0.5, 0.5),
            1.0625,
            1.0625,
            0,
            1,
            tilt * HALF,
            tilt * HALF,
            0);
    double[] found = Touch.contacts(simulation).get(0);
    assertEquals(1, simulation.contacts());
    assertArrayEquals(contact(0.125 * HALF, 0.53125, 0.53125), Arrays.copyOf(found, 3), 1e-7);
    assertArrayEquals(contact(HALF, HALF, 0), Arrays.copyOfRange(found, 4, 7), 1e-7);
    Touch.place(simulation, 1.0625, 1.0625, 0, 1, tilt * HALF / 100, tilt * HALF / 100, 0);
    assertEquals(0, simulation.contacts());
  }
}
