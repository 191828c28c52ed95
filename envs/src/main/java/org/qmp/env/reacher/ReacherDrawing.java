package org.qmp.env.reacher;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;

/** Draws the arm as a stick figure from its side: x to the right and z upwards. */
final class ReacherDrawing {
  static final View VIEW = new View(-0.4, -0.1, 1, 1.2);
  private static final int X = 0;
  private static final int Z = 2;

  private final List<Shape> still = new ArrayList<>();

  ReacherDrawing(List<Goal> goals) {
    still.add(
        Polygon.rectangle(
            Role.FLOOR, VIEW.left(), VIEW.bottom(), VIEW.right(), 0, Paint.filled(Color.PALE)));
    Stroke floor = new Stroke(Color.GREY, 0.006);
    still.add(new Line(Role.STILL, new Point(VIEW.left(), 0), new Point(VIEW.right(), 0), floor));
    goals.forEach(goal -> still.add(ball(goal, 0.25)));
  }

  private static Circle ball(Goal goal, double opacity) {
    Paint paint = Paint.filled(Color.GREEN.withOpacity(opacity));
    return new Circle(Role.GOAL, new Point(goal.x(), goal.z()), Reacher.NEAR, paint);
  }

  /** The fixed parts, and the current goal and the arm in front of them. */
  List<Shape> with(Goal goal, Arm arm) {
    List<Shape> shapes = new ArrayList<>(still);
    shapes.add(ball(goal, 0.6));
    List<Point> joints = new ArrayList<>();
    joints.add(new Point(arm.link(0, X), 0));
    for (int link = 0; link < arm.links(); link++) {
      joints.add(new Point(arm.link(link, X), arm.link(link, Z)));
    }
    shapes.add(new Line(Role.MOVER, joints, new Stroke(Color.BLUE, 0.03)));
    for (Point joint : joints.subList(1, joints.size() - 1)) {
      shapes.add(new Circle(Role.PLAIN, joint, 0.01, Paint.filled(Color.INK)));
    }
    shapes.add(
        new Circle(Role.MOVER, joints.get(joints.size() - 1), 0.03, Paint.filled(Color.BLUE)));
    return shapes;
  }
}
