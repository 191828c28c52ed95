package org.qmp.rl.replay;

import java.util.Objects;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;
import org.qmp.nn.Xoshiro256;

/**
 * The latest transitions of one task, as floats.
 *
 * <pre>
 *   row   s (obs) | a (action) | r (1) | s′ (obs) | continues (1)
 * </pre>
 *
 * {@code continues} is 0 where s′ ended the episode by termination and 1 everywhere else: after a
 * truncation the value of s′ still counts. Transitions are numbered by age, 0 being the oldest that
 * is kept. Memory grows with what is stored, nothing that is stored ever moves, and once the buffer
 * is full each new transition takes the place of the oldest.
 *
 * <p>Not for use by several threads at once.
 */
public final class ReplayBuffer {
  private static final int LONGEST = 1 << 16;

  private final int obsLength;
  private final int actionLength;
  private final int capacity;
  private final Chunks rows;
  private long added;

  /**
   * An empty buffer.
   *
   * @param obsLength numbers in an observation, 1 … 65536
   * @param actionLength numbers in an action, 1 … 65536
   * @param capacity transitions that are kept, at least 1
   * @throws IllegalArgumentException outside these ranges
   */
  public ReplayBuffer(int obsLength, int actionLength, int capacity) {
    this.obsLength = inRange("obsLength", obsLength, LONGEST);
    this.actionLength = inRange("actionLength", actionLength, LONGEST);
    this.capacity = inRange("capacity", capacity, Integer.MAX_VALUE);
    this.rows = new Chunks(rowLength(), capacity);
  }

  private static int inRange(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " = " + value + " is not in 1 … " + most);
    }
    return value;
  }

  /**
   * Stores one transition; each number is rounded to a float.
   *
   * @param terminated whether nextObs ended the episode; false also where a time limit did
   * @param actingPolicy the policy that chose the action, 0 … 32767: kept for statistics
   * @throws ShapeException if an array has the wrong length
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
    if (actingPolicy < 0 || actingPolicy > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "actingPolicy = " + actingPolicy + " is not in 0 … " + Short.MAX_VALUE);
    }
    int row = row(added);
    rows.ensure(row);
    float[] chunk = rows.chunk(row);
    int at = rows.at(row);
    at = put(obs, chunk, at);
    at = put(action, chunk, at);
    chunk[at++] = (float) reward;
    at = put(nextObs, chunk, at);
    chunk[at] = terminated ? 0 : 1;
    rows.tag(row, actingPolicy);
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
          field + (element < 0 ? "" : "[" + element + "]") + " = " + value + " is no finite float");
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
   * Fills rows from … from + count − 1 of a batch with transitions drawn uniformly, with
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
   * @param index 0 (the oldest) … size() − 1 (the newest)
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
      throw new ShapeException("there are no " + count + " rows from row " + from + " on");
    }
    requireFit("obs", batch.obs(), obsLength, from, count);
    requireFit("action", batch.action(), actionLength, from, count);
    requireFit("reward", batch.reward(), 1, from, count);
    requireFit("nextObs", batch.nextObs(), obsLength, from, count);
    requireFit("continues", batch.continues(), 1, from, count);
  }

  private static void requireFit(String field, Mat mat, int cols, int from, int count) {
    if (mat.cols() != cols || count > mat.rows() - from) {
      String rows = "rows " + from + " to " + ((long) from + count);
      throw new ShapeException(
          field
              + " is "
              + mat.shape()
              + " where "
              + rows
              + " of "
              + cols
              + " columns are to be filled");
    }
  }

  private void copy(int index, Batch batch, int toRow) {
    int row = row(added - size() + index);
    float[] chunk = rows.chunk(row);
    int at = rows.at(row);
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

  /**
   * The reward of a transition.
   *
   * @param index 0 (the oldest) … size() − 1
   * @throws IndexOutOfBoundsException if there is no such transition
   */
  public double reward(int index) {
    int row = row(added - size() + Objects.checkIndex(index, size()));
    return rows.chunk(row)[rows.at(row) + obsLength + actionLength];
  }

  /**
   * The policy that chose the action of a transition.
   *
   * @param index 0 (the oldest) … size() − 1
   * @throws IndexOutOfBoundsException if there is no such transition
   */
  public int actingPolicy(int index) {
    return rows.tag(row(added - size() + Objects.checkIndex(index, size())));
  }

  /** The number of transitions that are kept. */
  public int size() {
    return (int) Math.min(added, capacity);
  }

  /** The number of transitions that are kept at most. */
  public int capacity() {
    return capacity;
  }

  /** The number of transitions that were ever added. */
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

  /** The floats of a transition as it is saved: its row and the policy that chose the action. */
  public int savedLength() {
    return rowLength() + 1;
  }

  private int rowLength() {
    return 2 * obsLength + actionLength + 2;
  }

  /**
   * Copies a transition that is kept, by its number in the order of adding.
   *
   * @param to … × {@link #savedLength()}, FLOAT
   */
  public void save(long number, Mat to, int toRow) {
    int row = row(number);
    int at = to.offset() + toRow * to.cols();
    System.arraycopy(rows.chunk(row), rows.at(row), to.floats(), at, rowLength());
    to.floats()[at + rowLength()] = rows.tag(row);
  }

  /** Takes a transition in again at the place of its number, as {@link #save} gave it. */
  public void restore(long number, Mat from, int fromRow) {
    int row = row(number);
    rows.ensure(row);
    int at = from.offset() + fromRow * from.cols();
    System.arraycopy(from.floats(), at, rows.chunk(row), rows.at(row), rowLength());
    rows.tag(row, (int) from.floats()[at + rowLength()]);
  }

  /** Says how many were ever added, when all that are kept have been restored. */
  public void restored(long added) {
    this.added = added;
  }

  /** Forgets everything. */
  public void clear() {
    rows.clear();
    added = 0;
  }
}
