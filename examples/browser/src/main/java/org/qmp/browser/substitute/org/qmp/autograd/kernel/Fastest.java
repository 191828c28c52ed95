package org.qmp.browser.substitute.org.qmp.autograd.kernel;

import org.qmp.autograd.kernel.Instructions;

/** WebAssembly has neither an instruction for fused multiply-adds nor the JDK's vectors. */
final class Fastest {
  private Fastest() {}

  static Instructions withoutVectors() {
    return Instructions.SOFTWARE;
  }

  static Instructions ofAll() {
    return Instructions.SOFTWARE;
  }

  static boolean hasVectors() {
    return false;
  }
}
