package org.qmp.rl.sac;

import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Require;

/** The temperature α of each task, or one for all, kept as log α (N×1 or 1×1), learned or fixed. */
public final class Temperature {

  /** Whether α is learned or fixed. */
  public sealed interface Kind {
    /** α: fixed, or at the start. */
    double alpha();
  }

  /**
   * Learned by gradient steps on a loss.
   *
   * @param alpha at the start, above 0
   */
  public record Learned(double alpha, Loss loss) implements Kind {
    public Learned {
      Require.positive("alpha", alpha);
    }
  }

  /** Fixed at a value above 0. */
  public record Fixed(double alpha) implements Kind {
    public Fixed {
      Require.positive("alpha", alpha);
    }
  }

  /** The loss of a learned temperature: see {@link SacLosses#temperature}. */
  public enum Loss {
    /** Σ w ( −log α (log π + H̄) ): the gradient has no factor α. */
    LOG_ALPHA,
    /** Σ w ( −α (log π + H̄) ) (Haarnoja et al. 2018, arXiv:1812.05905, eq. 18). */
    ALPHA
  }

  private final Parameter logAlpha;
  private final Kind kind;

  Temperature(String name, int count, Kind kind, Kernels k) {
    Mat start = k.precision().zeros(count, 1);
    start.fill(StrictMath.log(kind.alpha()));
    this.logAlpha = new Parameter(name + "/logAlpha", start);
    this.kind = kind;
  }

  /** α of each row's task in a task-major batch (B×1). */
  Var alpha(Tape t, int rows) {
    return factor(t, Loss.ALPHA, rows);
  }

  /** The factor of log π + H̄ in the temperature's loss: α or log α of each row (B×1). */
  Var factor(Tape t, Loss loss, int rows) {
    Var log = t.parameter(logAlpha);
    Var factor = loss == Loss.ALPHA ? log.exp() : log;
    return factor.repeatRows(rows / log.rows());
  }

  Kind kind() {
    return kind;
  }

  /** α of a task. */
  public double alpha(int task) {
    return alpha(logAlpha.value(), task);
  }

  /**
   * α of a task.
   *
   * @param logAlpha one row for each task, or one for all
   */
  public static double alpha(Mat logAlpha, int task) {
    return StrictMath.exp(logAlpha.get(logAlpha.rows() == 1 ? 0 : task, 0));
  }

  public Parameters parameters() {
    return Parameters.of(logAlpha);
  }
}
