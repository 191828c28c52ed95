package org.qmp.rl.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Mat;

/**
 * All that a run's future depends on, except for the contents of its replay buffers, at one step:
 * named sections of bytes, longs, doubles and matrices.
 *
 * <p>The file that holds it is described at {@link CheckpointFormat}; the same content is the same
 * bytes. {@link CheckpointStore} writes such files so that none is ever lost.
 */
public final class Checkpoint {
  /** The version of the file format that is written; newer ones are refused. */
  public static final int FORMAT_VERSION = 1;

  private final String origin;
  private final String specId;
  private final long step;
  private final Map<String, Section> sections;

  Checkpoint(String origin, String specId, long step, Map<String, Section> sections) {
    this.origin = origin;
    this.specId = specId;
    this.step = step;
    this.sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /**
   * A checkpoint to be filled.
   *
   * @param specId the identity of the run's specification, as {@link RunDirectory#specId()}
   * @param step at least 0
   */
  public static Builder builder(String specId, long step) {
    return new Builder(specId, step);
  }

  /**
   * The content of a file that is in memory.
   *
   * @param file its name, for messages
   * @throws CheckpointException if any bit of it is not as it was written
   * @throws NoUsableCheckpointException if it is intact and of a newer version of the format
   */
  public static Checkpoint read(String file, byte[] content)
      throws CheckpointException, NoUsableCheckpointException {
    return CheckpointFormat.read(file, content);
  }

  /**
   * The file.
   *
   * @throws IllegalStateException if it is longer than 1 GiB
   */
  public byte[] toBytes() {
    return CheckpointFormat.write(this);
  }

  public String specId() {
    return specId;
  }

  public long step() {
    return step;
  }

  /** The names of all sections, in the order in which they were added. */
  public List<String> names() {
    return List.copyOf(sections.keySet());
  }

  /**
   * The bytes of that name.
   *
   * @throws CheckpointException if there is no such section, or it holds something else
   */
  public byte[] bytes(String name) throws CheckpointException {
    if (section(name) instanceof Section.Bytes found) {
      return found.values();
    }
    throw differs(name, "bytes");
  }

  /**
   * The longs of that name.
   *
   * @throws CheckpointException if there is no such section, or it holds something else
   */
  public long[] longs(String name) throws CheckpointException {
    if (section(name) instanceof Section.Longs found) {
      return found.values();
    }
    throw differs(name, "longs");
  }

  /**
   * The doubles of that name.
   *
   * @throws CheckpointException if there is no such section, or it holds something else
   */
  public double[] doubles(String name) throws CheckpointException {
    if (section(name) instanceof Section.Doubles found) {
      return found.values();
    }
    throw differs(name, "doubles");
  }

  /**
   * The matrix of that name.
   *
   * @throws CheckpointException if there is no such section, or it holds something else
   */
  public Mat mat(String name) throws CheckpointException {
    if (section(name) instanceof Section.Matrix found) {
      return found.mat();
    }
    throw differs(name, "a matrix");
  }

  /**
   * Copies the matrix of that name, bit for bit.
   *
   * @throws CheckpointException if there is no such section, or it differs in kind, precision or
   *     shape
   */
  public void restore(String name, Mat into) throws CheckpointException {
    Mat found = mat(name);
    if (found.precision() != into.precision() || !found.shape().equals(into.shape())) {
      throw differs(name, "a " + new Section.Matrix(into).kind());
    }
    into.set(found);
  }

  /**
   * Copies the matrices of the names prefix + key, bit for bit.
   *
   * @throws CheckpointException as {@link #restore(String, Mat)}
   */
  public void restore(String prefix, Map<String, Mat> into) throws CheckpointException {
    for (Map.Entry<String, Mat> entry : into.entrySet()) {
      restore(prefix + entry.getKey(), entry.getValue());
    }
  }

  Map<String, Section> sections() {
    return sections;
  }

  /** Where it came from, for messages. */
  String origin() {
    return origin;
  }

  /** This with one more section, or another one in the place of the one that has the name. */
  Checkpoint with(String name, Section section) {
    Map<String, Section> all = new LinkedHashMap<>(sections);
    all.put(name, section);
    return new Checkpoint(origin, specId, step, all);
  }

  private Section section(String name) throws CheckpointException {
    Section found = sections.get(name);
    if (found == null) {
      throw new CheckpointException(
          origin + ": there is no section '" + name + "' among " + sections.keySet());
    }
    return found;
  }

  private CheckpointException differs(String name, String expected) throws CheckpointException {
    return new CheckpointException(
        origin + ": section '" + name + "' holds " + section(name).kind() + ", not " + expected);
  }

  @Override
  public String toString() {
    return origin + ", step " + step + ", sections " + sections.keySet();
  }

  /**
   * Takes in sections. Arrays and matrices are not copied: they must stay as they are until the
   * checkpoint has been written.
   */
  public static final class Builder {
    private static final int LONGEST_NAME = 1000;
    private static final long MOST_STEPS = 1_000_000_000_000_000_000L;

    private final String specId;
    private final long step;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    private Builder(String specId, long step) {
      if (specId.isBlank() || specId.length() > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "a spec id has 1 to " + LONGEST_NAME + " characters, not '" + specId + "'");
      }
      if (step < 0 || step >= MOST_STEPS) {
        throw new IllegalArgumentException("a step is in 0 … 10¹⁸ − 1, not " + step);
      }
      this.specId = specId;
      this.step = step;
    }

    /**
     * Adds bytes.
     *
     * @throws IllegalArgumentException if the name is taken, blank or over 1000 characters
     */
    public Builder bytes(String name, byte... values) {
      return add(name, new Section.Bytes(values));
    }

    /**
     * Adds longs.
     *
     * @throws IllegalArgumentException if the name is taken, blank or over 1000 characters
     */
    public Builder longs(String name, long... values) {
      return add(name, new Section.Longs(values));
    }

    /**
     * Adds doubles.
     *
     * @throws IllegalArgumentException if the name is taken, blank or over 1000 characters
     */
    public Builder doubles(String name, double... values) {
      return add(name, new Section.Doubles(values));
    }

    /**
     * Adds a matrix, of which a window of rows stands for itself.
     *
     * @throws IllegalArgumentException if the name is taken, blank or over 1000 characters
     */
    public Builder mat(String name, Mat mat) {
      return add(name, new Section.Matrix(mat));
    }

    /**
     * Adds each matrix under prefix + key, in the map's order.
     *
     * @throws IllegalArgumentException if a name is taken, blank or over 1000 characters
     */
    public Builder mats(String prefix, Map<String, Mat> mats) {
      mats.forEach((name, mat) -> mat(prefix + name, mat));
      return this;
    }

    /** What has been taken in. */
    public Checkpoint build() {
      return new Checkpoint("a new checkpoint", specId, step, sections);
    }

    private Builder add(String name, Section section) {
      if (name.isBlank() || name.length() > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "a section's name has 1 to " + LONGEST_NAME + " characters, not '" + name + "'");
      }
      if (sections.putIfAbsent(name, section) != null) {
        throw new IllegalArgumentException("two sections have the name '" + name + "'");
      }
      return this;
    }
  }
}
