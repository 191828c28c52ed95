package org.qmp.examples;

import java.util.List;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.Agent;
import org.qmp.rl.MetricsSink;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.sac.Actor;

/** Two rules for who acts and a loss term, written outside the library. */
public final class WriteYourOwnBehavior {
  private WriteYourOwnBehavior() {}

  /** The Q-switch, except for a share ε of steps in which any policy may act. */
  record EpsilonSwitch(double epsilon) implements Behavior.Custom {
    @Override
    public Rule start(List<String> tasks, List<String> policies) {
      return decision -> {
        if (decision.nextDouble() < epsilon) {
          return (int) (decision.nextDouble() * decision.policies());
        }
        return best(decision, decision::score);
      };
    }
  }

  /**
   * Upper confidence bounds (Auer, Cesa-Bianchi and Fischer 2002): policies that have rarely acted
   * get a bonus. It counts how often each policy has acted for each task.
   *
   * <pre>
   *   argmax_j  Q(s, μ_j(s)) + c √( ln t / (1 + n_j) )
   * </pre>
   */
  record ConfidenceSwitch(double c) implements Behavior.Custom {
    @Override
    public Rule start(List<String> tasks, List<String> policies) {
      int[][] acted = new int[tasks.size()][policies.size()];
      int[] all = new int[tasks.size()];
      return decision -> {
        int[] n = acted[decision.task()];
        double log = StrictMath.log(1 + all[decision.task()]++);
        int chosen = best(decision, j -> decision.score(j) + c * Math.sqrt(log / (1 + n[j])));
        n[chosen]++;
        return chosen;
      };
    }
  }

  private interface Score {
    double of(int policy);
  }

  private static int best(Behavior.Decision decision, Score score) {
    int best = decision.own();
    for (int j = 0; j < decision.policies(); j++) {
      best = score.of(j) > score.of(best) ? j : best;
    }
    return best;
  }

  /** Keeps actions away from their bounds: weight · mean μ². */
  record GentleActions(double weight) implements Regularizer.Custom {
    @Override
    public Var term(Tape tape, Actor actor, Batch batch) {
      return actor.policy(tape.input("seen", batch.obs())).mean().square().mean().times(weight);
    }
  }

  /** Trains with each rule, and prints who acted for the first task. */
  public static void main(String[] args) {
    TaskSuite suite = PointReach.suite();
    String task = suite.tasks().get(0).name();
    for (Behavior rule : List.of(new EpsilonSwitch(0.1), new ConfidenceSwitch(0.5))) {
      Method method = Method.SEPARATED.with(rule).with(new GentleActions(1e-3));
      RunSpec spec =
          RunSpec.of(suite.name(), method, 600)
              .with(
                  c -> {
                    c.training =
                        c.training.with(
                            t -> {
                              t.warmUp = 100;
                              t.start = Start.BEHAVIOR;
                              t.evaluateEvery = 600;
                            });
                    c.sac =
                        c.sac.with(
                            s -> {
                              s.hidden = List.of(16, 16);
                              s.batch = 16;
                            });
                  });
      try (Agent agent = new Agent(spec, suite, Backend.best())) {
        agent.add(
            (step, name, value) -> {
              if (name.startsWith(MetricsSink.SHARES + task + "/")) {
                System.out.println(rule + "  " + name + "  " + value);
              }
            });
        agent.run(Agent.Listener.NONE);
      }
    }
  }
}
