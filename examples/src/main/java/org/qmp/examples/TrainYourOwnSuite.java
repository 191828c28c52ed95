package org.qmp.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.rl.Agent;
import org.qmp.rl.Evaluation;
import org.qmp.rl.Policy;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.NamedMethod;

/** Defines two tasks, learns them together with QMP, then saves a policy, loads it and acts. */
public final class TrainYourOwnSuite {
  private TrainYourOwnSuite() {}

  /** A corridor from −1 to 1 with a goal to be reached at up to 0.2 m a step. */
  static final class Corridor extends AbstractEnvironment {
    private final double goal;
    private double x;

    Corridor(double goal) {
      super("Corridor", Box.cube(1, -1, 1), Box.cube(1, -0.2, 0.2));
      this.goal = goal;
    }

    @Override
    protected void begin(Chance chance) {
      x = chance.uniform(-1, 1);
    }

    @Override
    protected Outcome act(double[] action) {
      x = Math.min(1, Math.max(-1, x + action[0]));
      return new Outcome.Running(-Math.abs(x - goal));
    }

    @Override
    protected void observe(double[] out) {
      out[0] = x;
    }
  }

  /** Trains, and writes the policy that goes left to a file, or to {@code go-left.safetensors}. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args.length > 0 ? args[0] : "go-left.safetensors");
    TaskSuite suite =
        new TaskSuite(
            "corridor",
            List.of(
                new TaskSuite.Task("go-left", () -> new TimeLimit(new Corridor(-0.8), 25)),
                new TaskSuite.Task("go-right", () -> new TimeLimit(new Corridor(0.8), 25))));
    RunSpec spec =
        RunSpec.of("corridor", NamedMethod.of("separated+qmp").method(), 1600)
            .with(
                c -> {
                  c.training = c.training.with(t -> t.warmUp = 300);
                  c.sac =
                      c.sac.with(
                          s -> {
                            s.hidden = List.of(16, 16);
                            s.batch = 32;
                            s.learningRate = 3e-3;
                          });
                });
    Agent.Listener log =
        new Agent.Listener() {
          @Override
          public void onEvaluation(
              Agent agent, Evaluation.Acts who, String task, Evaluation evaluation) {
            System.out.println(
                "step " + agent.step() + "  " + who + " " + task + "  " + evaluation.meanReturn());
          }
        };
    try (Agent agent = Agent.train(suite, spec, log)) {
      agent.policy("go-left").save(file);
    }

    Policy policy = Policy.load(file);
    try (Environment world = suite.tasks().get(0).create()) {
      double[] seen = new double[1];
      world.reset(() -> 0.9, seen); // at 0.8
      while (!world.step(policy.act(seen), seen).over()) {}
      System.out.println("at the end at " + seen[0]);
    }
  }
}
