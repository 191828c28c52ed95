/**
 * Reverse-mode automatic differentiation on a tape (Griewank and Walther 2008, chapter 3).
 *
 * <p>A guided tour. A {@link org.qmp.autograd.Parameter} is a named trainable matrix. A function
 * over {@link org.qmp.autograd.Var}s, run once under {@link org.qmp.autograd.Tape#record}, lays
 * down one {@link org.qmp.autograd.Op} after the other; from then on {@code forward()} and {@code
 * backward()} replay them without allocating a byte. Every op is a record with its equation above
 * it; all loops over elements live behind {@link org.qmp.autograd.kernel.Kernels}.
 *
 * <pre>{@code
 * Tape tape = Tape.record(kernels, parameters, t -> {
 *   Var x = t.input("x", batch, 3);
 *   return net.apply(x).square().mean();
 * });
 * tape.forward();
 * tape.backward();      // gradients of the loss are now in each parameter's gradient()
 * }</pre>
 *
 * <p>Which parameters a tape differentiates with respect to is decided when it is recorded: there
 * is no {@code requiresGrad} and nothing to freeze. One tape has one shape. First derivatives only:
 * the backward pass is not itself recorded, so there are no second derivatives.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.autograd;
