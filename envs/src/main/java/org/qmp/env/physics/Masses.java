package org.qmp.env.physics;

import java.util.Arrays;
import java.util.List;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.GeomInertia;
import org.qmp.env.physics.scene.Inertial;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Scene;

/**
 * Gives each body its explicit mass and inertia, or else those of its geoms; raises them to the
 * least that the scene allows; and scales them to the scene's total mass.
 *
 * <p>A body that moves must have at least {@link #LEAST} of each, or carry one without joints of
 * its own that has, if the scene requires it. Source: MuJoCo documentation, XML Reference, compiler
 * and inertial.
 *
 * @param bodies of the scene, the world first, each after its parent
 */
record Masses(Scene scene, List<Body> bodies) {
  private static final double LEAST = 1e-15; // kg or kg m²

  /** Fills masses and inertias into the table. */
  void spread(Model.Bodies table) {
    if (scene.world.inertial != null) {
      throw new ModelException("", "", "the world has an inertia, expected none: it never moves");
    }
    table.principal[0] = 1;
    Rotation.matrix(table.principal, 0, table.principalMatrix, 0);
    for (int b = 1; b < table.count; b++) {
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
  }

  private Inertial inertial(Body body) {
    try {
      Inertial given = body.inertial;
      return given == null ? GeomInertia.of(body.geoms, scene.options.rules) : given;
    } catch (ModelException e) {
      throw new ModelException(body.label(), "", String.valueOf(e.getMessage()));
    }
  }

  /** Refuses bodies that move without mass, if the scene requires it, and scales all others. */
  void settle(Model.Bodies table) {
    if (scene.massRequired) {
      require(table);
    }
    if (scene.totalMass > 0) {
      double sum = Arrays.stream(table.mass).reduce(0, Double::sum);
      double scale = Math.max(LEAST, scene.totalMass / Math.max(LEAST, sum));
      Arrays.setAll(table.mass, b -> table.mass[b] * scale);
      Arrays.setAll(table.inertia, i -> table.inertia[i] * scale);
    }
  }

  private void require(Model.Bodies table) {
    boolean[] weighs = weighs(table);
    for (int b = 1; b < table.count; b++) {
      if (!bodies.get(b).joints.isEmpty() && !weighs[b]) {
        double[] m = Arrays.copyOfRange(table.inertia, 3 * b, 3 * b + 3);
        throw new ModelException(
            bodies.get(b).label(),
            "mass",
            "is "
                + (table.mass[b] + " and the moments are " + m[0] + " " + m[1] + " " + m[2])
                + (", expected at least " + LEAST + " each, since it moves"));
      }
    }
  }

  /** Whether each body, or something fixed to it, has a mass and moments. */
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
}
