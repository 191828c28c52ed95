package org.qmp.autograd;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.ShapeException;

/**
 * A recording: run a function once, replay it any number of times without allocating.
 *
 * <p>{@link #forward()} recomputes every value from the current inputs and parameters. {@link
 * #backward()} stores ∂L/∂θ, of the result L, in the gradient of each parameter that the tape was
 * recorded for. A tape serves one thread at a time.
 */
public final class Tape {
  private final Kernels kernels;
  private final Parameters wrt;
  private final boolean sharing;
  private final List<Var> nodes = new ArrayList<>();
  private final IdentityHashMap<Parameter, Var> leaves = new IdentityHashMap<>();
  private final Map<String, Var> outputs = new LinkedHashMap<>();
  private @Nullable Var result;

  private @Nullable BackwardPass backwardPass;
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
   * @param loss builds the loss, a 1×1 value, on its argument
   * @throws ShapeException naming op, operands, shapes and the line, if shapes do not fit; naming
   *     the loss and its line, if it is not 1×1
   * @throws IllegalArgumentException if a value is of another tape, or a matrix of another
   *     precision than the kernels
   */
  public static Tape record(Kernels kernels, Parameters wrt, Function<Tape, Var> loss) {
    return new Tape(kernels, wrt, false).finish(loss);
  }

  /**
   * As {@link #record(Kernels, Parameters, Function)}, but with values in memory shared by all
   * tapes of these kernels, so that many learners on one thread need no more cache than one. After
   * a replay, of computed values only the result and the {@linkplain #output outputs} can be read;
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

  /** An input that wraps the matrix: each replay reads its values at that time. */
  public Var input(String name, Mat matrix) {
    return leaf(name, matrix, false);
  }

  /** The value of a parameter; the same node each time. */
  public Var parameter(Parameter p) {
    Var known = leaves.get(p);
    if (known != null) {
      return known;
    }
    boolean tracked = wrt.contains(p);
    Var leaf = leaf(p.name(), p.value(), tracked);
    if (tracked) {
      leaf.gradient = p.gradient();
    }
    leaves.put(p, leaf);
    return leaf;
  }

  private Var leaf(String name, Mat matrix, boolean tracked) {
    if (matrix.precision() != kernels.precision()) {
      throw new IllegalArgumentException(
          name + " is " + matrix.precision() + " on a tape of " + kernels.precision());
    }
    Var leaf = add(name, null, matrix.shape(), tracked);
    leaf.value = matrix;
    return leaf;
  }

  Var add(Op op) {
    boolean tracked = false;
    for (Var input : op.inputs()) {
      requireMine(op.label() + ": operand", input);
      tracked |= input.tracked();
    }
    boolean flows = tracked && !(op instanceof Elementwise.Detach);
    try {
      return add("%" + nodes.size(), op, op.shape(), flows);
    } catch (ShapeException e) {
      String where = op.label() + op.inputs() + " at " + Var.sourceLine();
      throw new ShapeException(where + ": " + e.getMessage());
    }
  }

  private Var add(String name, @Nullable Op op, Shape shape, boolean tracked) {
    Var node = new Var(this, nodes.size(), name, op, shape, tracked);
    requireRecording(node);
    nodes.add(node);
    return node;
  }

  /**
   * Names a value, to be read as {@link #output(String)} after every replay, and returns it.
   *
   * @throws IllegalArgumentException if the name is taken, or the value is of another tape
   * @throws IllegalStateException if the recording is over
   */
  public Var output(String name, Var value) {
    requireMine("output", value);
    requireRecording(value);
    if (outputs.put(name, value) != null) {
      throw new IllegalArgumentException("two outputs are named " + name);
    }
    value.lasts = true;
    return value;
  }

  private void requireRecording(Var node) {
    if (result != null) {
      throw new IllegalStateException(node.name + " at " + node.line + ": the recording is over");
    }
  }

  private void requireMine(String what, Var node) {
    if (node.tape() != this) {
      String where = " is on another tape, at " + Var.sourceLine();
      throw new IllegalArgumentException(what + " " + node + where);
    }
  }

  private Tape finish(Function<Tape, Var> function) {
    Var last = function.apply(this);
    requireMine("the result", last);
    if (wrt.size() > 0 && last.shape().size() != 1) {
      throw new ShapeException(
          "a loss is 1×1, but " + last + " at " + last.line + " is not: take its sum or mean");
    }
    last.lasts = true;
    result = last;
    MemoryPlan memory = new MemoryPlan(kernels);
    memory.setValues(nodes, sharing);
    if (wrt.size() > 0) {
      backwardPass = new BackwardPass(kernels, memory, wrt, nodes, last);
    }
    forward();
    return this;
  }

  // ---- replaying ------------------------------------------------------------------------------

  /** Recomputes every value. Allocates nothing. */
  public void forward() {
    if (sharing) {
      kernels.scratch().begin(this);
    }
    running = true;
    try {
      for (int i = 0; i < nodes.size(); i++) {
        Var y = nodes.get(i);
        if (y.op != null) {
          y.op.forward(kernels, y.rawValue());
        }
        if (checking) {
          NonFiniteException.requireFinite(y, y.rawValue(), "value");
        }
      }
    } finally {
      running = false;
    }
  }

  /**
   * Replaces the gradients of the parameters that this tape was recorded for. Allocates nothing
   * unless {@link #checked()}. Call {@link #forward()} first if inputs or parameters have changed.
   *
   * @throws IllegalStateException if the tape was recorded without parameters; or if it shares its
   *     memory and another tape ran on the same kernels since {@link #forward()}
   */
  public void backward() {
    BackwardPass pass = backwardPass;
    if (pass == null) {
      throw new IllegalStateException("this tape was recorded without parameters to differentiate");
    }
    if (sharing && !kernels.scratch().isStillOf(this)) {
      throw new IllegalStateException(
          "another tape has run on the same kernels since forward(), in the memory of this one");
    }
    kernels.scratch().begin(this);
    running = true;
    try {
      pass.run(checking);
    } finally {
      running = false;
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

  /**
   * The latest value of an output; the matrix itself, not a copy, and the same after every replay.
   *
   * @throws NoSuchElementException naming it and those that exist
   */
  public Mat output(String name) {
    Var found = outputs.get(name);
    if (found == null) {
      throw new NoSuchElementException("no output " + name + " among " + outputs.keySet());
    }
    return found.value();
  }

  /** The parameters that this tape differentiates with respect to. */
  public Parameters parameters() {
    return wrt;
  }

  public Kernels kernels() {
    return kernels;
  }

  /**
   * Makes every replay stop at the first NaN or infinity with a {@link NonFiniteException} that
   * names node, element and line. Costs one check of every number, and the backward pass allocates.
   * Returns this tape.
   */
  public Tape checked() {
    checking = true;
    return this;
  }

  void requireReadable(Var node) {
    if (result == null) {
      String where = node + " was read while recording, at " + Var.sourceLine();
      throw new IllegalStateException(where + ": a value read now would be baked into the tape");
    }
    if (sharing && !running && node.op != null && !node.lasts) {
      throw new IllegalStateException(
          node + " of " + node.line + " shares its memory: record it as an output");
    }
  }

  /** A listing: one line for each node, with its op, operands, shape and source line. */
  @Override
  public String toString() {
    StringBuilder listing = new StringBuilder();
    for (Var y : nodes) {
      String mark = y.tracked() ? "∂ " : "  ";
      listing.append(mark).append(y.definition()).append("   ").append(y.line).append('\n');
    }
    return listing.toString();
  }
}
