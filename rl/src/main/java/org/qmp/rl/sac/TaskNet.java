package org.qmp.rl.sac;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Activation;
import org.qmp.nn.Layer;
import org.qmp.nn.Mlp;

/**
 * A learner's network for one task: a network with one head, and with the task's code in its input
 * if the learner's network sees which task it is.
 *
 * @param code (1×N) follows each row of the input
 */
public record TaskNet(Mlp net, Optional<Mat> code) implements Layer {
  private static final String CODE = "/code";

  /**
   * The network of given parameters.
   *
   * @param name prefix of their names
   * @throws IllegalArgumentException if they do not form a network, saying why
   */
  public static TaskNet of(String name, Map<String, Mat> parameters, Activation activation) {
    Mlp net = Mlp.of(name, parameters, activation);
    return new TaskNet(net, Optional.ofNullable(parameters.get(name + CODE)));
  }

  /**
   * The network of one task of a learner.
   *
   * @param whole the learner's, for all its tasks
   * @param ids as in {@link Wiring}
   */
  public static TaskNet of(Mlp whole, int task, int tasks, int ids) {
    Optional<Mat> code = Optional.empty();
    if (ids > 0) {
      Mat one = whole.output().bias().value().precision().zeros(1, ids);
      one.set(0, task, 1);
      code = Optional.of(one);
    }
    return new TaskNet(whole.block(task, tasks), code);
  }

  /**
   * Parameters and code by name.
   *
   * @param name prefix of the code's name, the same as that of the parameters
   */
  public Map<String, Mat> matrices(String name) {
    Map<String, Mat> all = new LinkedHashMap<>();
    code.ifPresent(row -> all.put(name + CODE, row));
    for (Parameter p : net.parameters()) {
      all.put(p.name(), p.value());
    }
    return all;
  }

  /** Numbers in a row of the input, without the code. */
  public int inputs() {
    return net.layers().get(0).weight().value().rows() - code.map(Mat::cols).orElse(0);
  }

  @Override
  public Var apply(Var x) {
    return net.apply(
        code.map(row -> x.beside(x.tape().input("task", row).repeatRows(x.rows()))).orElse(x));
  }

  @Override
  public Parameters parameters() {
    return net.parameters();
  }
}
