package org.qmp.env.physics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** The scene with drawer and door, and the replay of its recordings. */
final class Tabletop {
  private Tabletop() {}

  static Model model(Rules rules) {
    return Model.of(scene(rules));
  }

  /** The model, with its solver run to convergence. */
  static Model converged(Rules rules) {
    Scene scene = scene(rules);
    scene.options.tolerance = 0;
    scene.options.iterations = 100;
    return Model.of(scene);
  }

  private static Scene scene(Rules rules) {
    return Mjcf.read("cds.xml", text("cds.xml"), rules, Tabletop::text).scene();
  }

  private static String text(String file) {
    String name = "/org/qmp/env/tabletop/" + file;
    try (InputStream in = Objects.requireNonNull(Tabletop.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static Golden read(String file) {
    return Golden.read("tabletop/" + file + ".json.gz");
  }

  /** Sets a recorded state: positions, velocities, warm start, target, controls and placements. */
  static void start(Simulation simulation, Golden state) {
    Worlds.set(simulation, state.at("qpos").numbers(), state.at("qvel").numbers());
    double[] warm = state.at("warmstart").numbers();
    for (int i = 0; i < warm.length; i++) {
      simulation.setWarmStart(i, warm[i]);
    }
    for (String fixture : new String[] {"cabinet", "door_frame"}) {
      if (state.has(fixture)) {
        move(simulation, fixture, state.at(fixture).numbers());
      }
    }
    lead(simulation, state);
  }

  /** Sets the target, and the controls if there are any. */
  static void lead(Simulation simulation, Golden step) {
    move(simulation, "target", step.at("mocap_pos").numbers());
    simulation.setMocapOrientation(simulation.model().body("target"), 1, 0, 1, 0);
    if (step.has("ctrl")) {
      Worlds.control(simulation, step.at("ctrl").numbers());
    }
  }

  /**
   * Moves the target by a hundredth of the action, within its box; the rest controls the gripper.
   */
  static void act(Simulation simulation, double[] action) {
    int target = simulation.model().body("target");
    double[] x = new double[3];
    double[][] box = {{-0.5, 0.5}, {0.4, 1}, {0.05, 0.5}};
    for (int i = 0; i < 3; i++) {
      double step = Math.min(1, Math.max(-1, action[i])) * 0.01;
      x[i] = simulation.mocapPosition(target, i) + step;
      x[i] = Math.min(box[i][1], Math.max(box[i][0], x[i]));
    }
    move(simulation, "target", x);
    Worlds.control(simulation, new double[] {action[3], -action[3]});
  }

  static void move(Simulation simulation, String body, double[] x) {
    simulation.setMocapPosition(simulation.model().body(body), x[0], x[1], x[2]);
  }

  /** Begins a reset: at rest, the fixtures in place, the target at the hand's start. */
  static void reset(Simulation simulation, Golden golden) {
    simulation.reset();
    for (int i = 0; i < simulation.model().velocities(); i++) {
      simulation.setWarmStart(i, 0);
    }
    move(simulation, "cabinet", golden.at("cabinet").numbers());
    move(simulation, "door_frame", golden.at("door_frame").numbers());
    lead(simulation, golden.at("reset"));
    Worlds.control(simulation, new double[] {-1, 1});
  }

  /** The largest error of positions and velocities. */
  static double error(Simulation simulation, Golden entry) {
    double worst = 0;
    double[] q = entry.at("qpos").numbers();
    for (int i = 0; i < q.length; i++) {
      worst = Math.max(worst, Math.abs(q[i] - simulation.position(i)));
    }
    double[] v = entry.at("qvel").numbers();
    for (int i = 0; i < v.length; i++) {
      worst = Math.max(worst, Math.abs(v[i] - simulation.velocity(i)));
    }
    return worst;
  }
}
