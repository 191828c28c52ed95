package org.qmp.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.draw.Svg;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;

/** Reads a model file, simulates it, saves and restores its state bit for bit, and draws it. */
public final class SimulateYourOwnModel {
  private static final String DOUBLE_PENDULUM =
      """
      <mujoco model="double pendulum">
        <option timestep="0.002" integrator="RK4"/>
        <default>
          <joint type="hinge" axis="0 1 0"/>
          <geom type="capsule" size="0.03"/>
        </default>
        <worldbody>
          <body name="upper" pos="0 0 1">
            <joint name="shoulder"/>
            <geom fromto="0 0 0  0.4 0 0"/>
            <body name="lower" pos="0.4 0 0">
              <joint name="elbow"/>
              <geom fromto="0 0 0  0.4 0 0"/>
              <site name="tip" pos="0.4 0 0"/>
            </body>
          </body>
        </worldbody>
      </mujoco>
      """;

  private static final double SECONDS = 1.5;
  private static final int STEPS_OF_A_FRAME = 25; // 0.05 s
  private static final Picture.View VIEW = new Picture.View(-1, 0, 1, 1.4);

  private SimulateYourOwnModel() {}

  /** Optional argument: the file of the picture. */
  public static void main(String[] args) throws IOException {
    Path picture = Path.of(args.length > 0 ? args[0] : "double-pendulum.svg");
    Model model =
        Model.of(Mjcf.read("double-pendulum.xml", DOUBLE_PENDULUM, Rules.MUJOCO_3).scene());
    Simulation simulation = new Simulation(model);
    double[] start = new double[simulation.stateSize()];
    simulation.saveState(start);

    List<Picture> frames = new ArrayList<>();
    System.out.println(" time   shoulder    elbow   (degrees)");
    while (simulation.time() < SECONDS) {
      frames.add(frame(simulation));
      System.out.printf(
          Locale.ROOT,
          "%.2f s  %8.1f %8.1f\n",
          simulation.time(),
          degrees(simulation, 0),
          degrees(simulation, 1));
      for (int i = 0; i < STEPS_OF_A_FRAME; i++) {
        simulation.step();
      }
    }
    Files.writeString(picture, Svg.film(frames, 0.05));
    System.out.println("A film of it, for a browser: " + picture.toAbsolutePath());

    // A state is one array. A new simulation that restores it has the same future.
    double[] end = new double[simulation.stateSize()];
    simulation.saveState(end);
    Simulation again = new Simulation(model);
    again.restoreState(start);
    while (again.time() < simulation.time()) {
      again.step();
    }
    double[] endAgain = new double[again.stateSize()];
    again.saveState(endAgain);
    System.out.println("the same bits a second time: " + Arrays.equals(end, endAgain));
  }

  private static double degrees(Simulation simulation, int joint) {
    return Math.toDegrees(simulation.position(joint));
  }

  private static Picture frame(Simulation simulation) {
    Model model = simulation.model();
    List<Point> joints = new ArrayList<>();
    for (String body : List.of("upper", "lower")) {
      int index = model.body(body);
      joints.add(new Point(simulation.bodyPosition(index, 0), simulation.bodyPosition(index, 2)));
    }
    int tip = model.site("tip");
    joints.add(new Point(simulation.sitePosition(tip, 0), simulation.sitePosition(tip, 2)));
    Line arm = new Line(Role.MOVER, joints, new Stroke(Color.BLUE, 0.06));
    return new Picture("double pendulum", "Two rods on a hinge.", VIEW, List.of(arm));
  }
}
