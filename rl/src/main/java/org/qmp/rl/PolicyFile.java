package org.qmp.rl;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.qmp.autograd.kernel.Mat;
import org.qmp.env.Box;
import org.qmp.nn.Activation;
import org.qmp.nn.Safetensors;
import org.qmp.nn.Tensor;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.TaskCritic;
import org.qmp.rl.sac.Actor.LogStd;
import org.qmp.rl.sac.TaskNet;

/**
 * The safetensors files of policies.
 *
 * <pre>
 *   TASK/actor/layer0/weight, TASK/actor/layer0/bias, …   in×out and 1×out; the last layer gives [μ, x]
 *   TASK/actor/code                                       1×N after the observation, where networks see the task
 *   TASK/critic1/layer0/weight, …                         of a mixture; TASK/critic1/share/… weighs those of all tasks
 *   __metadata__   format, task, activation, logStd       as in a specification
 *                  observationLow, observationHigh, actionLow, actionHigh: [numbers]
 *                  policies (a line each), alpha, behavior and its options: of a mixture
 *                  suite, networks, seed, step, fingerprint, specification: where it comes from
 * </pre>
 */
final class PolicyFile {
  private static final String POLICY = "qmp policy 1";

  private static final String MIXTURE = "qmp mixture 1";
  private static final String FORMAT = "format";
  private static final String TASK = "task";
  private static final String ACTIVATION = "activation";
  private static final String LOG_STD = "logStd";
  private static final String POLICIES = "policies";
  private static final String ALPHA = "alpha";
  private static final String STEP = "step";
  private static final String ACTOR = "actor";
  private static final List<String> CRITICS = List.of("critic1", "critic2");
  private static final String WEIGHTS = "/share";
  private static final String OBSERVATION = "observation";
  private static final String ACTION = "action";
  private static final String LOW = "Low";
  private static final String HIGH = "High";
  private static final SpecValue<Activation> ACTIVATIONS = SpecValue.word(Activation.class);

  /** Keys of the behaviour, each after those that it depends on. */
  private static final List<SpecKey> BEHAVIOR =
      SpecKeys.ALL.stream().filter(key -> key.path().startsWith("method.behavior")).toList();

  private final Map<String, Tensor> tensors;
  private final Map<String, String> metadata;

  private PolicyFile(Map<String, Tensor> tensors, Map<String, String> metadata) {
    this.tensors = new LinkedHashMap<>(tensors);
    this.metadata = new TreeMap<>(metadata);
  }

  static Safetensors of(Policy policy) {
    PolicyFile file = new PolicyFile(POLICY, policy.info(), policy.logStd());
    file.put(policy.info().task(), ACTOR, policy.net());
    return file.safetensors();
  }

  static Safetensors of(MixturePolicy.Content mixture) {
    MethodException.refuse(
        mixture.behavior() instanceof Behavior.Custom,
        "a user-defined behavior is code, which a policy file cannot hold");
    PolicyFile file = new PolicyFile(MIXTURE, mixture.info(), mixture.logStd());
    List<String> names = mixture.policies();
    for (int j = 0; j < names.size(); j++) {
      file.put(names.get(j), ACTOR, mixture.actors().get(j));
    }
    for (int c = 0; c < CRITICS.size(); c++) {
      TaskCritic critic = mixture.critics().get(c);
      String name = CRITICS.get(c);
      for (int j = 0; j < critic.nets().size(); j++) {
        boolean alone = critic.nets().size() == 1;
        file.put(names.get(alone ? mixture.own() : j), name, critic.nets().get(j));
      }
      critic.weights().ifPresent(w -> file.put(mixture.info().task(), name + WEIGHTS, w));
    }
    file.metadata.put(POLICIES, String.join("\n", names));
    file.metadata.put(ALPHA, SpecValue.text(mixture.alpha()));
    file.metadata.put(STEP, "" + mixture.step());
    RunSpec spec = RunSpec.of("?", Method.SEPARATED.with(mixture.behavior()), 1);
    for (SpecKey key : BEHAVIOR) {
      if (key.existsIn(spec)) {
        file.metadata.put(key.name(), key.get(spec));
      }
    }
    return file.safetensors();
  }

  private PolicyFile(String format, PolicyInfo info, LogStd logStd) {
    this(Map.of(), info.provenance());
    metadata.put(FORMAT, format);
    metadata.put(TASK, info.task());
    metadata.put(LOG_STD, SpecValue.text(logStd));
    put(OBSERVATION, info.observations());
    put(ACTION, info.actions());
  }

  private void put(String what, Box box) {
    metadata.put(what + LOW, numbers(box.size(), box::low));
    metadata.put(what + HIGH, numbers(box.size(), box::high));
  }

  private static String numbers(int count, IntToDoubleFunction number) {
    return IntStream.range(0, count)
        .mapToObj(i -> SpecValue.text(number.applyAsDouble(i)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void put(String owner, String name, TaskNet net) {
    metadata.put(ACTIVATION, ACTIVATIONS.write().apply(net.net().activation()));
    net.matrices(name).forEach((part, mat) -> tensors.put(owner + "/" + part, Tensor.of(mat)));
  }

  private Safetensors safetensors() {
    return new Safetensors(tensors, metadata);
  }

  static Policy policy(String name, Safetensors content) throws IOException {
    return read(
        name,
        content,
        POLICY,
        file -> new Policy(file.info(), file.net(file.text(TASK), ACTOR), file.logStd()));
  }

  static MixturePolicy mixture(String name, Safetensors content) throws IOException {
    return read(name, content, MIXTURE, file -> new MixturePolicy(file.mixture()));
  }

  private MixturePolicy.Content mixture() {
    List<String> names = List.of(text(POLICIES).split("\n", -1));
    int own = names.indexOf(text(TASK));
    if (own < 0) {
      throw new IllegalArgumentException("task " + text(TASK) + " is none of its " + names);
    }
    RunSpec spec = RunSpec.of("?", Method.SEPARATED, 1);
    for (SpecKey key : BEHAVIOR) {
      if (key.existsIn(spec)) {
        spec = key.set(spec, text(key.name()));
      }
    }
    return new MixturePolicy.Content(
        info(),
        names,
        names.stream().map(each -> net(each, ACTOR)).toList(),
        logStd(),
        CRITICS.stream().map(critic -> critic(critic, names, own)).toList(),
        SpecValue.real(text(ALPHA)),
        spec.method().behavior(),
        Long.parseLong(text(STEP)));
  }

  private TaskCritic critic(String name, List<String> names, int own) {
    boolean mixed =
        tensors.keySet().stream()
            .anyMatch(key -> key.startsWith(names.get(own) + "/" + name + WEIGHTS + "/"));
    return mixed
        ? new TaskCritic(
            names.stream().map(each -> net(each, name)).toList(),
            own,
            Optional.of(net(names.get(own), name + WEIGHTS)))
        : new TaskCritic(List.of(net(names.get(own), name)), 0, Optional.empty());
  }

  /**
   * Reads a file.
   *
   * @param name for messages
   * @throws IOException if it is of another format, or anything is missing or wrong in it
   */
  private static <T> T read(
      String name, Safetensors content, String format, Function<PolicyFile, T> reader)
      throws IOException {
    PolicyFile file = new PolicyFile(content.tensors(), content.metadata());
    try {
      String found = file.text(FORMAT);
      if (!found.equals(format)) {
        throw new IllegalArgumentException("its format is '" + found + "', not '" + format + "'");
      }
      return reader.apply(file);
    } catch (IllegalArgumentException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private PolicyInfo info() {
    Map<String, String> provenance = new TreeMap<>(metadata);
    provenance.keySet().removeAll(List.of(FORMAT, TASK, LOG_STD, ACTIVATION, POLICIES, ALPHA));
    BEHAVIOR.forEach(key -> provenance.remove(key.name()));
    for (String what : new String[] {OBSERVATION, ACTION}) {
      provenance.remove(what + LOW);
      provenance.remove(what + HIGH);
    }
    return new PolicyInfo(text(TASK), box(OBSERVATION), box(ACTION), provenance);
  }

  private Box box(String what) {
    return Box.of(numbers(what + LOW), numbers(what + HIGH));
  }

  private double[] numbers(String key) {
    String text = text(key);
    if (!text.matches("\\[.*]")) {
      throw new IllegalArgumentException(key + " is '" + text + "', expected [numbers]");
    }
    return Arrays.stream(text.substring(1, text.length() - 1).split(",", -1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private LogStd logStd() {
    return SpecValue.logStd(text(LOG_STD));
  }

  private TaskNet net(String task, String name) {
    String prefix = task + "/";
    Map<String, Mat> matrices = new LinkedHashMap<>();
    tensors.forEach(
        (key, tensor) -> {
          if (key.startsWith(prefix) && tensor.isMatrix()) {
            Mat mat = tensor.mat();
            int at = mat.firstNonFinite();
            if (at >= 0) {
              throw new IllegalArgumentException(key + " is not finite in " + mat.place(at));
            }
            matrices.put(key.substring(prefix.length()), mat);
          }
        });
    return TaskNet.of(name, matrices, ACTIVATIONS.read().apply(text(ACTIVATION)));
  }

  private String text(String key) {
    String text = metadata.get(key);
    if (text == null) {
      throw new IllegalArgumentException("its metadata do not say '" + key + "'");
    }
    return text;
  }
}
