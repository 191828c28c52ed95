package org.qmp.env.physics;

import java.util.List;

/**
 * Gives each body the mass and inertia that it is said to have, or else those of its geoms; raises
 * them to the least that the scene allows; and scales them to its total mass.
 *
 * <p>A body that moves must have more than {@link #LEAST} of each, or carry one without joints of
 * its own that has, if the scene requires it. Source: MuJoCo documentation, XML Reference, compiler
 * and inertial.
 */
final class Masses {
  /** kg or kg m². */
  private static final double LEAST = 1e-15;

  private final Scene scene;
  private final List<Body> bodies;

  /**
   * @param bodies of the scene, the world first, each after its parent
   */
  Masses(Scene scene, List<Body> bodies) {
    this.scene = scene;
    this.bodies = bodies;
  }

  /** Fills masses and inertias into the table. */
  void spread(Model.Bodies table) {
    if (scene.world.inertial != null) {
      throw new ModelException("the world has an inertia, expected none: it never moves");
    }
    table.principal[0] = 1;
    Rotation.matrix(table.principal, 0, table.principalMatrix, 0);
    for (int b = 1; b < table.count; b++) {
      spread(table, b);
    }
  }

  /** Refuses bodies that move without mass, if the scene requires it, and scales all others. */
  void settle(Model.Bodies table) {
    if (scene.massRequired) {
      require(table);
    }
    if (scene.totalMass > 0) {
      scale(table, scene.totalMass);
    }
  }

  private void require(Model.Bodies table) {
    boolean[] weighs = weighs(table);
    for (int b = 1; b < table.count; b++) {
      if (!bodies.get(b).joints.isEmpty() && !weighs[b]) {
        throw new ModelException(
            bodies.get(b).label()
                + ": mass is "
                + table.mass[b]
                + " and the moments are "
                + table.inertia[3 * b]
                + " "
                + table.inertia[3 * b + 1]
                + " "
                + table.inertia[3 * b + 2]
                + ", expected more than "
                + LEAST
                + " each, since it moves");
      }
    }
  }

  private void spread(Model.Bodies table, int b) {
    Inertial inertial = inertial(bodies.get(b));
    table.mass[b] = Math.max(scene.leastMass, inertial.mass());
    double[] moments = inertial.moments();
    for (int i = 0; i < 3; i++) {
      table.inertia[3 * b + i] = Math.max(scene.leastMoment, moments[i]);
    }
    System.arraycopy(inertial.center(), 0, table.center, 3 * b, 3);
    System.arraycopy(inertial.orientation(), 0, table.principal, 4 * b, 4);
    Rotation.matrix(table.principal, 4 * b, table.principalMatrix, 9 * b);
  }

  private Inertial inertial(Body body) {
    try {
      Inertial given = body.inertial;
      return given == null ? GeomInertia.of(body.geoms, scene.options.rules()) : given;
    } catch (ModelException e) {
      throw new ModelException(body.label() + ": " + e.getMessage());
    }
  }

  /** Of each body, whether it or something fixed to it has a mass and moments. */
  private boolean[] weighs(Model.Bodies table) {
    boolean[] weighs = new boolean[table.count];
    for (int b = table.count - 1; b > 0; b--) {
      double least = table.mass[b];
      for (int i = 0; i < 3; i++) {
        least = Math.min(least, table.inertia[3 * b + i]);
      }
      weighs[b] |= least >= LEAST;
      weighs[table.parent[b]] |= weighs[b] && bodies.get(b).joints.isEmpty();
    }
    return weighs;
  }

  private static void scale(Model.Bodies table, double total) {
    double sum = 0;
    for (double mass : table.mass) {
      sum += mass;
    }
    double scale = Math.max(LEAST, total / Math.max(LEAST, sum));
    for (int b = 0; b < table.count; b++) {
      table.mass[b] *= scale;
      for (int i = 0; i < 3; i++) {
        table.inertia[3 * b + i] *= scale;
      }
    }
  }
}
