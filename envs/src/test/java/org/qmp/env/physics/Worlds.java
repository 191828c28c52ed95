package org.qmp.env.physics;

import java.util.Arrays;
import java.util.stream.Stream;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** Models for tests. */
final class Worlds {
  private Worlds() {}

  /** A mechanism that touches nothing. */
  static Model withoutContacts(String file, Rules rules) {
    Scene scene = Mjcf.resource(Mechanism.class, file, rules).scene();
    untouchable(scene.world);
    return Model.of(scene);
  }

  /** Mechanisms under both rules, and scenes with every kind of joint, cone and contact. */
  static Stream<Model> all() {
    Stream<Model> mechanisms =
        Arrays.stream(Mechanism.values())
            .flatMap(mechanism -> Arrays.stream(Rules.values()).map(mechanism::model));
    Stream<Model> features =
        Stream.of("joints", "joints-runge-kutta", "frictionless", "pyramid-6", "ellipse-6")
            .map(name -> Mjcf.resource(Worlds.class, "features/" + name + ".xml", Rules.MUJOCO_3))
            .map(mjcf -> Model.of(mjcf.scene()));
    return Stream.of(mechanisms, features, boxes()).flatMap(models -> models);
  }

  /** Two boxes that fall on a floor and on each other. */
  private static Stream<Model> boxes() {
    return Arrays.stream(Rules.values())
        .map(
            rules -> {
              Scene scene = new Scene(new Options(rules));
              scene.world.add(new Geom(Geom.Kind.PLANE));
              for (int i = 0; i < 2; i++) {
                scene.world.add(
                    new Body("box" + i)
                        .at(0.05 * i, 0, 0.2 + 0.4 * i)
                        .add(new Joint(Joint.Kind.FREE, "free" + i))
                        .add(new Geom(Geom.Kind.BOX, 0.1, 0.15, 0.1)));
              }
              return Model.of(scene);
            });
  }

  static void untouchable(Body body) {
    body.geoms.forEach(geom -> geom.collides(0, 0));
    body.children.forEach(Worlds::untouchable);
  }

  static void set(Simulation simulation, double[] position, double[] velocity) {
    for (int i = 0; i < position.length; i++) {
      simulation.setPosition(i, position[i]);
    }
    for (int i = 0; i < velocity.length; i++) {
      simulation.setVelocity(i, velocity[i]);
    }
  }

  static void control(Simulation simulation, double[] control) {
    for (int i = 0; i < control.length; i++) {
      simulation.setControl(i, control[i]);
    }
  }

  /** Clips velocities, as the maze does before every step. */
  static void clipVelocities(Simulation simulation) {
    for (int i = 0; i < simulation.model().velocities(); i++) {
      simulation.setVelocity(i, Math.min(5, Math.max(-5, simulation.velocity(i))));
    }
  }
}
