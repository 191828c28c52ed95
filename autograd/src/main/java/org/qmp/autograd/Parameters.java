package org.qmp.autograd;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.ShapeException;

/**
 * An ordered set of parameters with distinct names. The set is immutable, the values of its
 * parameters are not.
 */
public final class Parameters implements Iterable<Parameter> {
  private static final Parameters NONE = new Parameters(List.of());

  /** A sum of squares below this may lack squares that were too small for a FLOAT. */
  private static final double LEAST_SQUARES = 1e-28;

  private final List<Parameter> inOrder;
  private final Map<String, Parameter> byName = new LinkedHashMap<>();

  private Parameters(List<Parameter> inOrder) {
    this.inOrder = List.copyOf(inOrder);
    for (Parameter p : inOrder) {
      if (byName.put(p.name(), p) != null) {
        throw new IllegalArgumentException("two parameters are named " + p.name());
      }
    }
  }

  public static Parameters none() {
    return NONE;
  }

  /**
   * A set in the given order.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static Parameters of(Parameter... parameters) {
    return new Parameters(List.of(parameters));
  }

  /**
   * These parameters, followed by the others.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public Parameters and(Parameters others) {
    List<Parameter> all = new ArrayList<>(inOrder);
    all.addAll(others.inOrder);
    return new Parameters(all);
  }

  /**
   * The parameter of that name.
   *
   * @throws NoSuchElementException naming it and those that exist
   */
  public Parameter get(String name) {
    Parameter found = byName.get(name);
    if (found == null) {
      throw new NoSuchElementException("no parameter " + name + " among " + byName.keySet());
    }
    return found;
  }

  /** The i-th parameter; for loops that must not allocate an iterator. */
  public Parameter get(int i) {
    return inOrder.get(i);
  }

  /** Whether this very parameter is in the set. */
  public boolean contains(Parameter parameter) {
    return byName.get(parameter.name()) == parameter;
  }

  public int size() {
    return inOrder.size();
  }

  /**
   * θ ← θ_source, parameter by parameter in order.
   *
   * @throws ShapeException if the source has more or fewer parameters, or other shapes
   */
  public void copyFrom(Parameters source) {
    requireSameShapes(source);
    for (int i = 0; i < size(); i++) {
      get(i).value().set(source.get(i).value());
    }
  }

  /**
   * Polyak averaging, θ ← (1 − τ) θ + τ θ_source with τ in [0, 1], in order.
   *
   * @throws IllegalArgumentException if τ is outside [0, 1]
   * @throws ShapeException as {@link #copyFrom}
   */
  public void polyakUpdate(Kernels k, Parameters source, double tau) {
    if (!(0 <= tau && tau <= 1)) {
      throw new IllegalArgumentException("tau = " + tau + ", expected a number in [0, 1]");
    }
    requireSameShapes(source);
    for (int i = 0; i < size(); i++) {
      k.polyakUpdate(source.get(i).value(), tau, get(i).value());
    }
  }

  /**
   * Euclidean norm of all gradients together: √ Σ g². If squares may have overflowed or vanished,
   * they are summed again relative to the largest: L √ Σ (g/L)², L = max |g|.
   */
  public double gradientNorm(Kernels k) {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += k.sumOfSquares(get(i).gradient());
    }
    return LEAST_SQUARES < sum && sum < Double.POSITIVE_INFINITY ? Math.sqrt(sum) : scaledNorm();
  }

  private double scaledNorm() {
    double largest = 0;
    for (int p = 0; p < size(); p++) {
      for (int i = 0; i < get(p).gradient().size(); i++) {
        largest = Math.max(largest, Math.abs(get(p).gradient().at(i)));
      }
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (int p = 0; p < size(); p++) {
      for (int i = 0; i < get(p).gradient().size(); i++) {
        double part = get(p).gradient().at(i) / largest;
        sum += part * part;
      }
    }
    return largest * Math.sqrt(sum);
  }

  private void requireSameShapes(Parameters source) {
    if (source.size() != size()) {
      throw new ShapeException(size() + " parameters against " + source.size());
    }
    for (int i = 0; i < size(); i++) {
      if (!get(i).value().shape().equals(source.get(i).value().shape())) {
        throw new ShapeException("parameter " + get(i) + " against " + source.get(i));
      }
    }
  }

  @Override
  public Iterator<Parameter> iterator() {
    return inOrder.iterator();
  }

  @Override
  public String toString() {
    return inOrder.toString();
  }
}
