package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.RunFailedException;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Text;
import org.qmp.env.draw.Svg;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Evaluation;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.SavedRun;
import org.qmp.rl.behavior.BehaviorPolicy;

/**
 * An episode of mean actions, moment by moment.
 *
 * @param title suite, method and task
 * @param policies names of all policies
 */
public record Film(String title, List<String> policies, List<Moment> moments) {
  private static final double SLOWEST = 0.2;
  private static final double FASTEST = 0.05;
  private static final double WISHED_SECONDS = 4;
  private static final int MOST_FRAMES = 250;
  private static final double LETTERS = 13;
  private static final double ROW = 20;
  private static final int MANY = 6; // the most policies that colours alone can distinguish

  public Film {
    policies = List.copyOf(policies);
    moments = List.copyOf(moments);
  }

  /**
   * A moment.
   *
   * @param step 0 is the start
   * @param reward of the step that led here; 0 at the start
   * @param sum of all rewards so far
   * @param actor who acted in that step; at the start, who acts first
   */
  record Moment(Picture world, int step, double reward, double sum, int actor) {}

  /**
   * Plays one episode, from a start state that the seed determines.
   *
   * @throws RunFailedException if it has not ended after {@link Evaluation#LONGEST_EPISODE} steps;
   *     evaluations throw {@link org.qmp.rl.EnvironmentException}
   */
  public static Film of(String title, SavedRun run, Acts who, int task, long seed) {
    try (Environment world = run.suite().tasks().get(task).create()) {
      return of(title, run, who, task, seed, world);
    }
  }

  private static Film of(
      String title, SavedRun run, Acts who, int task, long seed, Environment world) {
    String name = run.suite().tasks().get(task).name();
    BehaviorPolicy policy = run.policy(who, seed);
    Xoshiro256 chance = Xoshiro256.named(seed, "render/" + name);
    double[] observation = new double[world.observations().size()];
    double[] action = new double[world.actions().size()];
    List<Moment> moments = new ArrayList<>();
    world.reset(chance::nextDouble, observation);
    Picture start = world.render();
    boolean over = false;
    double sum = 0;
    while (!over) {
      policy.observe(task, observation);
      policy.decide(run.step());
      policy.meanAction(task, action);
      if (moments.isEmpty()) {
        moments.add(new Moment(start, 0, 0, 0, policy.acting(task)));
      }
      Outcome outcome = world.step(action, observation);
      sum += outcome.reward();
      moments.add(
          new Moment(world.render(), moments.size(), outcome.reward(), sum, policy.acting(task)));
      over = outcome.over();
      if (!over && moments.size() > Evaluation.LONGEST_EPISODE) {
        throw new RunFailedException(
            Format.text(
                "task %s: an episode of %s has not ended after %s; TimeLimit ends episodes",
                name, world.name(), Format.count(Evaluation.LONGEST_EPISODE, "step")));
      }
    }
    return new Film(title + ", task " + name, run.policies(), moments);
  }

  /** The number of steps of the episode. */
  public int steps() {
    return moments.size() - 1;
  }

  /** The number of steps from one frame to the next. */
  private int every() {
    return (steps() + MOST_FRAMES - 1) / MOST_FRAMES;
  }

  /** The frames, at most some hundred of them, with the last moment. */
  List<Picture> frames() {
    List<Picture> frames = new ArrayList<>();
    for (int i = 0; i < steps(); i += every()) {
      frames.add(frame(moments.get(i)));
    }
    frames.add(frame(moments.get(steps())));
    return frames;
  }

  /** The film as SVG text. */
  public String svg() {
    return Svg.film(frames(), secondsPerFrame());
  }

  /**
   * The duration of a frame, such that the film lasts some seconds and is neither too slow nor too
   * fast.
   */
  double secondsPerFrame() {
    return Math.max(FASTEST, Math.min(SLOWEST, WISHED_SECONDS * every() / steps()));
  }

  /**
   * The world, with its mover in the colour of the acting policy, and below it the facts of the
   * moment.
   */
  private Picture frame(Moment moment) {
    Picture world = moment.world;
    View view = world.view();
    double pixel = 1 / world.scale();
    double bottom = view.bottom() - (3 * ROW + 10) * pixel;
    List<Shape> shapes = new ArrayList<>();
    world.shapes().forEach(shape -> shapes.add(acting(shape, moment.actor)));
    shapes.add(
        Polygon.rectangle(
            Role.PLAIN,
            view.left(),
            bottom,
            view.right(),
            view.bottom(),
            Paint.filled(Style.WHITE)));
    shapes.add(row(world, 1, 0, title));
    shapes.add(
        row(
            world,
            2,
            0,
            Format.text(
                "step %d of %d   reward %s   return %s",
                moment.step, steps(), Format.number(moment.reward), Format.number(moment.sum))));
    Point swatch = corner(world, 3, 8);
    shapes.add(
        Polygon.rectangle(
            Role.PLAIN,
            swatch.x(),
            swatch.y() - 2 * pixel,
            swatch.x() + 12 * pixel,
            swatch.y() + 10 * pixel,
            Paint.filled(Style.color(moment.actor))));
    shapes.add(row(world, 3, 18, name(moment.actor) + " acts"));
    return new Picture(
        title,
        world.caption()
            + " The mover has the colour of the policy that acts, which is named below with the"
            + " step, its reward, and the sum of the rewards so far.",
        new View(view.left(), bottom, view.right(), view.top()),
        world.scale(),
        shapes);
  }

  private String name(int policy) {
    return (policies.size() > MANY ? policy + 1 + " " : "") + policies.get(policy);
  }

  /** A point in a row of text below the world, which begins some pixels from the left. */
  private static Point corner(Picture world, int row, double indent) {
    double pixel = 1 / world.scale();
    return new Point(
        world.view().left() + indent * pixel, world.view().bottom() - row * ROW * pixel);
  }

  private static Text row(Picture world, int row, double indent, String text) {
    double room = world.view().width() * world.scale() - 16 - indent;
    double size = Math.min(LETTERS, LETTERS * room / Canvas.width(text, LETTERS));
    return new Text(
        Role.PLAIN,
        corner(world, row, 8 + indent),
        text,
        size / world.scale(),
        Anchor.START,
        Color.INK);
  }

  private static Shape acting(Shape shape, int actor) {
    if (shape.role() != Role.MOVER) {
      return shape;
    }
    return new Shapes(point -> point, 1, color -> Style.color(actor).withOpacity(color.opacity()))
        .map(shape);
  }

  /** Some moments in one picture. */
  Picture still() {
    Set<Integer> actors = new LinkedHashSet<>();
    moments.forEach(moment -> actors.add(moment.actor));
    return new Still(title, this::name, moments).picture(List.copyOf(actors));
  }
}
