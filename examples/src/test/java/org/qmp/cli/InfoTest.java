package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** {@code qmp info}. */
final class InfoTest {
  @Test
  void theLauncherIsNamedOnlyWhereJavaCanBeStartedDifferently() {
    String more = "plain Java kernels, 2 threads; for more speed start java with --add-modules x";
    assertEquals(more + "; the launcher ./qmp does so", Info.kernels(more));
    String asked = "plain Java kernels, 2 threads; as asked";
    assertEquals(asked, Info.kernels(asked));
    String simd = "SIMD kernels, 2 threads";
    assertEquals(simd, Info.kernels(simd));
  }
}
