package org.qmp.autograd.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Matrices that all tapes on the same kernels use in turn, so that many learners on one thread need
 * no more cache than one.
 */
public final class Scratch {
  private final Precision precision;
  private final Map<Shape, List<Mat>> matrices = new LinkedHashMap<>();
  private @Nullable Object user;

  Scratch(Precision precision) {
    this.precision = precision;
  }

  /** Matrix number 0, 1, … of a shape. Its values last until the next user begins. */
  public Mat matrix(Shape shape, int number) {
    List<Mat> alike = matrices.computeIfAbsent(shape, s -> new ArrayList<>());
    while (alike.size() <= number) {
      alike.add(Mat.zeros(precision, shape));
    }
    return alike.get(number);
  }

  /** Begins the use by another tape, which may overwrite everything. */
  public void begin(Object next) {
    user = next;
  }

  /** Whether this user was the last to begin. */
  public boolean isStillOf(Object someone) {
    return user == someone;
  }
}
