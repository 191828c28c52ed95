package org.qmp.autograd.kernel;

/** One-threaded kernels of one kind of instructions, in either precision. */
interface KernelFamily {

  /** New kernels with scratch memory of their own. */
  Kernels create(Precision precision);
}
