package org.qmp.cli.export;

import java.util.List;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Activation;
import org.qmp.nn.LayerNorm;
import org.qmp.nn.Linear;
import org.qmp.rl.sac.Actor.LogStd;
import org.qmp.rl.sac.TaskNet;

/**
 * The operations by which a policy acts, to be written in another language. Each computes a row of
 * numbers, or a batch of rows, and returns the name of its result for later operations. The same
 * operation on the same operands is written once, and so is a trunk that several heads share.
 */
interface Operations {

  /** A learned weight. Equal ones are written once, under the first name. */
  String matrix(String name, Mat numbers);

  /** Other learned numbers (1×n). */
  String row(String name, Mat numbers);

  /** x W + b, W (in×out). */
  String affine(String x, String weight, String bias);

  String activation(Activation f, String x);

  /** {@link LayerNorm}. */
  String normalize(String x, String gain, String shift);

  /** x, then a row of constants. */
  String followedBy(String x, String constants);

  /** One after the other. */
  String beside(String... parts);

  /** Columns from (inclusive) to (exclusive). */
  String columns(String x, int from, int to);

  String clamp(String x, double low, double high);

  /** scale · x + shift. */
  String line(String x, double scale, double shift);

  String plus(String x, String y);

  String times(String x, String y);

  String min(String x, String y);

  /** exp x / Σ exp x, along the columns. */
  String softmax(String x);

  /** The sum over the columns. */
  String sum(String x);

  /**
   * A network's output.
   *
   * @param owner prefix of the names of its numbers
   */
  default String network(String owner, TaskNet net, String x) {
    List<Linear> layers = net.net().layers();
    List<LayerNorm> norms = net.net().norms();
    String y = net.code().map(code -> followedBy(x, row(owner + "/task", code))).orElse(x);
    for (int i = 0; i < layers.size(); i++) {
      boolean hidden = i < layers.size() - 1;
      if (hidden && !norms.isEmpty()) {
        LayerNorm norm = norms.get(i);
        y = normalize(y, row(owner, norm.gain()), row(owner, norm.shift()));
      }
      Parameter weight = layers.get(i).weight();
      String w = matrix(owner + "/" + weight.name(), weight.value());
      y = affine(y, w, row(owner, layers.get(i).bias()));
      y = hidden ? activation(net.net().activation(), y) : y;
    }
    return y;
  }

  private String row(String owner, Parameter numbers) {
    return row(owner + "/" + numbers.name(), numbers.value());
  }

  static Precision precision(TaskNet net) {
    return net.net().output().bias().value().precision();
  }

  /** log σ, of the second half of an actor's output. */
  default String logStd(LogStd how, String x) {
    double half = 0.5 * (how.high() - how.low());
    return how.smooth()
        ? line(activation(Activation.TANH, x), half, 0.5 * (how.high() + how.low()))
        : clamp(x, how.low(), how.high());
  }
}
