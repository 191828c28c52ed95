package org.qmp.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.ShapeException;

/**
 * A recording: run a function once, replay it for ever without allocating.
 *
 * <p>{@link #forward()} recomputes every value in the order of recording from what the inputs and
 * parameters hold at that moment. {@link #backward()} walks back from the result L with
 *
 * <pre>
 *   L̄ = 1,     x̄ = Σ over the ops y = f(…, x, …) of (∂f/∂x)ᵀ ȳ
 * </pre>
 *
 * and leaves ∂L/∂θ in the gradient of each parameter that the tape was recorded for. A tape serves
 * one thread at a time.
 */
public final class Tape {
  private final Kernels kernels;
  private final Parameters wrt;
  private final List<Var> nodes = new ArrayList<>();
  private final IdentityHashMap<Parameter, Var> leaves = new IdentityHashMap<>();
  private Var[] forwardOrder = {};
  private Var[] backwardOrder = {};
  private @Nullable Var result;
  private final boolean sharing;
  private boolean running;
  private boolean checking;

  private Tape(Kernels kernels, Parameters wrt, boolean sharing) {
    this.kernels = kernels;
    this.wrt = wrt;
    this.sharing = sharing;
  }

  /**
   * Records and evaluates a loss.
   *
   * @param wrt the parameters to differentiate with respect to; others are constants here
   * @param loss builds the loss, a 1×1 value, on the tape that it is given
   * @throws ShapeException naming op, operands, shapes and the line, if shapes do not fit
   */
  public static Tape record(Kernels kernels, Parameters wrt, Function<Tape, Var> loss) {
    return new Tape(kernels, wrt, false).finish(loss);
  }

  /**
   * As {@link #record(Kernels, Parameters, Function)}, but with values in memory that all tapes of
   * these kernels share: many learners on one thread then need no more of the processor's cache
   * than one. After a replay only the result can be read, and what was asked to {@link Var#keep()};
   * and no other tape may run on these kernels between this one's forward and backward pass.
   */
  public static Tape recordSharing(Kernels kernels, Parameters wrt, Function<Tape, Var> loss) {
    return new Tape(kernels, wrt, true).finish(loss);
  }

  /** Records and evaluates a function without derivatives; its result may have any shape. */
  public static Tape record(Kernels kernels, Function<Tape, Var> function) {
    return record(kernels, Parameters.none(), function);
  }

  // ---- recording ------------------------------------------------------------------------------

  /** An input of zeros, to be filled through {@link Var#value()} before a replay. */
  public Var input(String name, int rows, int cols) {
    return input(name, kernels.precision().zeros(rows, cols));
  }

  /** An input that is the given matrix itself: what it holds at a replay is what counts. */
  public Var input(String name, Mat matrix) {
    requirePrecision(name, matrix);
    return lay(new Var(this, name, null, matrix.shape(), false, SourceLine.here()), matrix);
  }

  /** The value of a parameter; the same node each time. */
  public Var parameter(Parameter p) {
    Var known = leaves.get(p);
    if (known != null) {
      return known;
    }
    requirePrecision(p.name(), p.value());
    boolean tracked = wrt.contains(p);
    Var leaf = new Var(this, p.name(), null, p.value().shape(), tracked, SourceLine.here());
    lay(leaf, p.value());
    if (tracked) {
      leaf.setGradient(p.gradient());
    }
    leaves.put(p, leaf);
    return leaf;
  }

  Var add(Op op) {
    String line = SourceLine.here();
    boolean tracked = false;
    for (Var input : op.inputs()) {
      if (input.tape() != this) {
        throw new IllegalArgumentException(
            op.label() + " at " + line + ": operand " + input + " is on another tape");
      }
      tracked |= input.tracked();
    }
    boolean flows = tracked && !(op instanceof Elementwise.Detach);
    return lay(new Var(this, "%" + nodes.size(), op, shapeOf(op, line), flows, line), null);
  }

  private static Shape shapeOf(Op op, String line) {
    try {
      return op.shape();
    } catch (ShapeException e) {
      throw new ShapeException(op.label() + op.inputs() + " at " + line + ": " + e.getMessage());
    }
  }

  private Var lay(Var node, @Nullable Mat value) {
    requireRecording(node);
    if (value != null) {
      node.setValue(value);
    }
    nodes.add(node);
    return node;
  }

  void requireRecording(Var node) {
    if (result != null) {
      throw new IllegalStateException(
          node.name() + " at " + node.line() + ": the recording is over");
    }
  }

  private void requirePrecision(String name, Mat matrix) {
    if (matrix.precision() != kernels.precision()) {
      throw new IllegalArgumentException(
          name + " is " + matrix.precision() + " on a tape of " + kernels.precision());
    }
  }

  private Tape finish(Function<Tape, Var> function) {
    Var last = function.apply(this);
    if (last.tape() != this) {
      throw new IllegalArgumentException("the result " + last + " is on another tape");
    }
    if (wrt.size() > 0 && last.shape().size() != 1) {
      throw new ShapeException(
          "a loss is 1×1, but " + last + " at " + last.line() + " is not: take its sum or mean");
    }
    result = last.keep();
    forwardOrder = nodes.stream().filter(node -> node.op() != null).toArray(Var[]::new);
    backwardOrder = wrt.size() > 0 ? planBackward(last) : new Var[0];
    MemoryPlan plan = new MemoryPlan(kernels);
    plan.setValues(nodes, sharing);
    plan.setGradients(backwardOrder);
    forward();
    return this;
  }

  /** The nodes through which gradients flow from the result, last first. */
  private Var[] planBackward(Var last) {
    List<Var> order = new ArrayList<>();
    Set<Var> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    reached.add(last);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Var node = nodes.get(i);
      Op op = node.op();
      if (op == null || !node.tracked() || !reached.contains(node)) {
        continue;
      }
      order.add(node);
      reached.addAll(op.inputs());
    }
    return order.toArray(new Var[0]);
  }

  // ---- replaying ------------------------------------------------------------------------------

  /** Recomputes every value. Allocates nothing. */
  public void forward() {
    if (sharing) {
      kernels.scratch().begin(this);
    }
    running = true;
    try {
      compute();
    } finally {
      running = false;
    }
  }

  private void compute() {
    if (checking) {
      for (Var node : nodes) {
        if (node.op() == null) {
          NonFiniteException.requireFiniteValue(node);
        }
      }
    }
    for (Var node : forwardOrder) {
      Op op = node.op();
      if (op != null) {
        op.forward(kernels, node.rawValue());
      }
      if (checking) {
        NonFiniteException.requireFiniteValue(node);
      }
    }
  }

  /**
   * Replaces the gradients of the parameters that this tape was recorded for: what another tape
   * left there is gone. Allocates nothing. {@link #forward()} must have been called since inputs
   * changed.
   *
   * @throws IllegalStateException if the tape was recorded without parameters; or if it shares its
   *     memory and another tape ran on the same kernels since {@link #forward()}
   */
  public void backward() {
    begin(false);
  }

  /** As {@link #backward()}, but adds to the gradients that are there. */
  public void addGradients() {
    begin(true);
  }

  private void begin(boolean add) {
    if (wrt.size() == 0) {
      throw new IllegalStateException("this tape was recorded without parameters to differentiate");
    }
    if (sharing && !kernels.scratch().isStillOf(this)) {
      throw new IllegalStateException(
          "another tape has run on the same kernels since forward(), in the memory of this one");
    }
    kernels.scratch().begin(this);
    running = true;
    try {
      differentiate(add);
    } finally {
      running = false;
    }
  }

  private void differentiate(boolean add) {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).setTouched(add && nodes.get(i).op() == null);
    }
    if (result().tracked()) {
      Mat seed = result().grad();
      seed.set(0, 0, seed.get(0, 0) + 1);
    }
    for (Var node : backwardOrder) {
      Op op = node.op();
      if (op != null) {
        op.backward(kernels, node.rawValue(), node.grad());
      }
      if (checking) {
        NonFiniteException.requireFiniteGradients(node);
      }
    }
    zeroWhatNothingReached(add);
  }

  private void zeroWhatNothingReached(boolean add) {
    for (int i = 0; !add && i < wrt.size(); i++) {
      Var leaf = leaves.get(wrt.get(i));
      if (leaf == null) {
        wrt.get(i).gradient().fill(0);
      } else {
        leaf.grad();
      }
    }
  }

  /** The value that the recorded function returned. */
  public Var result() {
    Var last = result;
    if (last == null) {
      throw new IllegalStateException("the tape is still recording");
    }
    return last;
  }

  /** The loss of the latest forward pass. */
  public double loss() {
    return result().value().scalar();
  }

  /** The parameters that this tape differentiates with respect to. */
  public Parameters parameters() {
    return wrt;
  }

  /** The kernels that this tape runs on. */
  public Kernels kernels() {
    return kernels;
  }

  // ---- checking -------------------------------------------------------------------------------

  /**
   * Makes every replay stop at the first NaN or infinity with a {@link NonFiniteException} that
   * names node, element and line. Costs one look at every number.
   *
   * @return this tape
   */
  public Tape checked() {
    checking = true;
    return this;
  }

  void requireReadable(Var node) {
    if (sharing && !running && result != null && node.op() != null && !node.lasts()) {
      throw new IllegalStateException(
          node + " of " + node.line() + " shares its memory: let it keep() its value");
    }
    if (result == null) {
      throw new IllegalStateException(
          node
              + " was read while recording, at "
              + SourceLine.here()
              + ": a value read now would be baked into the tape");
    }
  }

  /** The listing: one line for each node, with its op, operands, shape and source line. */
  @Override
  public String toString() {
    StringBuilder listing = new StringBuilder();
    for (Var node : nodes) {
      Op op = node.op();
      listing
          .append(node.tracked() ? "∂ " : "  ")
          .append(node)
          .append(op == null ? "" : " = " + op.label() + op.inputs())
          .append("   ")
          .append(node.line())
          .append('\n');
    }
    return listing.toString();
  }
}
