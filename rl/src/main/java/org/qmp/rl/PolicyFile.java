package org.qmp.rl;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.qmp.autograd.kernel.Mat;
import org.qmp.env.Box;
import org.qmp.nn.Activation;
import org.qmp.nn.Safetensors;
import org.qmp.nn.Tensor;
import org.qmp.rl.sac.Actor.LogStd;
import org.qmp.rl.sac.TaskNet;

/**
 * The safetensors files of policies.
 *
 * <pre>
 *   TASK/actor/layer0/weight, TASK/actor/layer0/bias, …   in×out and 1×out; the last layer gives [μ, x]
 *   TASK/actor/code                                       1×N after the observation, where networks see the task
 *   __metadata__   format, task, activation, logStd       as in a specification
 *                  observationLow, observationHigh, actionLow, actionHigh: [numbers]
 *                  suite, networks, seed, step, fingerprint, specification: where it comes from
 * </pre>
 */
final class PolicyFile {
  static final String POLICY = "qmp policy 1";

  private static final String FORMAT = "format";
  private static final String TASK = "task";
  private static final String ACTIVATION = "activation";
  private static final String LOG_STD = "logStd";
  private static final String OBSERVATION = "observation";
  private static final String ACTION = "action";
  private static final String LOW = "Low";
  private static final String HIGH = "High";
  private static final SpecValue<Activation> ACTIVATIONS = SpecValue.word(Activation.class);

  private final Map<String, Tensor> tensors;
  private final Map<String, String> metadata;

  private PolicyFile(Map<String, Tensor> tensors, Map<String, String> metadata) {
    this.tensors = new LinkedHashMap<>(tensors);
    this.metadata = new TreeMap<>(metadata);
  }

  /** A new file about a task. */
  static PolicyFile of(String format, PolicyInfo info, LogStd logStd) {
    PolicyFile file = new PolicyFile(Map.of(), info.provenance());
    file.metadata.put(FORMAT, format);
    file.metadata.put(TASK, info.task());
    file.metadata.put(LOG_STD, SpecValue.text(logStd));
    file.put(OBSERVATION, info.observations());
    file.put(ACTION, info.actions());
    return file;
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

  /** Adds a network of this name of a task. */
  PolicyFile put(String task, String name, TaskNet net) {
    metadata.put(ACTIVATION, ACTIVATIONS.write().apply(net.net().activation()));
    net.matrices(name).forEach((part, mat) -> tensors.put(task + "/" + part, Tensor.of(mat)));
    return this;
  }

  Safetensors safetensors() {
    return new Safetensors(tensors, metadata);
  }

  /** What is made of a file. */
  interface Reader<T> {
    T read(PolicyFile file);
  }

  /**
   * Reads a file.
   *
   * @param name for messages
   * @throws IOException if it is of another format, or anything is missing or wrong in it
   */
  static <T> T read(String name, Safetensors content, String format, Reader<T> reader)
      throws IOException {
    PolicyFile file = new PolicyFile(content.tensors(), content.metadata());
    try {
      String found = file.text(FORMAT);
      if (!found.equals(format)) {
        throw new IllegalArgumentException("its format is '" + found + "', not '" + format + "'");
      }
      return reader.read(file);
    } catch (IllegalArgumentException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  PolicyInfo info() {
    Map<String, String> provenance = new TreeMap<>(metadata);
    provenance.keySet().removeAll(List.of(FORMAT, TASK, LOG_STD, ACTIVATION));
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

  LogStd logStd() {
    return SpecValue.logStd(text(LOG_STD));
  }

  TaskNet net(String task, String name) {
    String prefix = task + "/";
    Map<String, Mat> matrices = new LinkedHashMap<>();
    tensors.forEach(
        (key, tensor) -> {
          if (key.startsWith(prefix) && tensor.isMatrix()) {
            matrices.put(key.substring(prefix.length()), tensor.mat());
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
