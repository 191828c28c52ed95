package org.qmp.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.Environment;
import org.qmp.env.Plane;
import org.qmp.env.TaskSuite;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Role;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Agent;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.MetricsSink;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.behavior.QSwitch;

/** A run in memory with what there is to see of it. Looking changes no bit of the run. */
public final class LiveRun {
  /** Places of a map along the plane's longer side. */
  private static final int FINEST = 30;

  private static final int WALL = -1;

  private final Choice choice;
  private final TaskSuite suite;
  private final Agent agent;
  private final View view;
  private final int columns;
  private final int rows;

  /** Names and values of the latest evaluation, and of the shares by which policies acted. */
  private final Map<String, Double> latest = new LinkedHashMap<>();

  private long evaluated;

  /** A run at its start. */
  public LiveRun(Choice choice) {
    this.choice = choice;
    suite = choice.offer().suite();
    agent = new Agent(choice.spec(), suite, Backend.best());
    agent.add(this::take);
    view = plane().bounds();
    double side = Math.max(view.width(), view.height()) / FINEST;
    columns = (int) Math.round(view.width() / side);
    rows = (int) Math.round(view.height() / side);
  }

  private void take(long step, String name, double value) {
    latest.put(name, value);
    evaluated = name.startsWith(Acts.OWN.prefix()) ? step : evaluated;
  }

  private Plane plane() {
    return suite.plane().orElseThrow();
  }

  /** Goes on until a number of steps of all tasks together, or the end of the run. */
  public void advance(long toStep) {
    while (agent.step() < toStep && !isOver()) {
      agent.round(Agent.Listener.NONE);
    }
  }

  private boolean isOver() {
    return agent.step() >= choice.steps();
  }

  public long step() {
    return agent.step();
  }

  public String fingerprint() {
    return agent.fingerprint();
  }

  /** What does not change: tasks, how often they are evaluated, the plane, and goals. */
  String description() {
    Json json = new Json().object();
    json.key("tasks").texts(agent.tasks());
    json.key("every").number(agent.spec().training().evaluateEvery());
    json.key("view").numbers(view.left(), view.bottom(), view.right(), view.top());
    json.key("columns").number(columns).key("rows").number(rows);
    json.key("goals").array();
    for (TaskSuite.Task task : suite.tasks()) {
      try (Environment environment = task.create()) {
        environment.reset(Xoshiro256.named(choice.seed(), "page")::nextDouble, observation());
        Circle goal = circle(environment, Role.GOAL);
        json.numbers(goal.centre().x(), goal.centre().y(), goal.radius());
      }
    }
    return json.end().end().toString();
  }

  /** Step, updates, fingerprint, and how to get the same bits elsewhere. */
  String progress() {
    return new Json()
        .object()
        .key("step")
        .number(agent.step())
        .key("updates")
        .number(agent.updates())
        .key("over")
        .bool(isOver())
        .key("fingerprint")
        .text(agent.fingerprint())
        .key("command")
        .text(choice.command(agent.step()))
        .end()
        .toString();
  }

  /**
   * Returns and shares of the latest evaluation, who would act where, and where policies go. Shares
   * mean nothing unless policies have acted.
   */
  String look() {
    Json json = new Json().object().key("evaluated").number(evaluated);
    json.key("returns").array();
    for (String task : agent.tasks()) {
      json.number(latest.getOrDefault(Acts.OWN.prefix() + task + "/return", 0.0));
    }
    json.end().key("acted").bool(acted()).key("shares").array();
    for (String task : agent.tasks()) {
      json.array();
      for (String policy : agent.tasks()) {
        double alone = task.equals(policy) ? 1 : 0;
        json.number(latest.getOrDefault(MetricsSink.SHARES + task + "/" + policy, alone));
      }
      json.end();
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
    for (int task = 0; task < suite.size(); task++) {
      path(task, json);
    }
    return json.end().end().toString();
  }

  /** Whether a policy chose an action before the latest evaluation, rather than chance. */
  private boolean acted() {
    TrainingConfig training = choice.spec().training();
    return evaluated > (training.start() == Start.UNIFORM ? training.warmUp() : 0);
  }

  /**
   * [task][row · columns + column], row 0 at the top: the policy that the Q-switch would choose,
   * the task's own without a switch, or a wall.
   */
  private int[][] map() {
    boolean switches = choice.spec().method().behavior() instanceof QSwitch;
    BehaviorPolicy policy = agent.policy(switches ? Acts.MIXTURE : Acts.OWN, choice.seed());
    int[][] picks = new int[suite.size()][columns * rows];
    double[] observation = observation();
    for (int place = 0; place < columns * rows; place++) {
      int row = place / columns;
      double x = view.left() + (place % columns + 0.5) * view.width() / columns;
      double y = view.top() - (row + 0.5) * view.height() / rows;
      boolean open = plane().open(x, y);
      if (open) {
        plane().observationAt(x, y, observation);
        for (int task = 0; task < picks.length; task++) {
          policy.episodeBegan(task);
          policy.observe(task, observation);
        }
        policy.decide(agent.step());
      }
      for (int task = 0; task < picks.length; task++) {
        picks[task][place] = open ? policy.acting(task) : WALL;
      }
    }
    return picks;
  }

  /** An episode with the mean actions of the task's own policy. */
  private void path(int index, Json json) {
    TaskSuite.Task task = suite.tasks().get(index);
    BehaviorPolicy policy = agent.policy(Acts.OWN, choice.seed());
    double[] observation = observation();
    double[] action = new double[suite.actions().size()];
    try (Environment environment = task.create()) {
      double[] metrics = new double[environment.metrics().size()];
      int success = environment.metrics().indexOf("success");
      boolean reached = false;
      boolean over = false;
      environment.reset(
          Xoshiro256.named(choice.seed(), "page/" + task.name())::nextDouble, observation);
      json.object().key("points").array();
      addPlace(environment, json);
      while (!over) {
        policy.observe(index, observation);
        policy.decide(agent.step());
        policy.meanAction(index, action);
        over = environment.step(action, observation).over();
        environment.readMetrics(metrics);
        reached |= metrics[success] == 1;
        addPlace(environment, json);
      }
      json.end().key("reached").bool(reached).end();
    }
  }

  private static void addPlace(Environment environment, Json json) {
    Circle mover = circle(environment, Role.MOVER);
    json.number(mover.centre().x()).number(mover.centre().y());
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
