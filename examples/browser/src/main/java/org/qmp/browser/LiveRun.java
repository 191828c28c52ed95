package org.qmp.browser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Plane;
import org.qmp.env.TaskSuite;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Role;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.InMemory;
import org.qmp.rl.behavior.BehaviorPolicy;

/** A run in memory with what there is to see of it. Looking changes no bit of the run. */
public final class LiveRun {
  /** Places of a map along the plane's longer side. */
  private static final int FINEST = 30;

  private static final int WALL = -1;

  private final Choice choice;
  private final TaskSuite suite;
  private final InMemory run;
  private final View view;
  private final int columns;
  private final int rows;

  /** A run at its start. */
  public LiveRun(Choice choice) {
    this.choice = choice;
    suite = choice.offer().suite();
    run = new InMemory(choice.spec(), suite);
    view = plane().bounds();
    double side = Math.max(view.width(), view.height()) / FINEST;
    columns = (int) Math.round(view.width() / side);
    rows = (int) Math.round(view.height() / side);
  }

  private Plane plane() {
    return suite.plane().orElseThrow();
  }

  /** Goes on until a number of steps of all tasks together, or the end of the run. */
  public void advance(long toStep) {
    while (run.step() < toStep && !run.isOver()) {
      run.round();
    }
  }

  public long step() {
    return run.step();
  }

  public String fingerprint() {
    return run.fingerprint();
  }

  /** What does not change: tasks, policies, the plane, starts and goals. */
  String description() {
    Json json = new Json().object();
    json.key("suite").text(suite.name());
    json.key("tasks").texts(suite.tasks().stream().map(TaskSuite.Task::name).toList());
    json.key("policies").texts(run.policies());
    json.key("view").numbers(view.left(), view.bottom(), view.right(), view.top());
    json.key("columns").number(columns).key("rows").number(rows);
    json.key("goals").array();
    for (TaskSuite.Task task : suite.tasks()) {
      Environment environment = task.create();
      environment.reset(Xoshiro256.named(choice.seed(), "page")::nextDouble, observation());
      Circle goal = circle(environment, Role.GOAL);
      json.array().number(goal.centre().x()).number(goal.centre().y()).number(goal.radius()).end();
    }
    return json.end().end().toString();
  }

  /** Step, updates, fingerprint, and how to get the same bits elsewhere. */
  String progress() {
    return new Json()
        .object()
        .key("step")
        .number(run.step())
        .key("updates")
        .number(run.updates())
        .key("over")
        .bool(run.isOver())
        .key("fingerprint")
        .text(run.fingerprint())
        .key("command")
        .text(choice.command(run.step()))
        .end()
        .toString();
  }

  /** Who acted since this was last asked, where whose policy would act, and where own ones go. */
  String look() {
    Json json = new Json().object().key("acted").array();
    for (int task = 0; task < suite.size(); task++) {
      long[] acted = run.acted(task);
      json.array();
      for (long count : acted) {
        json.number(count);
      }
      json.end();
      Arrays.fill(acted, 0);
    }
    json.end().key("map").array();
    for (int[] picks : map()) {
      json.array();
      for (int pick : picks) {
        json.number(pick);
      }
      json.end();
    }
    json.end().key("paths").array();
    for (Path path : paths()) {
      json.object().key("return").number(path.sum).key("reached").bool(path.reached);
      json.key("points").array();
      path.points.forEach(point -> json.number(point.x()).number(point.y()));
      json.end().end();
    }
    return json.end().end().toString();
  }

  /** [task][row · columns + column], row 0 at the top: the policy that would act, or a wall. */
  private int[][] map() {
    int[][] picks = new int[suite.size()][columns * rows];
    BehaviorPolicy policy = run.mixture();
    policy.restart(choice.seed(), "page/");
    double[] observation = observation();
    for (int place = 0; place < columns * rows; place++) {
      double x = view.left() + (place % columns + 0.5) * view.width() / columns;
      double y = view.top() - (place / columns + 0.5) * view.height() / rows;
      boolean open = plane().open(x, y);
      if (open) {
        plane().observationAt(x, y, observation);
        for (int task = 0; task < picks.length; task++) {
          policy.episodeBegan(task);
          policy.observe(task, observation);
        }
        policy.decide(run.step());
      }
      for (int task = 0; task < picks.length; task++) {
        picks[task][place] = open ? policy.acting(task) : WALL;
      }
    }
    return picks;
  }

  /** An episode of a task, with the mean actions of its own policy. */
  private static final class Path {
    private final Environment environment;
    private final double[] observation;
    private final double[] action;
    private final double[] metrics;
    private final List<Point> points = new ArrayList<>();
    private double sum;
    private boolean reached;
    private boolean over;

    private Path(Environment environment, Xoshiro256 rng) {
      this.environment = environment;
      observation = new double[environment.observations().size()];
      action = new double[environment.actions().size()];
      metrics = new double[environment.metrics().size()];
      environment.reset(rng::nextDouble, observation);
      points.add(circle(environment, Role.MOVER).centre());
    }

    private void step() {
      if (over) {
        return;
      }
      Outcome outcome = environment.step(action, observation);
      points.add(circle(environment, Role.MOVER).centre());
      sum += outcome.reward();
      environment.readMetrics(metrics);
      reached |= metrics[environment.metrics().indexOf("success")] == 1;
      over = outcome.over();
    }
  }

  private List<Path> paths() {
    BehaviorPolicy policy = run.own();
    policy.restart(choice.seed(), "page/");
    List<Path> paths = new ArrayList<>();
    for (TaskSuite.Task task : suite.tasks()) {
      paths.add(
          new Path(task.create(), Xoshiro256.named(choice.seed(), "page/path/" + task.name())));
    }
    while (paths.stream().anyMatch(path -> !path.over)) {
      for (int i = 0; i < paths.size(); i++) {
        policy.observe(i, paths.get(i).observation);
      }
      policy.decide(run.step());
      for (int i = 0; i < paths.size(); i++) {
        policy.meanAction(i, paths.get(i).action);
        paths.get(i).step();
      }
    }
    return paths;
  }

  private double[] observation() {
    return new double[suite.observations().size()];
  }

  private static Circle circle(Environment environment, Role role) {
    for (Shape shape : environment.render().shapes()) {
      if (shape instanceof Circle circle && circle.role() == role) {
        return circle;
      }
    }
    throw new IllegalStateException(environment.name() + " draws no " + role);
  }
}
