package org.qmp.rl;

import java.util.List;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.behavior.BehaviorPolicy;

public final class InMemory {
  private final Training training;

  public InMemory(RunSpec spec, TaskSuite suite) {
    training = new Training(spec, suite, Backend.best());
  }

  public void round() {
    training.round();
  }

  public long step() {
    return training.step();
  }

  public long updates() {
    return training.updates();
  }

  public boolean isOver() {
    return training.isOver();
  }

  public String fingerprint() {
    return TrainingState.fingerprint(training);
  }

  public List<String> policies() {
    return training.policies().names();
  }

  public long[] acted(int task) {
    return training.tasks().get(task).acted;
  }

  public BehaviorPolicy own() {
    return training.policy(Acts.OWN);
  }

  public BehaviorPolicy mixture() {
    return training.policy(training.evaluable().contains(Acts.MIXTURE) ? Acts.MIXTURE : Acts.OWN);
  }
}
