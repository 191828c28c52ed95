package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BackendTest {
  private static final String PROPERTY = "qmp.kernels";
  private final String before = System.getProperty(PROPERTY);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  @Test
  void thePropertyDecides() {
    System.setProperty(PROPERTY, "plain");
    assertEquals(Backend.plain(), Backend.best());
    System.setProperty(PROPERTY, "simd");
    assertEquals(Instructions.SIMD, Backend.best().instructions());
  }

  @Test
  void anUnknownWishIsRefused() {
    System.setProperty(PROPERTY, "fast");
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, Backend::best);
    assertEquals(
        "system property qmp.kernels = fast, expected plain, simd or best", error.getMessage());
  }

  @Test
  void noThreadsAreRefused() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Backend.plain().withThreads(0));
    assertEquals("threads = 0, expected at least 1", error.getMessage());
  }

  @Test
  void theDescriptionSaysWhatRuns() {
    try (Kernels one = Backend.plain().kernels(Precision.DOUBLE);
        Kernels two = Backend.plain().withThreads(2).kernels(Precision.FLOAT)) {
      assertTrue(one.description().startsWith("PLAIN DOUBLE"), one.description());
      assertTrue(two.description().contains("2 threads"), two.description());
    }
  }
}
