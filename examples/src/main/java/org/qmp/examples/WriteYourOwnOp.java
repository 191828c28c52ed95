package org.qmp.examples;

import java.util.function.Function;
import org.qmp.autograd.GradientCheck;
import org.qmp.autograd.Op;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** A user-defined op with its derivative, checked against finite differences. */
public final class WriteYourOwnOp {
  private WriteYourOwnOp() {}

  /**
   * Bent identity.
   *
   * <pre>
   *   forward    y  = (√(x² + 1) − 1) / 2 + x
   *   backward   x̄ += ȳ ( x / (2 √(x² + 1)) + 1 )
   * </pre>
   */
  record BentIdentity(Var x) implements Op.OneOperand {
    @Override
    public void forward(Kernels k, Mat y) {
      Mat in = x.value();
      for (int i = 0; i < in.rows(); i++) {
        for (int j = 0; j < in.cols(); j++) {
          double a = in.get(i, j);
          y.set(i, j, (Math.sqrt(a * a + 1) - 1) / 2 + a);
        }
      }
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      Mat in = x.value();
      Mat dx = x.grad(); // add to it, since other ops may have contributed already
      for (int i = 0; i < in.rows(); i++) {
        for (int j = 0; j < in.cols(); j++) {
          double a = in.get(i, j);
          double slope = a / (2 * Math.sqrt(a * a + 1)) + 1;
          dx.set(i, j, dx.get(i, j) + dy.get(i, j) * slope);
        }
      }
    }
  }

  /** Prints the listing of a tape with the new op, and the error of its gradient. */
  public static void main(String[] args) {
    Kernels kernels = Backend.best().kernels(Precision.DOUBLE);
    Parameter p = new Parameter("p", Mat.of(Precision.DOUBLE, new double[][] {{-2, 0.5}, {0, 3}}));
    Parameters wrt = Parameters.of(p);
    Function<Tape, Var> loss = t -> t.parameter(p).apply(BentIdentity::new).mean();

    Tape tape = Tape.record(kernels, wrt, loss);
    tape.backward();
    System.out.print(tape);
    System.out.println("loss      " + tape.loss());
    System.out.println("gradient  " + p.gradient());
    System.out.println("check     " + GradientCheck.of(kernels, wrt, loss, 1));
  }
}
