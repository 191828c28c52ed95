package org.qmp.env.tabletop;

import java.util.List;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.tabletop.Slot.Turn;
import org.qmp.env.tabletop.TabletopTask.Joint;

/**
 * A task's view of a simulation: places as of the last forward pass, and current positions of
 * joints.
 */
final class Sight {
  private final TabletopTask task;
  private final Simulation simulation;
  private final int[] markers;
  private final int[] joints;
  private final int[] turned;
  private final int grasped;
  private final int leftPad;
  private final int rightPad;
  private final double[] matrix = new double[9];
  private final double[] quaternion = new double[4];

  Sight(TabletopTask task, Simulation simulation) {
    this.task = task;
    this.simulation = simulation;
    Model model = simulation.model();
    markers = task.markers().stream().mapToInt(this::index).toArray();
    joints = task.joints().stream().mapToInt(joint -> model.positionOf(joint.name)).toArray();
    turned = task.shown.stream().mapToInt(s -> s.turned == null ? -1 : index(s.turned)).toArray();
    grasped = task.grasped.isEmpty() ? -1 : model.geom(task.grasped);
    leftPad = model.geom("left_pad");
    rightPad = model.geom("right_pad");
  }

  private int index(Marker marker) {
    Model model = simulation.model();
    return switch (marker.kind) {
      case BODY -> model.body(marker.name);
      case GEOM -> model.geom(marker.name);
      case SITE -> model.site(marker.name);
    };
  }

  void look() {
    List<Marker> seen = task.markers();
    for (int i = 0; i < markers.length; i++) {
      Marker marker = seen.get(i);
      marker.set(
          place(marker, markers[i], 0), place(marker, markers[i], 1), place(marker, markers[i], 2));
    }
    List<Joint> moving = task.joints();
    for (int i = 0; i < joints.length; i++) {
      moving.get(i).position = simulation.position(joints[i]);
    }
    for (int i = 0; i < turned.length; i++) {
      turn(task.shown.get(i), turned[i]);
    }
    task.pressed = grasped >= 0 && presses(leftPad) && presses(rightPad);
    task.follow();
  }

  private double place(Marker marker, int index, int axis) {
    return switch (marker.kind) {
      case BODY -> simulation.bodyPosition(index, axis);
      case GEOM -> simulation.geomPosition(index, axis);
      case SITE -> simulation.sitePosition(index, axis);
    };
  }

  private void turn(Slot slot, int index) {
    if (slot.convention == Turn.WXYZ) {
      for (int part = 0; part < 4; part++) {
        slot.turn[part] = simulation.bodyOrientation(index, part);
      }
    } else if (slot.convention == Turn.XYZW && slot.turned != null) {
      for (int i = 0; i < 9; i++) {
        matrix[i] =
            switch (slot.turned.kind) {
              case BODY -> simulation.bodyRotation(index, i / 3, i % 3);
              case GEOM -> simulation.geomRotation(index, i / 3, i % 3);
              case SITE -> simulation.siteRotation(index, i / 3, i % 3);
            };
      }
      Rotation.ofMatrix(matrix, 0, quaternion, 0);
      int largest = 0;
      for (int part = 1; part < 4; part++) {
        largest = Math.abs(quaternion[part]) > Math.abs(quaternion[largest]) ? part : largest;
      }
      double sign = quaternion[largest] < 0 ? -1 : 1;
      for (int part = 0; part < 4; part++) {
        slot.turn[part] = sign * quaternion[(part + 1) % 4];
      }
    }
  }

  /** Whether a pad and the object to be grasped press against each other. */
  private boolean presses(int pad) {
    for (int c = 0; c < simulation.contacts(); c++) {
      if (simulation.touches(c, pad)
          && simulation.touches(c, grasped)
          && simulation.contactForce(c) > 0) {
        return true;
      }
    }
    return false;
  }
}
