package org.qmp.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/** A multi-layer perceptron: hidden layers with an activation, then an affine output layer. */
public final class Mlp implements Layer {
  private final List<LayerNorm> norms;
  private final List<Linear> layers;
  private final Activation activation;
  private final Parameters parameters;

  /**
   * The shape of an MLP.
   *
   * @param groups number of separate networks, one for each block of rows
   * @param heads number of output layers on each network's hidden layers; its block of rows divides
   *     into as many blocks, one for each head
   * @param hidden widths of the hidden layers
   * @param norm normalisation of the input of each hidden layer
   * @param init weights of the hidden layers
   * @param outputInit weights of the output layer, head by head
   */
  public record Spec(
      int groups,
      int heads,
      int inputs,
      List<Integer> hidden,
      int outputs,
      Activation activation,
      Norm norm,
      Init init,
      Init outputInit) {

    public Spec {
      hidden = List.copyOf(hidden);
      Require.atLeastOne("groups", groups);
      Require.atLeastOne("heads", heads);
      Require.atLeastOne("inputs", inputs);
      Require.atLeastOne("outputs", outputs);
      hidden.forEach(width -> Require.atLeastOne("hidden width", width));
    }

    /** One ReLU network with Xavier-uniform weights and no normalisation. */
    public static Spec of(int inputs, List<Integer> hidden, int outputs) {
      Init init = Init.xavierUniform(1);
      return new Spec(1, 1, inputs, hidden, outputs, Activation.RELU, Norm.NONE, init, init);
    }

    public Spec withGroups(int n) {
      return new Spec(n, heads, inputs, hidden, outputs, activation, norm, init, outputInit);
    }

    public Spec withHeads(int n) {
      return new Spec(groups, n, inputs, hidden, outputs, activation, norm, init, outputInit);
    }

    public Spec withActivation(Activation f) {
      return new Spec(groups, heads, inputs, hidden, outputs, f, norm, init, outputInit);
    }

    public Spec withNorm(Norm kind) {
      return new Spec(groups, heads, inputs, hidden, outputs, activation, kind, init, outputInit);
    }

    /** The same for all layers. */
    public Spec withInit(Init how) {
      return new Spec(groups, heads, inputs, hidden, outputs, activation, norm, how, how);
    }

    public Spec withOutputInit(Init how) {
      return new Spec(groups, heads, inputs, hidden, outputs, activation, norm, init, how);
    }
  }

  /** Normalisation of the input of each hidden layer. */
  public enum Norm {
    NONE,
    LAYER
  }

  private Mlp(List<LayerNorm> norms, List<Linear> layers, Activation activation) {
    this.norms = List.copyOf(norms);
    this.layers = List.copyOf(layers);
    this.activation = activation;
    Parameters all = Parameters.none();
    for (LayerNorm norm : norms) {
      all = all.and(norm.parameters());
    }
    for (Linear layer : layers) {
      all = all.and(layer.parameters());
    }
    this.parameters = all;
  }

  /** A new network, whose parameters are named {@code name/layer0/weight} and so on. */
  public static Mlp create(String name, Spec spec, Kernels k, Xoshiro256 rng) {
    List<LayerNorm> norms = new ArrayList<>();
    List<Linear> layers = new ArrayList<>();
    int width = spec.inputs();
    for (int i = 0; i <= spec.hidden().size(); i++) {
      boolean last = i == spec.hidden().size();
      int next = last ? spec.outputs() : spec.hidden().get(i);
      if (spec.norm() == Norm.LAYER && !last) {
        norms.add(LayerNorm.create(name + "/norm" + i, spec.groups(), width, k));
      }
      layers.add(
          Linear.create(
              name + "/layer" + i,
              last ? spec.groups() * spec.heads() : spec.groups(),
              width,
              next,
              last ? spec.outputInit() : spec.init(),
              k,
              rng));
      width = next;
    }
    return new Mlp(norms, layers, spec.activation());
  }

  /**
   * The network of given parameters.
   *
   * @param name prefix of the parameters' names
   * @param parameters by name; those that are not of its layers and normalisations are ignored
   * @throws IllegalArgumentException if they do not form a network, or some are left over, saying
   *     why
   */
  public static Mlp of(String name, Map<String, Mat> parameters, Activation activation) {
    List<LayerNorm> norms = new ArrayList<>();
    List<Linear> layers = new ArrayList<>();
    int width = 0;
    for (int i = 0; i == 0 || parameters.containsKey(name + "/layer" + i + "/weight"); i++) {
      if (parameters.containsKey(name + "/norm" + i + "/gain")) {
        String norm = name + "/norm" + norms.size(); // an earlier one, if that is missing
        norms.add(
            new LayerNorm(
                parameter(norm + "/gain", parameters), parameter(norm + "/shift", parameters)));
      }
      String layer = name + "/layer" + i;
      Parameter weight = parameter(layer + "/weight", parameters);
      Parameter bias = parameter(layer + "/bias", parameters);
      int inputs = weight.value().rows() / bias.value().rows();
      Require.that(
          weight.value().cols() == bias.value().cols()
              && weight.value().rows() == inputs * bias.value().rows()
              && (i == 0 || inputs == width),
          weight.name(),
          weight.value().shape() + " with a bias of " + bias.value().shape(),
          (i == 0 ? "equally many" : "" + width) + " rows for each of the bias, as many columns");
      width = bias.value().cols();
      layers.add(new Linear(weight, bias));
    }
    Require.that(
        norms.isEmpty() || norms.size() == layers.size() - 1,
        "normalisations of " + name,
        norms.size(),
        "none, or " + (layers.size() - 1) + " as of hidden layers");
    requireGroups(norms, layers);
    Mlp net = new Mlp(norms, layers, activation);
    requireAllUsed(name, parameters, net);
    return net;
  }

  /** No parameter of a layer or a normalisation is left over, as one after a gap would be. */
  private static void requireAllUsed(String name, Map<String, Mat> parameters, Mlp net) {
    Set<String> used = new TreeSet<>();
    net.parameters.forEach(p -> used.add(p.name()));
    new TreeMap<>(parameters)
        .forEach(
            (key, value) -> {
              boolean own = key.startsWith(name + "/layer") || key.startsWith(name + "/norm");
              Require.that(
                  !own || used.contains(key),
                  key,
                  value.shape(),
                  "nothing, since the network does not use it");
            });
  }

  /** All hidden layers have as many groups as the first; the last may have several heads each. */
  private static void requireGroups(List<LayerNorm> norms, List<Linear> layers) {
    int groups = layers.get(0).bias().value().rows();
    for (int i = 0; i < layers.size(); i++) {
      Mat bias = layers.get(i).bias().value();
      Require.that(
          i == layers.size() - 1 ? bias.rows() % groups == 0 : bias.rows() == groups,
          layers.get(i).bias().name(),
          bias.shape(),
          groups + " rows as of the first layer, or of the last a multiple");
    }
    for (int i = 0; i < norms.size(); i++) {
      int inputs = layers.get(i).weight().value().rows() / groups;
      for (Parameter each : norms.get(i).parameters()) {
        Mat value = each.value();
        Require.that(
            value.rows() == groups && value.cols() == inputs,
            each.name(),
            value.shape(),
            groups + "×" + inputs + ", as its layer's groups and inputs");
      }
    }
  }

  private static Parameter parameter(String name, Map<String, Mat> parameters) {
    Mat found = parameters.get(name);
    Require.that(found != null, name, "nothing", "a matrix");
    return new Parameter(name, Objects.requireNonNull(found));
  }

  /** The ordinary network applied to block i of n blocks of rows; its parameters are copies. */
  public Mlp block(int i, int n) {
    return new Mlp(
        norms.stream().map(norm -> norm.block(i, n)).toList(),
        layers.stream().map(layer -> layer.block(i, n)).toList(),
        activation);
  }

  @Override
  public Var apply(Var x) {
    return output().apply(applyHidden(x));
  }

  /** The last hidden layer's activations. */
  public Var applyHidden(Var x) {
    Var h = x;
    for (int i = 0; i < layers.size() - 1; i++) {
      h = layers.get(i).apply(norms.isEmpty() ? h : norms.get(i).apply(h), activation);
    }
    return h;
  }

  /** The hidden layers, then the output layer. */
  public List<Linear> layers() {
    return layers;
  }

  /** Normalisation of the input of each hidden layer; empty without it. */
  public List<LayerNorm> norms() {
    return norms;
  }

  /** After each hidden layer. */
  public Activation activation() {
    return activation;
  }

  /** The affine output layer. */
  public Linear output() {
    return layers.get(layers.size() - 1);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }
}
