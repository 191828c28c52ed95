package org.qmp.rl;

import java.util.Arrays;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;

/** Environments that work until a test gives all of them the same fault. */
final class FaultyWorlds {

  /** What can go wrong. */
  enum Fault {
    NONE,
    THROWS_IN_STEP,
    THROWS_IN_RESET,
    THROWS_IN_METRICS,
    METRIC_NOT_A_NUMBER,
    THROWS_IN_SAVE,
    THROWS_IN_RESTORE,
    REWARD_NOT_A_NUMBER,
    REWARD_BEYOND_FLOATS,
    OBSERVES_INFINITY,
    STARTS_AT_NO_NUMBER,
    OBSERVES_TOO_LITTLE,
    OBSERVES_TOO_MUCH,
    NO_OUTCOME,
    NEVER_ENDS,
    CANNOT_BE_MADE
  }

  /** The exception that faulty environments throw. */
  static final class WorldFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorldFault(String message) {
      super(message);
    }
  }

  private Fault fault = Fault.NONE;

  void setFault(Fault how) {
    fault = how;
  }

  TaskSuite suite(TaskSuite healthy) {
    return healthy.wrapped(
        world -> {
          throwIf(Fault.CANNOT_BE_MADE);
          return new Patient(world);
        });
  }

  private void throwIf(Fault symptom) {
    if (fault == symptom) {
      throw new WorldFault("faulty: " + symptom);
    }
  }

  private final class Patient extends Wrapper {
    Patient(Environment inner) {
      super(inner);
    }

    @Override
    public void reset(Chance chance, double[] observationOut) {
      throwIf(Fault.THROWS_IN_RESET);
      super.reset(chance, observationOut);
      if (fault == Fault.STARTS_AT_NO_NUMBER) {
        observationOut[1] = Double.NaN;
      }
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      throwIf(Fault.THROWS_IN_STEP);
      if (fault == Fault.NEVER_ENDS) {
        Arrays.fill(observationOut, 0);
        return new Outcome.Running(0);
      }
      double[] seen = new double[observationOut.length];
      Outcome outcome = super.step(action, seen);
      int length = seen.length;
      switch (fault) {
        case OBSERVES_INFINITY -> seen[2] = Double.NEGATIVE_INFINITY;
        case OBSERVES_TOO_LITTLE -> length--;
        case OBSERVES_TOO_MUCH -> seen = Arrays.copyOf(seen, ++length);
        case REWARD_NOT_A_NUMBER -> outcome = new Outcome.Running(Double.NaN);
        case REWARD_BEYOND_FLOATS -> outcome = new Outcome.Running(1e39);
        case NO_OUTCOME -> outcome = null;
        default -> {}
      }
      System.arraycopy(seen, 0, observationOut, 0, length);
      return outcome;
    }

    @Override
    public void readMetrics(double[] out) {
      throwIf(Fault.THROWS_IN_METRICS);
      super.readMetrics(out);
      if (fault == Fault.METRIC_NOT_A_NUMBER) {
        out[out.length - 1] = Double.NaN;
      }
    }

    @Override
    public void saveState(double[] out) {
      throwIf(Fault.THROWS_IN_SAVE);
      super.saveState(out);
    }

    @Override
    public void restoreState(double[] in, Chance chance) {
      throwIf(Fault.THROWS_IN_RESTORE);
      super.restoreState(in, chance);
    }
  }
}
