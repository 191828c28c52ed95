package org.qmp.rl.store;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Safetensors;
import org.qmp.nn.Tensor;

/**
 * All that a run's future depends on, except for the contents of its replay buffers, at one step:
 * named matrices, longs, doubles and bytes.
 *
 * <p>Its file is safetensors ({@link StoreFile}): a matrix is F32 or F64, longs are I64, doubles
 * one row of F64, bytes U8, and an empty array an empty I64 or U8. {@code __metadata__} holds the
 * run's specification and the step. The same content gives the same bytes.
 *
 * <p>A name has 1 to 1000 characters, is not blank and is put once, else an {@link
 * IllegalArgumentException} is thrown. Asking for a tensor that is missing or of another type
 * throws a {@link CheckpointException}.
 */
public final class Checkpoint {
  private static final String SPEC = "specification";
  private static final String SPEC_ID = "specification-sha256";
  private static final String STEP = "step";
  private static final int LONGEST_NAME = 1000;
  private static final long MOST_STEPS = 1_000_000_000_000_000_000L;

  private final String origin;
  private final String spec;
  private final long step;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private Checkpoint(String origin, String spec, long step) {
    if (spec.isBlank()) {
      throw new IllegalArgumentException("a checkpoint needs the text of a specification");
    }
    if (step < 0 || step >= MOST_STEPS) {
      throw new IllegalArgumentException("a step is in 0 … 10¹⁸ − 1, not " + step);
    }
    this.origin = origin;
    this.spec = spec;
    this.step = step;
  }

  /** An empty checkpoint of a run with this canonical specification. */
  public Checkpoint(String spec, long step) {
    this("a new checkpoint", spec, step);
  }

  /**
   * Reads the content of a file.
   *
   * @param file its name, for messages
   * @throws CheckpointException if any bit has changed since it was written
   * @throws NoUsableCheckpointException if it is intact and of a newer version of the format
   */
  public static Checkpoint read(String file, byte[] bytes) throws IOException {
    return read(file, Disk.Input.of(bytes), name -> true);
  }

  /** As {@link #read(String, byte[])}; other tensors of the file are checked, but not kept. */
  static Checkpoint read(String file, Disk.Input in, Predicate<String> names) throws IOException {
    Safetensors content = StoreFile.CHECKPOINT.read(file, in, names);
    String spec = content.metadata().getOrDefault(SPEC, "");
    String step = content.metadata().getOrDefault(STEP, "");
    if (spec.isBlank() || !step.matches("0|[1-9][0-9]{0,17}")) {
      throw new CheckpointException(file + ": its metadata lack the specification or the step");
    }
    Checkpoint read = new Checkpoint(file, spec, Long.parseLong(step));
    read.tensors.putAll(content.tensors());
    return read;
  }

  /**
   * The file's bytes.
   *
   * @throws IllegalStateException if they are too many for an array
   */
  public byte[] toBytes() {
    return toBytes(Map.of());
  }

  /** A copy with more tensors, which replace those of the same names. */
  byte[] toBytes(Map<String, Tensor> more) {
    Map<String, Tensor> all = new LinkedHashMap<>(tensors);
    all.putAll(more);
    Map<String, String> metadata = Map.of(SPEC, spec, SPEC_ID, runId(), STEP, String.valueOf(step));
    return StoreFile.CHECKPOINT.write(all, metadata);
  }

  /** The run's id: the SHA-256 of its specification, 64 hexadecimal digits. */
  public String runId() {
    return new Fingerprint().add(spec).hex();
  }

  public String spec() {
    return spec;
  }

  public long step() {
    return step;
  }

  /** The names of all tensors, in the order in which they were put. */
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  public Checkpoint putBytes(String name, byte... values) {
    return put(name, Tensor.ofBytes(values));
  }

  public Checkpoint putLongs(String name, long... values) {
    return put(name, Tensor.ofLongs(values));
  }

  public Checkpoint putDoubles(String name, double... values) {
    return values.length == 0
        ? putLongs(name)
        : put(name, Mat.of(Precision.DOUBLE, new double[][] {values}));
  }

  /** Puts a copy of a matrix. */
  public Checkpoint put(String name, Mat mat) {
    return put(name, Tensor.of(mat));
  }

  /** Puts each matrix under prefix + key, in the map's order. */
  public Checkpoint put(String prefix, Map<String, Mat> mats) {
    mats.forEach((name, mat) -> put(prefix + name, mat));
    return this;
  }

  private Checkpoint put(String name, Tensor tensor) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a name has 1 to " + LONGEST_NAME + " characters and is not blank; got '" + name + "'");
    }
    if (tensors.putIfAbsent(name, tensor) != null) {
      throw new IllegalArgumentException("two tensors have the name '" + name + "'");
    }
    return this;
  }

  public byte[] bytes(String name) throws CheckpointException {
    return get(name, "U8", "bytes").bytes();
  }

  public long[] longs(String name) throws CheckpointException {
    return get(name, "I64", "longs").longs();
  }

  public double[] doubles(String name) throws CheckpointException {
    if (get(name).toString().equals("I64 [0]")) {
      return new double[0];
    }
    return get(name, "F64", "doubles").mat().doubles();
  }

  /**
   * All matrices whose names begin with the prefix and then the part, by their names without the
   * prefix.
   */
  public Map<String, Mat> matrices(String prefix, String part) {
    Map<String, Mat> found = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix + part) && tensor.isMatrix()) {
            found.put(name.substring(prefix.length()), tensor.mat());
          }
        });
    return found;
  }

  /** Copies the matrix of that name, of the same precision and shape, bit for bit. */
  public void restore(String name, Mat into) throws CheckpointException {
    String expected = Tensor.of(into).toString();
    if (!get(name).toString().equals(expected)) {
      throw differs(name, expected);
    }
    into.set(get(name).mat());
  }

  /** Copies the matrices of the names prefix + key, bit for bit. */
  public void restore(String prefix, Map<String, Mat> into) throws CheckpointException {
    for (Map.Entry<String, Mat> entry : into.entrySet()) {
      restore(prefix + entry.getKey(), entry.getValue());
    }
  }

  private Tensor get(String name) throws CheckpointException {
    @Nullable Tensor found = tensors.get(name);
    if (found == null) {
      throw new CheckpointException(
          origin + ": there is no tensor '" + name + "' among " + names());
    }
    return found;
  }

  private Tensor get(String name, String dtype, String expected) throws CheckpointException {
    if (!get(name).dtype().equals(dtype)) {
      throw differs(name, expected);
    }
    return get(name);
  }

  private CheckpointException differs(String name, String expected) throws CheckpointException {
    return new CheckpointException(
        origin + ": tensor '" + name + "' is " + get(name) + ", not " + expected);
  }
}
