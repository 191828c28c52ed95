package org.qmp.cli.export;

import java.util.Map;
import java.util.TreeMap;
import org.qmp.env.Box;
import org.qmp.nn.Activation;
import org.qmp.rl.Policy;
import org.qmp.rl.PolicyInfo;

/**
 * Policies as ONNX models, in the precision in which they were learned.
 *
 * <pre>
 *   observation  batch×O      what the task's environment shows
 *   action       batch×A      the mean action, in the environment's bounds
 *   mean         batch×A      μ, before tanh
 *   log_std      batch×A      log σ, before tanh
 * </pre>
 */
public final class Onnx {
  private Onnx() {}

  /** One task's policy. */
  public static byte[] of(Policy policy) {
    PolicyInfo info = policy.info();
    int size = info.actions().size();
    OnnxGraph graph = new OnnxGraph(Operations.precision(policy.net()));
    String seen = graph.input("observation", info.observations().size());
    String out = graph.network(info.task(), policy.net(), seen);
    String mean = graph.columns(out, 0, size);
    String logStd = graph.logStd(policy.logStd(), graph.columns(out, size, 2 * size));
    String action = graph.activation(Activation.TANH, mean);
    graph.output("action", stretched(graph, action, info.actions()), size);
    graph.output("mean", mean, size);
    graph.output("log_std", logStd, size);
    return graph.toBytes(info.task(), metadata(info));
  }

  private static Map<String, String> metadata(PolicyInfo info) {
    Map<String, String> metadata = new TreeMap<>(info.provenance());
    metadata.put("task", info.task());
    return metadata;
  }

  /** {@link Box#stretch}. */
  private static String stretched(OnnxGraph graph, String unit, Box box) {
    int size = box.size();
    if (box.equals(Box.cube(size, -1, 1))) {
      return unit;
    }
    double[] low = new double[size];
    double[] high = new double[size];
    double[] centre = new double[size];
    double[] half = new double[size];
    for (int i = 0; i < size; i++) {
      low[i] = box.low(i);
      high[i] = box.high(i);
      centre[i] = 0.5 * low[i] + 0.5 * high[i];
      half[i] = 0.5 * high[i] - 0.5 * low[i];
    }
    String product = graph.node("Mul", unit, graph.row(half));
    String raised = graph.node("Max", graph.plus(product, graph.row(centre)), graph.row(low));
    return graph.min(raised, graph.row(high));
  }
}
