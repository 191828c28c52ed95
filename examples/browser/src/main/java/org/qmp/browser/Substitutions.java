package org.qmp.browser;

import java.util.Set;
import org.teavm.extension.spi.substitution.SubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/**
 * Has the compiler take classes from {@code org.qmp.browser.substitute} where its own class library
 * has none or has other bits, and for the library's two classes that depend on the machine.
 */
public final class Substitutions implements SubstitutionPolicy {
  private static final Set<String> CLASSES =
      Set.of(
          "java.lang.StackWalker",
          "java.lang.StackWalker$StackFrame",
          "java.lang.StrictMath",
          "java.security.MessageDigest",
          "java.util.HexFormat",
          "org.qmp.autograd.kernel.Fastest",
          "org.qmp.autograd.kernel.Team",
          "org.qmp.autograd.kernel.Team$Work");

  @Override
  public void contribute(SubstitutionSink sink) {
    sink.selectClasses(CLASSES::contains).packagePrefix("org.qmp.browser.substitute");
  }
}
