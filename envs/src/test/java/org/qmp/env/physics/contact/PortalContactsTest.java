package org.qmp.env.physics.contact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Softness;

/**
 * Two random shapes in random poses, many of them with equal or zero coordinates: the search always
 * ends, with one contact of finite numbers or none, and whether the shapes overlap does not depend
 * on their order.
 */
final class PortalContactsTest {
  private static final Geom.Kind[] KINDS = {
    Geom.Kind.SPHERE, Geom.Kind.CAPSULE, Geom.Kind.CYLINDER, Geom.Kind.BOX, Geom.Kind.HULL
  };

  private final SeededChance chance = new SeededChance(7);
  private final double[] origin = new double[6];
  private final double[] frame = new double[18];

  /**
   * The ray passes straight through the contact point. If one sphere is inside the other, the
   * position is not between the centres, or is arbitrary, and the normal has any direction.
   */
  @Test
  void spheresTouchAsInClosedForm() {
    int touching = 0;
    for (int n = 0; n < 2000; n++) {
      Geom one = new Geom(Geom.Kind.SPHERE, chance.uniform(0.01, 0.1));
      Shapes shapes =
          new Shapes(List.of(one, new Geom(Geom.Kind.SPHERE, chance.uniform(0.01, 0.1))));
      pose(shapes);
      double margin = n % 2 == 0 ? 0 : 0.01;
      Contacts portal = new Contacts();
      Contacts closed = new Contacts();
      collisions(shapes, 0, margin, portal).run();
      collisions(Pair.Kinds.SPHERE_SPHERE, shapes, 0, margin, closed).run();
      assertEquals(closed.count, portal.count);
      if (closed.count == 1) {
        assertEquals(closed.distance[0], portal.distance[0], 1e-9);
        double unlike = Math.abs(shapes.size[0] - shapes.size[3]);
        double between = closed.distance[0] + shapes.size[0] + shapes.size[3];
        if (between > unlike + 0.001) {
          assertArrayEquals(
              Arrays.copyOf(closed.point, 3), Arrays.copyOf(portal.point, 3), 1e-7, "position");
          assertArrayEquals(
              Arrays.copyOf(closed.frame, 3), Arrays.copyOf(portal.frame, 3), 1e-6, "normal");
          touching++;
        }
      }
    }
    int found = touching;
    assertTrue(found > 500, () -> found + " touch");
  }

  /** At √((a l_x)² + (b l_y)² + (c l_z)²) from the centre along l, and on the surface. */
  @Test
  void farthestPointsOfEllipsoidsAreOnTheSurface() {
    double[] half = {0.1, 0.3, 0.2};
    Geom ellipsoid = new Geom(Geom.Kind.ELLIPSOID, half);
    Shapes shapes = new Shapes(List.of(ellipsoid, new Geom(Geom.Kind.SPHERE, 1)));
    Collisions collisions = collisions(Pair.Kinds.SPHERE_SPHERE, shapes, 0, 0, new Contacts());
    Rotation.matrix(new double[] {1, 0, 0, 0}, 0, frame, 0);
    double[] l = new double[3];
    double[] point = new double[3];
    for (int n = 0; n < 100; n++) {
      Arrays.setAll(l, i -> chance.normal());
      ConvexShapes.unit(l);
      collisions.farthest(0, l, point);
      double square = 0;
      double along = 0;
      double surface = 0;
      for (int i = 0; i < 3; i++) {
        square += half[i] * l[i] * half[i] * l[i];
        along += point[i] * l[i];
        surface += point[i] * point[i] / (half[i] * half[i]);
      }
      assertEquals(Math.sqrt(square), along, 1e-12);
      assertEquals(1, surface, 1e-12);
    }
  }

  @Test
  void fewShapes() {
    search(20_000);
  }

  @Test
  @Tag("long")
  void manyShapes() {
    search(1_000_000);
  }

  private void search(int poses) {
    int touching = 0;
    for (int n = 0; n < poses; n += 10) {
      double scale = n % 4 == 0 ? StrictMath.pow(10, chance.uniform(-7, 4)) : 0.05;
      double other = n % 8 == 0 ? StrictMath.pow(10, chance.uniform(-7, 4)) : scale;
      Shapes shapes = new Shapes(List.of(shape(scale), shape(other)));
      double margin = new double[] {0, 0.004, 0.1 * scale, 10 * scale}[(int) chance.uniform(0, 4)];
      Contacts there = new Contacts();
      Contacts back = new Contacts();
      Collisions collisions = collisions(shapes, 0, margin, there);
      Collisions exchanged = collisions(shapes, 1, margin, back);
      for (int k = 0; k < 10; k++) {
        pose(shapes);
        collisions.run();
        exchanged.run();
        check(there, margin);
        check(back, margin);
        touching += there.count;
        if (scale == 0.05 && n % 8 != 0) {
          sameEitherWay(shapes, there, back, margin);
        }
      }
    }
    int found = touching;
    assertTrue(found > poses / 4 && found < poses, () -> found + " touch");
  }

  private Collisions collisions(Shapes shapes, int first, double margin, Contacts contacts) {
    return collisions(Pair.Kinds.CONVEX, shapes, first, margin, contacts);
  }

  private Collisions collisions(
      Pair.Kinds kinds, Shapes shapes, int first, double margin, Contacts contacts) {
    int second = 1 - first;
    double[] friction = new double[5];
    Pair pair =
        new Pair(
            kinds, first, second, first, second, margin, margin, 3, friction, Softness.DEFAULT);
    return new Collisions(new Pair[] {pair}, shapes, origin, frame, Rules.MUJOCO_2_1, contacts);
  }

  private Geom shape(double scale) {
    Geom.Kind kind = KINDS[(int) chance.uniform(0, KINDS.length)];
    double[] size = new double[kind.sizes];
    Arrays.setAll(size, i -> scale * StrictMath.pow(10, chance.uniform(-1, 0)));
    return kind == Geom.Kind.HULL ? Geom.hull(hull(scale)) : new Geom(kind, size);
  }

  /** Points around the origin; some hulls are flat, some on a grid. */
  private float[] hull(double scale) {
    int corners = 4 + (int) chance.uniform(0, 20);
    float[] vertices = new float[6 * corners];
    boolean flat = chance.uniform(0, 10) < 1;
    boolean grid = chance.uniform(0, 4) < 1;
    for (int i = 0; i < 3 * corners; i++) {
      double u = flat && i % 3 == 2 ? 0 : chance.uniform(-1, 1);
      vertices[i] = (float) (scale * (grid ? Math.rint(2 * u) / 2 : u));
      vertices[3 * corners + i] = -vertices[i];
    }
    return vertices;
  }

  /** Random near poses with random or simple rotations; some shapes are aligned or concentric. */
  private void pose(Shapes shapes) {
    double reach = shapes.radius[0] + shapes.radius[1];
    double[] q = new double[4];
    for (int g = 0; g < 2; g++) {
      boolean upright = chance.uniform(0, 3) < 1;
      Arrays.setAll(q, i -> upright ? Math.rint(chance.uniform(-1, 1)) : chance.normal());
      Rotation.normalize(q, 0);
      Rotation.matrix(q, 0, frame, 9 * g);
    }
    boolean along = chance.uniform(0, 4) < 1;
    for (int i = 0; i < 3; i++) {
      origin[i] = chance.uniform(-1, 1);
      double away = chance.uniform(-0.5, 0.5) * reach;
      origin[3 + i] = origin[i] + (along ? Math.rint(2 * chance.uniform(-1, 1)) * away : away);
    }
  }

  private void check(Contacts contacts, double margin) {
    assertTrue(contacts.count <= 1, "more than one");
    if (contacts.count == 1) {
      double norm = 0;
      for (int i = 0; i < 3; i++) {
        assertTrue(Double.isFinite(contacts.point[i]), "position");
        norm += contacts.frame[i] * contacts.frame[i];
      }
      assertEquals(1, norm, 1e-12, "length of the normal");
      assertTrue(contacts.distance[0] <= margin, "distance");
    }
  }

  /** Shapes that overlap by more than the error of the last portal overlap in either order. */
  private void sameEitherWay(Shapes shapes, Contacts there, Contacts back, double margin) {
    double depth = 0;
    for (Contacts contacts : new Contacts[] {there, back}) {
      depth = contacts.count == 0 ? depth : Math.max(depth, margin - contacts.distance[0]);
    }
    if (depth > 1e-5) {
      assertEquals(there.count, back.count, () -> Arrays.toString(shapes.kind) + " overlap");
    }
  }
}
