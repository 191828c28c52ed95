package org.qmp.env.physics;

/** Models for tests. */
final class Worlds {
  private Worlds() {}

  /** A mechanism that touches nothing. */
  static Model withoutContacts(String file, Rules rules) {
    Scene scene = Mjcf.resource(Mechanism.class, file, rules).scene();
    untouchable(scene.world());
    return scene.compile();
  }

  private static void untouchable(Body body) {
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

  /** As the maze does before every step. */
  static void clipVelocities(Simulation simulation) {
    for (int i = 0; i < simulation.model().velocities(); i++) {
      simulation.setVelocity(i, Math.min(5, Math.max(-5, simulation.velocity(i))));
    }
  }
}
