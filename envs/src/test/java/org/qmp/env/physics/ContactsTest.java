package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.contact.Contacts;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.math.Spatial;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** Compares contacts with distances found by dense sampling. */
final class ContactsTest {
  private static final double MARGIN = 0.05;

  private static Simulation two(Geom first, Geom second) {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    scene.world.add(
        new Body("a").add(new Joint(Joint.Kind.FREE, "a")).add(first.with(g -> g.margin = MARGIN)),
        new Body("b").add(new Joint(Joint.Kind.FREE, "b")).add(second));
    return new Simulation(Model.of(scene));
  }

  private static void scatter(Simulation simulation, SeededChance chance) {
    for (int i = 0; i < 14; i++) {
      simulation.setPosition(i, i % 7 < 3 ? chance.uniform(-0.35, 0.35) : chance.normal());
    }
    simulation.forward();
  }

  private static double nearest(Simulation simulation) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < simulation.contacts(); i++) {
      least = Math.min(least, simulation.contactDistance(i));
    }
    return least;
  }

  /** A point of the axis of geom g, in the frame of geom other. */
  private static double[] onAxis(Simulation simulation, int g, double t, int other) {
    State s = simulation.state();
    double[] p = new double[3];
    for (int i = 0; i < 3; i++) {
      p[i] =
          s.geomOrigin[3 * g + i]
              + t * s.geomFrame[9 * g + 2 + 3 * i]
              - s.geomOrigin[3 * other + i];
    }
    Rotation.applyInverse(s.geomFrame, 9 * other, p, 0, p, 0);
    return p;
  }

  private static double outsideBox(double[] p, double[] size) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double d = Math.max(0, Math.abs(p[i]) - size[i]);
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  @Test
  void capsulesTouchBoxesWhereTheirAxesAreClosest() {
    double[] size = {0.2, 0.3, 0.15};
    Simulation simulation =
        two(new Geom(Geom.Kind.CAPSULE, 0.1, 0.3), new Geom(Geom.Kind.BOX, size));
    SeededChance chance = new SeededChance(1);
    int touching = 0;
    for (int n = 0; n < 300; n++) {
      scatter(simulation, chance);
      double least = Double.POSITIVE_INFINITY;
      for (int i = -1000; i <= 1000; i++) {
        least = Math.min(least, outsideBox(onAxis(simulation, 0, 0.3 * i / 1000, 1), size));
      }
      if (least > 0.1 + MARGIN + 1e-6) {
        assertEquals(0, simulation.contacts());
      } else if (least > 1e-3) {
        assertEquals(least - 0.1, nearest(simulation), 1e-4);
        touching++;
      } else {
        assertTrue(nearest(simulation) < 0, "an axis through the box overlaps");
      }
    }
    assertTrue(touching > 50, "only " + touching + " touched");
  }

  /** Parallel ones may touch elsewhere: at the ends of the first, if these are near enough. */
  @Test
  void capsulesTouchWhereTheirAxesAreClosest() {
    Simulation simulation =
        two(new Geom(Geom.Kind.CAPSULE, 0.1, 0.3), new Geom(Geom.Kind.CAPSULE, 0.05, 0.2));
    SeededChance chance = new SeededChance(2);
    int touching = 0;
    for (int n = 0; n < 150; n++) {
      scatter(simulation, chance);
      boolean parallel = n % 3 == 0;
      if (parallel) {
        for (int i = 3; i < 7; i++) {
          simulation.setPosition(7 + i, simulation.position(i));
        }
        simulation.forward();
      }
      double least = Double.POSITIVE_INFINITY;
      for (int i = -300; i <= 300; i++) {
        double[] p = onAxis(simulation, 0, 0.3 * i / 300, 1);
        double along = Math.max(0, Math.abs(p[2]) - 0.2);
        least = Math.min(least, Math.sqrt(p[0] * p[0] + p[1] * p[1] + along * along));
      }
      if (least < 0.15 + MARGIN - 1e-4) {
        assertTrue(nearest(simulation) > least - 0.15 - 1e-4, "closer than the axes");
        assertTrue(parallel || nearest(simulation) < least - 0.15 + 1e-4, "not the closest points");
        touching++;
      } else if (least > 0.15 + MARGIN + 1e-4) {
        assertEquals(0, simulation.contacts());
      }
    }
    assertTrue(touching > 30, "only " + touching + " touched");
  }

  /** The least distance of sampled points of one box from the other; at least the true distance. */
  private static double sampled(
      Simulation simulation, int from, double[] size, int to, double[] other) {
    State s = simulation.state();
    double least = Double.POSITIVE_INFINITY;
    double[] p = new double[3];
    for (int i = 0; i <= 20; i++) {
      for (int j = 0; j <= 20; j++) {
        for (int k = 0; k <= 20; k++) {
          p[0] = size[0] * (i / 10.0 - 1);
          p[1] = size[1] * (j / 10.0 - 1);
          p[2] = size[2] * (k / 10.0 - 1);
          Rotation.apply(s.geomFrame, 9 * from, p, 0, p, 0);
          for (int n = 0; n < 3; n++) {
            p[n] += s.geomOrigin[3 * from + n] - s.geomOrigin[3 * to + n];
          }
          Rotation.applyInverse(s.geomFrame, 9 * to, p, 0, p, 0);
          least = Math.min(least, outsideBox(p, other));
        }
      }
    }
    return least;
  }

  @Test
  void boxesTouchIfAndOnlyIfTheyOverlap() {
    double[] a = {0.2, 0.1, 0.3};
    double[] b = {0.25, 0.3, 0.15};
    Simulation simulation = two(new Geom(Geom.Kind.BOX, a), new Geom(Geom.Kind.BOX, b));
    SeededChance chance = new SeededChance(3);
    int deep = 0;
    int apart = 0;
    for (int n = 0; n < 200; n++) {
      scatter(simulation, chance);
      double least = Math.min(sampled(simulation, 0, a, 1, b), sampled(simulation, 1, b, 0, a));
      if (least == 0) {
        assertTrue(nearest(simulation) < 0.02, "overlapping boxes must touch");
        deep++;
      } else if (least > MARGIN + 0.06) { // the samples are 0.03 apart at most
        assertEquals(0, simulation.contacts());
        apart++;
      }
      for (int i = 0; i < simulation.contacts(); i++) {
        double[] p = simulation.state().contacts.point;
        assertTrue(Math.abs(p[3 * i]) < 1 && Math.abs(p[3 * i + 1]) < 1, "far off");
      }
    }
    assertTrue(deep > 30 && apart > 10, deep + " and " + apart);
  }

  /** The deepest contact gives the direction and distance of a move that separates them. */
  @Test
  void boxesSeparateWhenMovedByTheirDepthAlongTheNormal() {
    Simulation simulation =
        two(new Geom(Geom.Kind.BOX, 0.2, 0.1, 0.3), new Geom(Geom.Kind.BOX, 0.25, 0.3, 0.15));
    SeededChance chance = new SeededChance(5);
    int parted = 0;
    for (int n = 0; n < 300; n++) {
      scatter(simulation, chance);
      Contacts contacts = simulation.state().contacts;
      int deepest = 0;
      for (int c = 1; c < contacts.count; c++) {
        deepest = contacts.distance[c] < contacts.distance[deepest] ? c : deepest;
      }
      if (contacts.count == 0 || contacts.distance[deepest] >= 0) {
        continue;
      }
      double depth = -contacts.distance[deepest];
      for (int i = 0; i < 3; i++) {
        double step = (depth + 1e-9) * contacts.frame[9 * deepest + i];
        simulation.setPosition(7 + i, simulation.position(7 + i) + step);
      }
      simulation.forward();
      assertTrue(nearest(simulation) > -1e-6, "still overlapping");
      parted++;
    }
    assertTrue(parted > 100, parted + " overlaps");
  }

  @Test
  void framesAreRightHandedAndOfUnitLength() {
    Simulation simulation =
        two(new Geom(Geom.Kind.SPHERE, 0.3), new Geom(Geom.Kind.BOX, 0.2, 0.3, 0.4));
    SeededChance chance = new SeededChance(4);
    for (int n = 0; n < 200; n++) {
      scatter(simulation, chance);
      Contacts contacts = simulation.state().contacts;
      double[] z = new double[3];
      for (int c = 0; c < contacts.count; c++) {
        Spatial.cross(contacts.frame, 9 * c, contacts.frame, 9 * c + 3, z, 0);
        for (int i = 0; i < 3; i++) {
          assertEquals(z[i], contacts.frame[9 * c + 6 + i], 1e-12);
        }
        double norm = 0;
        for (int i = 0; i < 9; i++) {
          norm += contacts.frame[9 * c + i] * contacts.frame[9 * c + i];
        }
        assertEquals(3, norm, 1e-12);
      }
    }
  }
}
