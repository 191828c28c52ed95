package org.qmp.rl.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;
import org.qmp.nn.Require;
import org.qmp.nn.Xoshiro256;

/**
 * The latest transitions of one task, as floats.
 *
 * <pre>
 *   row   s (obs) | a (action) | r (1) | s′ (obs) | continues (1) | acting policy (1)
 * </pre>
 *
 * {@code continues} is 0 where s′ ended the episode by termination and 1 everywhere else: after a
 * truncation the value of s′ still counts. Transitions are numbered by age, 0 being the oldest that
 * is kept. Memory grows with the number of transitions, stored transitions never move, and once the
 * buffer is full each new transition replaces the oldest.
 *
 * <p>Several threads may read at once as long as none adds.
 */
public final class ReplayBuffer {
  private static final int LONGEST = 1 << 16;
  private static final String LENGTHS = "1 to " + LONGEST;

  /** Rows allocated at a time. */
  private static final int CHUNK = 1 << 12;

  private final int obsLength;
  private final int actionLength;
  private final int capacity;
  private final int rowLength;
  private final List<float[]> chunks = new ArrayList<>();
  private long added;

  /**
   * An empty buffer.
   *
   * @param obsLength numbers in an observation, 1 to 65536
   * @param actionLength numbers in an action, 1 to 65536
   * @param capacity transitions that are kept, at least 1
   * @throws IllegalArgumentException outside these ranges
   */
  public ReplayBuffer(int obsLength, int actionLength, int capacity) {
    Require.that(1 <= obsLength && obsLength <= LONGEST, "obsLength", obsLength, LENGTHS);
    Require.that(
        1 <= actionLength && actionLength <= LONGEST, "actionLength", actionLength, LENGTHS);
    Require.atLeastOne("capacity", capacity);
    this.obsLength = obsLength;
    this.actionLength = actionLength;
    this.capacity = capacity;
    this.rowLength = 2 * obsLength + actionLength + 3;
  }

  /**
   * Stores one transition; each number is rounded to a float.
   *
   * @param terminated whether nextObs ended the episode; false also where a time limit did
   * @param actingPolicy the policy that chose the action, 0 to 32767: kept for statistics
   * @throws ShapeException if an array has the wrong length
   * @throws IllegalArgumentException if the acting policy is out of range
   * @throws NonFiniteException if a number is not finite as a float, naming field, element and
   *     value; in either case nothing has been stored
   */
  public void add(
      double[] obs,
      double[] action,
      double reward,
      double[] nextObs,
      boolean terminated,
      int actingPolicy) {
    check("obs", obs, obsLength);
    check("action", action, actionLength);
    requireFinite("reward", -1, reward);
    check("nextObs", nextObs, obsLength);
    boolean known = 0 <= actingPolicy && actingPolicy <= Short.MAX_VALUE;
    Require.that(known, "actingPolicy", actingPolicy, "0 to 32767");
    int row = row(added);
    ensure(row);
    float[] chunk = chunk(row);
    int at = at(row);
    at = put(obs, chunk, at);
    at = put(action, chunk, at);
    chunk[at++] = (float) reward;
    at = put(nextObs, chunk, at);
    chunk[at++] = terminated ? 0 : 1;
    chunk[at] = actingPolicy;
    added++;
  }

  private static void check(String field, double[] values, int length) {
    if (values.length != length) {
      throw new ShapeException(field + " has " + values.length + " numbers, not " + length);
    }
    for (int i = 0; i < length; i++) {
      requireFinite(field, i, values[i]);
    }
  }

  private static void requireFinite(String field, int element, double value) {
    if (!Float.isFinite((float) value)) {
      throw new NonFiniteException(
          field
              + (element < 0 ? "" : "[" + element + "]")
              + " = "
              + value
              + " is not a finite float");
    }
  }

  private static int put(double[] values, float[] chunk, int from) {
    int at = from;
    for (double value : values) {
      chunk[at++] = (float) value;
    }
    return at;
  }

  /**
   * Fills count rows of a batch, the first being row from, with transitions drawn uniformly, with
   * replacement: for each row in order {@code read(rng.nextInt(size()), …)}. The weights stay.
   * Allocates nothing.
   *
   * @throws IllegalStateException if the buffer is empty
   * @throws ShapeException if the batch has other columns or too few rows
   */
  public void sample(Xoshiro256 rng, Batch batch, int from, int count) {
    if (added == 0) {
      throw new IllegalStateException("nothing can be sampled from an empty buffer");
    }
    requireFit(batch, from, count);
    for (int row = from; row < from + count; row++) {
      copy(rng.nextInt(size()), batch, row);
    }
  }

  /**
   * Copies one transition into one row of a batch, as {@link #sample} does.
   *
   * @param index 0 (the oldest) to size() − 1 (the newest)
   * @throws IndexOutOfBoundsException if there is no such transition
   * @throws ShapeException if the batch has other columns or no such row
   */
  public void read(int index, Batch batch, int row) {
    Objects.checkIndex(index, size());
    requireFit(batch, row, 1);
    copy(index, batch, row);
  }

  private void requireFit(Batch batch, int from, int count) {
    if (from < 0 || count < 0) {
      throw new ShapeException(count + " rows from row " + from + ", expected at least 0 of each");
    }
    requireFit("obs", batch.obs(), obsLength, from, count);
    requireFit("action", batch.action(), actionLength, from, count);
    requireFit("reward", batch.reward(), 1, from, count);
    requireFit("nextObs", batch.nextObs(), obsLength, from, count);
    requireFit("continues", batch.continues(), 1, from, count);
  }

  private static void requireFit(String field, Mat mat, int cols, int from, int count) {
    if (mat.cols() != cols || count > mat.rows() - from) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "%s is %s where rows %d to %d of %d columns are to be filled",
              field,
              mat.shape(),
              from,
              (long) from + count - 1,
              cols));
    }
  }

  private void copy(int index, Batch batch, int toRow) {
    int row = row(added - size() + index);
    float[] chunk = chunk(row);
    int at = at(row);
    at = copy(chunk, at, batch.obs(), toRow);
    at = copy(chunk, at, batch.action(), toRow);
    at = copy(chunk, at, batch.reward(), toRow);
    at = copy(chunk, at, batch.nextObs(), toRow);
    copy(chunk, at, batch.continues(), toRow);
  }

  private static int copy(float[] chunk, int from, Mat to, int toRow) {
    int cols = to.cols();
    int at = to.offset() + toRow * cols;
    if (to.precision() == Precision.FLOAT) {
      System.arraycopy(chunk, from, to.floats(), at, cols);
    } else {
      double[] numbers = to.doubles();
      for (int j = 0; j < cols; j++) {
        numbers[at + j] = chunk[from + j];
      }
    }
    return from + cols;
  }

  /** The policy that chose the action of a transition, by its index as in {@link #read}. */
  public int actingPolicy(int index) {
    int row = row(added - size() + Objects.checkIndex(index, size()));
    return (int) chunk(row)[at(row) + rowLength - 1];
  }

  /** The number of transitions stored now. */
  public int size() {
    return (int) Math.min(added, capacity);
  }

  /** The most transitions that can be stored. */
  public int capacity() {
    return capacity;
  }

  /** The number of transitions added so far. */
  public long added() {
    return added;
  }

  public int obsLength() {
    return obsLength;
  }

  public int actionLength() {
    return actionLength;
  }

  private int row(long number) {
    return (int) (number % capacity);
  }

  /** The array that holds a row, beginning at {@link #at}. */
  private float[] chunk(int row) {
    return chunks.get(row / CHUNK);
  }

  private int at(int row) {
    return row % CHUNK * rowLength;
  }

  /** Allocates memory for a row and all before it. */
  private void ensure(int row) {
    while (chunks.size() <= row / CHUNK) {
      chunks.add(new float[Math.min(CHUNK, capacity - chunks.size() * CHUNK) * rowLength]);
    }
  }

  /** The number of floats of a saved transition. */
  public int savedLength() {
    return rowLength;
  }

  /**
   * Copies a stored transition, by its number in the order of adding.
   *
   * @param to … × {@link #savedLength()}, FLOAT
   */
  public void save(long number, Mat to, int toRow) {
    int row = row(number);
    int at = to.offset() + toRow * rowLength;
    System.arraycopy(chunk(row), at(row), to.floats(), at, rowLength);
  }

  /** Restores a transition that {@link #save} copied, at the place of its number. */
  public void restore(long number, Mat from, int fromRow) {
    int row = row(number);
    ensure(row);
    int at = from.offset() + fromRow * rowLength;
    System.arraycopy(from.floats(), at, chunk(row), at(row), rowLength);
  }

  /** Sets the number of transitions added so far, after all stored ones have been restored. */
  public void restored(long added) {
    this.added = added;
  }

  /** Empties the buffer. */
  public void clear() {
    chunks.clear();
    added = 0;
  }
}
