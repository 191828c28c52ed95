package org.qmp.autograd.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Which kernels to run: a matter of speed alone, since every choice gives the same bits.
 *
 * @param threads how many threads share a large product, at least 1
 */
public record Backend(Instructions instructions, int threads) {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String PROPERTY = "qmp.kernels";

  private static final AtomicBoolean SAID = new AtomicBoolean();

  public Backend {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + ", expected at least 1");
    }
    if (instructions == Instructions.SIMD && !moduleIsPresent()) {
      throw new IllegalStateException(
          "SIMD kernels need the vector module: start java with --add-modules " + MODULE);
    }
  }

  /** Plain Java on one thread. */
  public static Backend plain() {
    return new Backend(Instructions.PLAIN, 1);
  }

  /**
   * The fastest kernels here, on one thread: SIMD where the vector module is present and the
   * optimising compiler is active (without it SIMD is far slower than plain Java), else plain. The
   * system property {@code qmp.kernels} = {@code plain} or {@code simd} decides instead where it is
   * set.
   */
  public static Backend best() {
    String wish = System.getProperty(PROPERTY, "best");
    return switch (wish) {
      case "plain" -> plain();
      case "simd" -> new Backend(Instructions.SIMD, 1);
      case "best" -> moduleIsPresent() && optimises() ? new Backend(Instructions.SIMD, 1) : plain();
      default ->
          throw new IllegalArgumentException(
              "system property " + PROPERTY + " = " + wish + ", expected plain, simd or best");
    };
  }

  /** The same instructions on another number of threads. */
  public Backend withThreads(int count) {
    return new Backend(instructions, count);
  }

  /**
   * New kernels, with scratch memory and helper threads of their own. The first call in a virtual
   * machine logs {@link #advice()}.
   */
  public Kernels kernels(Precision precision) {
    if (SAID.compareAndSet(false, true)) {
      System.getLogger(Backend.class.getName()).log(System.Logger.Level.INFO, advice());
    }
    Products products =
        threads == 1
            ? products(instructions, precision)
            : new DividedProducts(
                precision,
                Stream.generate(() -> products(instructions, precision)).limit(threads).toList());
    String description =
        instructions
            + " "
            + precision
            + " kernels, "
            + threads
            + (threads == 1 ? " thread" : " threads");
    return switch (precision) {
      case FLOAT -> new FloatKernels(description, products);
      case DOUBLE -> new DoubleKernels(description, products);
    };
  }

  /** Products of one thread. */
  static Products products(Instructions instructions, Precision precision) {
    if (instructions == Instructions.SIMD) {
      return byName(precision == Precision.FLOAT ? "VectorFloatProducts" : "VectorDoubleProducts");
    }
    return switch (precision) {
      case FLOAT -> new FloatProducts();
      case DOUBLE -> new DoubleProducts();
    };
  }

  /** One line for people: what runs, why, and how to get the faster one. */
  public String advice() {
    if (instructions == Instructions.SIMD) {
      return "SIMD kernels, " + threads + (threads == 1 ? " thread" : " threads");
    }
    String reason =
        moduleIsPresent()
            ? optimises() ? "as asked" : "the optimising compiler is off"
            : "for more speed start java with --add-modules " + MODULE;
    return "plain Java kernels, " + threads + (threads == 1 ? " thread; " : " threads; ") + reason;
  }

  private static boolean moduleIsPresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** Whether C2 compiles: the virtual machine says so in its name and mode. */
  private static boolean optimises() {
    String mode = System.getProperty("java.vm.info", "");
    return (mode.contains("mixed mode") || mode.contains("compiled mode"))
        && !mode.contains("emulated-client");
  }

  private static Products byName(String name) {
    try {
      return Class.forName("org.qmp.autograd.kernel." + name)
          .asSubclass(Products.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " is missing from the class path", e);
    }
  }
}
