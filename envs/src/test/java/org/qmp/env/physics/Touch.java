package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.qmp.env.physics.contact.Contacts;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/**
 * The contacts of two geoms, each as seven numbers: distance, position, and the normal from the
 * first geom to the second. Their order does not matter.
 */
final class Touch {
  private Touch() {}

  /** The first geom is fixed in the world, the second at the origin of a free body. */
  static Simulation of(Rules rules, Geom fixed, Geom free) {
    Scene scene = new Scene(new Options(rules));
    scene.world.add(fixed).add(new Body("free").add(new Joint(Joint.Kind.FREE, "free")).add(free));
    return new Simulation(Model.of(scene));
  }

  /** Moves the free body to a position and an orientation. */
  static Simulation place(Simulation simulation, double... pose) {
    for (int i = 0; i < 7; i++) {
      simulation.setPosition(i, pose[i]);
    }
    simulation.forward();
    return simulation;
  }

  static List<double[]> contacts(Simulation simulation) {
    Contacts all = simulation.state().contacts;
    List<double[]> list = new ArrayList<>();
    for (int i = 0; i < all.count; i++) {
      double[] contact = new double[7];
      contact[0] = all.distance[i];
      System.arraycopy(all.point, 3 * i, contact, 1, 3);
      System.arraycopy(all.frame, 9 * i, contact, 4, 3);
      list.add(contact);
    }
    return list;
  }

  /** A contact that is expected twice must be found twice. */
  static void assertContacts(
      String where, List<double[]> expected, Simulation simulation, double tolerance) {
    List<double[]> left = contacts(simulation);
    assertEquals(expected.size(), left.size(), () -> where + ": number of contacts");
    for (double[] contact : expected) {
      double[] nearest =
          left.stream()
              .min(Comparator.comparingDouble(found -> difference(contact, found)))
              .orElseThrow();
      assertTrue(
          difference(contact, nearest) <= tolerance,
          () ->
              where
                  + ": expected "
                  + Arrays.toString(contact)
                  + ", nearest is "
                  + Arrays.toString(nearest));
      left.remove(nearest);
    }
  }

  private static double difference(double[] a, double[] b) {
    double most = 0;
    for (int i = 0; i < 7; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }
}
