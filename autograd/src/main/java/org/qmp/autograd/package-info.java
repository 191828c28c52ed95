/**
 * Reverse-mode automatic differentiation on a tape (Griewank and Walther 2008, chapter 3).
 *
 * <pre>{@code
 * Kernels kernels = Backend.best().kernels(Precision.FLOAT);
 * Parameter w = new Parameter("w", Precision.FLOAT.zeros(3, 1));
 * Mat x = Precision.FLOAT.zeros(batch, 3);
 * Mat y = Precision.FLOAT.zeros(batch, 1);
 *
 * Tape tape = Tape.record(kernels, Parameters.of(w), t -> {
 *   Var error = t.input("x", x).matmul(t.parameter(w)).minus(t.input("y", y));
 *   t.output("error", error);
 *   return error.square().mean();
 * });
 *
 * x.set(0, 0, 0.5);            // write the next batch into x and y, then
 * tape.forward();              // every value is recomputed:
 * tape.loss();                 // L
 * tape.output("error");        // a matrix, batch×1
 * tape.backward();
 * w.gradient();                // ∂L/∂w, 3×1
 * }</pre>
 *
 * <p><b>Record.</b> {@link org.qmp.autograd.Tape#record} runs the function once. Inputs are
 * matrices, a {@link org.qmp.autograd.Parameter} is a named matrix to train, and each method of a
 * {@link org.qmp.autograd.Var} records one {@link org.qmp.autograd.Op}. Shapes are checked here.
 *
 * <p><b>Forward</b> computes the values again, in the order of recording. <b>Backward</b> goes
 * through the ops from last to first; each adds to the gradients of its operands what the gradient
 * of its result implies. Neither allocates a byte, unless the tape is checked.
 *
 * <p>The parameters that a tape differentiates with respect to are fixed when it is recorded:
 * nothing has to be frozen or marked. There are no second derivatives, since the backward pass is
 * not recorded.
 *
 * <p><b>Where to read on</b>: {@link org.qmp.autograd.Tape} records and replays, {@code
 * BackwardPass} is the backward pass on one page. Every op is a record with its equation above it,
 * in {@code Affine}, {@code Elementwise}, {@code Sums} and {@code Slicing}; all loops over elements
 * are behind {@link org.qmp.autograd.kernel.Kernels}. {@link org.qmp.autograd.GradientCheck} checks
 * your own ops.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.autograd;
