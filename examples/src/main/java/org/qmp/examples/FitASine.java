package org.qmp.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Activation;
import org.qmp.nn.Adam;
import org.qmp.nn.Mlp;
import org.qmp.nn.Xoshiro256;

/** Fits sin x with a small network: a tape, a loss, an optimiser. Prints losses, draws the fit. */
public final class FitASine {
  private static final int POINTS = 128;
  private static final int STEPS = 2000;

  private FitASine() {}

  /** Optional argument: the file of the picture. */
  public static void main(String[] args) throws IOException {
    Path picture = Path.of(args.length > 0 ? args[0] : "sine.svg");
    Kernels kernels = Backend.best().kernels(Precision.DOUBLE);
    Mat x = Precision.DOUBLE.zeros(POINTS, 1);
    Mat y = Precision.DOUBLE.zeros(POINTS, 1);
    for (int i = 0; i < POINTS; i++) {
      x.set(i, 0, Math.PI * (2.0 * i / (POINTS - 1) - 1));
      y.set(i, 0, StrictMath.sin(x.get(i, 0)));
    }

    // An ordinary method over values, run once to record it: loss = mean (net(x) − y)².
    Mlp.Spec spec = Mlp.Spec.of(1, List.of(32, 32), 1).withActivation(Activation.TANH);
    Mlp net = Mlp.create("sine", spec, kernels, Xoshiro256.named(1, "sine"));
    Tape loss =
        Tape.record(
            kernels,
            net.parameters(),
            t -> net.apply(t.input("x", x)).minus(t.input("y", y)).square().mean());

    // From here everything is replayed: the loop allocates nothing.
    Adam adam = new Adam(kernels, net.parameters(), Adam.Options.of(3e-3));
    System.out.println("  step   mean squared error");
    for (int step = 0; step <= STEPS; step++) {
      loss.forward();
      if (step % (STEPS / 8) == 0) {
        System.out.printf(Locale.ROOT, "%6d   %.3e\n", step, loss.loss());
      }
      loss.backward();
      adam.step();
    }

    Tape fit = Tape.record(kernels, t -> net.apply(t.input("x", x)));
    Files.writeString(
        picture, svg(polyline(x, y, "#bbb", 6) + polyline(x, fit.result().value(), "#06c", 2)));
    System.out.println("The fit (blue) over the sine (grey): " + picture.toAbsolutePath());
  }

  private static String polyline(Mat x, Mat y, String colour, int width) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < POINTS; i++) {
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", 320 + 95 * x.get(i, 0), 160 - 130 * y.get(i, 0)));
    }
    return String.format(
        Locale.ROOT,
        "<polyline fill='none' stroke='%s' stroke-width='%d' points='%s'/>\n",
        colour,
        width,
        points);
  }

  private static String svg(String content) {
    return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 640 320'>\n"
        + "<rect width='640' height='320' fill='white'/>\n"
        + content
        + "</svg>\n";
  }
}
