package org.qmp.cli.export;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.qmp.env.Box;
import org.qmp.nn.Activation;
import org.qmp.rl.MixturePolicy;
import org.qmp.rl.Policy;
import org.qmp.rl.PolicyInfo;
import org.qmp.rl.behavior.QSwitch;

/**
 * Policies as ONNX models, in the precision in which they were learned.
 *
 * <pre>
 *   observation  batch×O      what the task's environment shows
 *   action       batch×A      the mean action, in the environment's bounds
 *   mean         batch×A      μ, before tanh
 *   log_std      batch×A      log σ, before tanh
 * </pre>
 *
 * and of a switch, in place of the last two
 *
 * <pre>
 *   policy       batch×1      the number of the policy that acts; metadata have the names, a line each
 *   scores       batch×N      of all policies
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

  /** One task's Q-switch; see {@link Mixture#require}. */
  public static byte[] of(MixturePolicy policy) {
    MixturePolicy.Content content = policy.content();
    PolicyInfo info = policy.info();
    OnnxGraph graph = new OnnxGraph(Operations.precision(content.actors().get(0)));
    String seen = graph.input("observation", info.observations().size());
    Mixture mixture = new Mixture(graph, content, seen);
    String[] scores =
        mixture.candidates.stream()
            .map(
                c ->
                    c.entropy()
                        .map(h -> graph.plus(c.q(), graph.line(h, content.alpha(), 0)))
                        .orElse(c.q()))
            .toArray(String[]::new);
    String chosen =
        chosen(graph, scores, mixture.rule.tie() == QSwitch.Tie.OWN ? content.own() : 0);
    String action = mixture.candidates.get(0).action();
    for (int j = 1; j < scores.length; j++) {
      String isChosen = graph.node("Equal", chosen, graph.integers(j));
      action = graph.node("Where", isChosen, mixture.candidates.get(j).action(), action);
    }
    graph.output("action", stretched(graph, action, info.actions()), info.actions().size());
    graph.outputIndex("policy", chosen);
    graph.output("scores", graph.beside(scores), scores.length);
    Map<String, String> metadata = metadata(info);
    metadata.put("policies", String.join("\n", content.policies()));
    return graph.toBytes(info.task(), metadata);
  }

  /** The first of the greatest scores (batch×1), where one of them comes before all others. */
  private static String chosen(OnnxGraph graph, String[] scores, int first) {
    if (first == 0) {
      return graph.along(OnnxGraph.ROW, "ArgMax", graph.beside(scores));
    }
    long[] order = IntStream.range(0, scores.length).mapToLong(j -> j).toArray();
    String[] ordered = scores.clone();
    for (int j = first; j > 0; j--) {
      order[j] = j - 1L;
      ordered[j] = scores[j - 1];
    }
    order[0] = first;
    ordered[0] = scores[first];
    String place = graph.along(OnnxGraph.ROW, "ArgMax", graph.beside(ordered));
    return graph.node("Gather", graph.integers(order), place);
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
