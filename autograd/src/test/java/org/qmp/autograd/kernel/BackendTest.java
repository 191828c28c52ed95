package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
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
  void thePropertySelectsTheInstructions() {
    System.setProperty(PROPERTY, "plain");
    assertEquals(Backend.plain(), Backend.best());
    System.setProperty(PROPERTY, "simd");
    assertEquals(Instructions.SIMD, Backend.best().instructions());
    System.setProperty(PROPERTY, "software");
    assertEquals(Instructions.SOFTWARE, Backend.best().instructions());
  }

  @Test
  void byDefaultTheFastestInstructionsRunOnOneThread() {
    Backend fastest = new Backend(Fastest.ofAll(), 1);
    System.clearProperty(PROPERTY);
    assertEquals(fastest, Backend.best());
    System.setProperty(PROPERTY, "best");
    assertEquals(fastest, Backend.best());
  }

  @Test
  void moreThreadsRunTheSameInstructions() {
    Backend software = new Backend(Instructions.SOFTWARE, 1);
    assertEquals(new Backend(Instructions.SOFTWARE, 3), software.withThreads(3));
  }

  @Test
  void anUnknownPropertyValueIsRefused() {
    System.setProperty(PROPERTY, "fast");
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, Backend::best);
    assertEquals(
        "system property qmp.kernels = fast, expected plain, simd, software or best",
        error.getMessage());
  }

  @Test
  void zeroThreadsAreRefused() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Backend.plain().withThreads(0));
    assertEquals("threads = 0, expected at least 1", error.getMessage());
  }

  @Test
  void adviceNamesTheInstructionsAndThreads() {
    assertEquals("SIMD kernels, 2 threads", new Backend(Instructions.SIMD, 2).advice());
    assertTrue(
        new Backend(Instructions.PLAIN, 1).advice().startsWith("plain Java kernels, 1 thread; "));
    assertTrue(
        new Backend(Instructions.SOFTWARE, 1)
            .advice()
            .startsWith("plain Java kernels, FLOAT multiply-adds fused by software, 1 thread; "));
  }

  /** Simulates a browser's runtime: classes that need {@code Math.fma} cannot be loaded. */
  @Test
  void withoutMathFmaFloatRunsInSoftwareAndDoubleIsRefused() throws Exception {
    ClassLoader own = BackendTest.class.getClassLoader();
    ClassLoader poor =
        new ClassLoader(own) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.endsWith("PlainProducts") || name.contains("kernel.Vector")) {
              throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("org.qmp.")) {
              return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
          }

          private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
              byte[] bytes = in.readAllBytes();
              return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
        };
    Class<?> trial = poor.loadClass(Poor.class.getName());
    assertEquals(
        """
        SOFTWARE FLOAT kernels, 1 thread: 7.0
        SOFTWARE DOUBLE needs Math.fma, which this runtime lacks; use SOFTWARE FLOAT
        PLAIN FLOAT needs Math.fma, which this runtime lacks; use SOFTWARE FLOAT""",
        trial.getMethod("trial").invoke(null));
  }

  /** Runs without the classes that need {@code Math.fma}. */
  public static final class Poor {
    private Poor() {}

    public static String trial() {
      Kernels kernels = Backend.best().kernels(Precision.FLOAT);
      Mat x = Mat.of(Precision.FLOAT, new double[][] {{1, 2}});
      Mat w = Mat.of(Precision.FLOAT, new double[][] {{1}, {3}});
      Mat y = Precision.FLOAT.zeros(1, 1);
      kernels.affine(x, w, null, false, y);
      return kernels.description()
          + ": "
          + y.scalar()
          + "\n"
          + refusal(Backend.best(), Precision.DOUBLE)
          + "\n"
          + refusal(new Backend(Instructions.PLAIN, 1), Precision.FLOAT);
    }

    private static String refusal(Backend backend, Precision precision) {
      try {
        return precision + " runs: " + backend.kernels(precision);
      } catch (IllegalStateException e) {
        return e.getMessage();
      }
    }
  }

  @Test
  void theDescriptionNamesInstructionsPrecisionAndThreads() {
    try (Kernels one = Backend.plain().kernels(Precision.DOUBLE);
        Kernels two = Backend.plain().withThreads(2).kernels(Precision.FLOAT)) {
      assertTrue(one.description().startsWith("PLAIN DOUBLE"), one.description());
      assertTrue(two.description().contains("2 threads"), two.description());
    }
  }
}
