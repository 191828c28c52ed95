package org.qmp.env.classic;

import java.util.List;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.Trig;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;

/**
 * A rod on a motor too weak to lift it: swing it up and hold it there.
 *
 * <p>Actions, 1 number:
 *
 * <pre>
 *   index  meaning                               unit  low  high
 *   0      torque u, counter-clockwise positive  N m   −2   2
 * </pre>
 *
 * <p>Observations, 3 numbers:
 *
 * <pre>
 *   index  meaning                                              unit   low  high
 *   0      cos θ; θ = 0 is upright, counter-clockwise positive  1      −1   1
 *   1      sin θ                                                1      −1   1
 *   2      angular velocity ω                                   rad/s  −8   8
 * </pre>
 *
 * <p>A step, with g = 10 m/s², m = 1 kg, l = 1 m, Δt = 0.05 s, and the angle wrapped to [−π, π] in
 * the reward only:
 *
 * <pre>
 *   reward = −(wrap(θ)² + 0.1 ω² + 0.001 u²)                          of the state before the step
 *   ω′     = clip(ω + (3g/(2l) sin θ + 3/(m l²) u) Δt, −8, 8)
 *   θ′     = θ + ω′ Δt
 * </pre>
 *
 * <p>Rewards lie in [−(π² + 6.404), 0], about [−16.27, 0].
 *
 * <p>Start: θ ~ U(−π, π), ω ~ U(−1, 1). End: none; {@link #task()} truncates after 200 steps (10
 * s).
 *
 * <p>Metrics: {@code angle}, |wrap(θ)| in rad, from 0 (upright) to π (hanging).
 *
 * <p>Source: {@code Pendulum-v1} of Gymnasium 1.3.0 (Towers et al. 2024, arXiv:2407.17032), with
 * two differences: observations are not rounded to float, and torques out of bounds are refused,
 * not clipped.
 */
public final class Pendulum extends AbstractEnvironment {
  private static final double GRAVITY = 10;
  private static final double MASS = 1;
  private static final double LENGTH = 1;
  private static final double DT = 0.05;
  private static final double MAX_SPEED = 8;
  private static final double MAX_TORQUE = 2;
  private static final int STEPS = 200;

  private static final Box OBSERVATIONS =
      Box.of(new double[] {-1, -1, -MAX_SPEED}, new double[] {1, 1, MAX_SPEED});
  private static final Box ACTIONS = Box.cube(1, -MAX_TORQUE, MAX_TORQUE);

  private double theta;
  private double omega;
  private double torque;

  /** A pendulum without a time limit, before its first reset. */
  public Pendulum() {
    super("Pendulum", OBSERVATIONS, ACTIONS, "angle");
  }

  /** The usual pendulum, truncated after 200 steps. */
  public static TimeLimit task() {
    return new TimeLimit(new Pendulum(), STEPS);
  }

  /** The suite of this one task. */
  public static TaskSuite suite() {
    return new TaskSuite("pendulum", List.of(new TaskSuite.Task("swing-up", Pendulum::task)));
  }

  @Override
  protected void begin(Chance chance) {
    theta = chance.uniform(-Math.PI, Math.PI);
    omega = chance.uniform(-1, 1);
    torque = 0;
  }

  @Override
  protected Outcome act(double[] action) {
    torque = action[0];
    double angle = wrap(theta);
    double cost = angle * angle + 0.1 * (omega * omega) + 0.001 * (torque * torque);
    double acceleration =
        3 * GRAVITY / (2 * LENGTH) * Trig.sin(theta) + 3 / (MASS * (LENGTH * LENGTH)) * torque;
    omega = OBSERVATIONS.clip(2, omega + acceleration * DT);
    theta += omega * DT;
    return new Outcome.Running(-cost);
  }

  @Override
  protected void observe(double[] out) {
    out[0] = Trig.cos(theta);
    out[1] = Trig.sin(theta);
    out[2] = omega;
  }

  /** The same angle between −π and π. */
  static double wrap(double angle) {
    double turn = 2 * Math.PI;
    double rest = (angle + Math.PI) % turn;
    return (rest < 0 ? rest + turn : rest) - Math.PI;
  }

  @Override
  public void readMetrics(double[] out) {
    out[0] = Math.abs(wrap(theta));
  }

  @Override
  protected int savedNumbers() {
    return 3;
  }

  @Override
  protected void save(double[] out) {
    out[0] = theta;
    out[1] = omega;
    out[2] = torque;
  }

  @Override
  protected void restore(double[] in) {
    requireSaved(Math.abs(in[1]) <= MAX_SPEED, in[1], "rad/s", "−8 to 8");
    requireSaved(Math.abs(in[2]) <= MAX_TORQUE, in[2], "N m", "−2 to 2");
    theta = in[0];
    omega = in[1];
    torque = in[2];
  }

  @Override
  public Picture render() {
    double sin = Trig.sin(theta);
    double cos = Trig.cos(theta);
    Point pivot = new Point(0, 0);
    Point tip = new Point(-LENGTH * sin, LENGTH * cos);
    Point pushed = new Point(tip.x() - 0.25 * torque * cos, tip.y() - 0.25 * torque * sin);
    return new Picture(
        name(),
        "The rod turns about the dark pivot; the line at its end is the torque.",
        new Picture.View(-1.6, -1.6, 1.6, 1.6),
        List.of(
            new Circle(Role.STILL, pivot, LENGTH, Paint.outlined(Color.GREY, 0.01)),
            new Line(Role.MOVER, pivot, tip, new Stroke(Color.BLUE, 0.14)),
            new Line(Role.PLAIN, tip, pushed, new Stroke(Color.RED, 0.05)),
            new Circle(Role.PLAIN, pivot, 0.05, Paint.filled(Color.INK))));
  }
}
