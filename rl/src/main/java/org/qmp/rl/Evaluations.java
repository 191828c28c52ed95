package org.qmp.rl;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.qmp.rl.Evaluation.Acts;

/** The evaluations that an agent makes between two steps, all or none. */
final class Evaluations {
  private final Training training;
  private final TrainingMetrics metrics;

  /** Whether they are to be made before the next step. */
  boolean due;

  Evaluations(Training training, TrainingMetrics metrics) {
    this.training = training;
    this.metrics = metrics;
  }

  /**
   * Evaluates own policies, then the mixture if the method has one. If the agent is asked to stop
   * before the end, nothing is written, and they stay due.
   */
  void make(Agent agent, Agent.Listener listener) throws IOException {
    Map<Acts, List<Evaluation>> made = new EnumMap<>(Acts.class);
    training.abandons = () -> agent.isStopping(listener);
    try {
      for (Acts who : training.evaluable()) {
        List<Evaluation> each = training.evaluate(who);
        if (each.isEmpty()) {
          return;
        }
        made.put(who, each);
      }
    } finally {
      training.abandons = () -> false;
    }
    List<String> tasks = agent.tasks();
    for (Map.Entry<Acts, List<Evaluation>> each : made.entrySet()) {
      for (int i = 0; i < tasks.size(); i++) {
        metrics.evaluation(each.getKey(), tasks.get(i), each.getValue().get(i));
        listener.onEvaluation(agent, each.getKey(), tasks.get(i), each.getValue().get(i));
      }
    }
    metrics.shares();
    metrics.learners();
    due = false;
  }
}
