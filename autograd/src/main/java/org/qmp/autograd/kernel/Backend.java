package org.qmp.autograd.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Which kernels to run. Every choice gives the same bits; they differ only in speed.
 *
 * @param threads how many threads share a large product, at least 1
 */
public record Backend(Instructions instructions, int threads) {
  private static final String OPTION = "--add-modules jdk.incubator.vector";

  private static final AtomicBoolean SAID = new AtomicBoolean();

  /**
   * @throws IllegalArgumentException if there are fewer threads than 1
   * @throws IllegalStateException for SIMD without the vector module
   */
  public Backend {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + ", expected at least 1");
    }
    if (instructions == Instructions.SIMD && !Fastest.hasVectors()) {
      throw new IllegalStateException(
          "SIMD kernels need the vector module: start java with " + OPTION);
    }
  }

  /** Plain Java on one thread, with {@link Instructions#SOFTWARE} where that is faster. */
  public static Backend plain() {
    return new Backend(Fastest.withoutVectors(), 1);
  }

  /**
   * The fastest kernels here, on one thread: SIMD if the vector module is present and the virtual
   * machine compiles it to vector instructions, else as {@link #plain()}. The system property
   * {@code qmp.kernels} = {@code plain} (as {@link #plain()}), {@code simd} or {@code software}
   * decides instead; {@code best} is the default.
   *
   * @throws IllegalArgumentException if the property has another value
   * @throws IllegalStateException if it is {@code simd} and the vector module is missing
   */
  public static Backend best() {
    String wish = property("qmp.kernels", "best");
    return switch (wish) {
      case "software" -> new Backend(Instructions.SOFTWARE, 1);
      case "plain" -> plain();
      case "simd" -> new Backend(Instructions.SIMD, 1);
      case "best" -> new Backend(Fastest.ofAll(), 1);
      default ->
          throw new IllegalArgumentException(
              "system property qmp.kernels = " + wish + ", expected plain, simd, software or best");
    };
  }

  /** A system property, or its default where properties cannot be read. */
  static String property(String name, String otherwise) {
    try {
      return System.getProperty(name, otherwise);
    } catch (SecurityException e) {
      return otherwise;
    }
  }

  /**
   * The same instructions on that many threads.
   *
   * @throws IllegalArgumentException if the count is below 1
   */
  public Backend withThreads(int count) {
    return new Backend(instructions, count);
  }

  /**
   * New kernels with scratch memory and helper threads. The first call logs {@link #advice()}.
   *
   * @throws IllegalStateException on a runtime that has no {@code Math.fma}, except for FLOAT with
   *     SOFTWARE; or if the class path lacks the SIMD kernels
   */
  public Kernels kernels(Precision precision) {
    Stream<Products> each = Stream.generate(() -> products(instructions, precision));
    Products products =
        threads == 1
            ? products(instructions, precision)
            : new DividedProducts(precision, each.limit(threads).toList());
    if (SAID.compareAndSet(false, true)) {
      try {
        System.getLogger(Backend.class.getName()).log(System.Logger.Level.INFO, advice());
      } catch (LinkageError e) {
        // Android has no such logger
      }
    }
    String description = instructions + " " + precision + " kernels, " + count();
    return precision == Precision.FLOAT
        ? new FloatKernels(description, products)
        : new DoubleKernels(description, products);
  }

  /** A line for the log: which kernels run, why, and how to get faster ones. */
  public String advice() {
    if (instructions == Instructions.SIMD) {
      return "SIMD kernels, " + count();
    }
    if (instructions == Instructions.SOFTWARE) {
      boolean asked = Fastest.withoutVectors() == Instructions.PLAIN;
      String why = asked ? "as asked" : "this virtual machine has no instruction for them";
      return "plain Java kernels, FLOAT multiply-adds fused by software, " + count() + "; " + why;
    }
    boolean asked = Fastest.ofAll() == Instructions.SIMD;
    String why = asked ? "as asked" : "vectors are slow on this virtual machine";
    String more = "for more speed start java with " + OPTION;
    return "plain Java kernels, " + count() + "; " + (Fastest.hasVectors() ? why : more);
  }

  private String count() {
    return threads + (threads == 1 ? " thread" : " threads");
  }

  /**
   * Products of one thread, loaded by name, since not every runtime can link vectors or Math.fma.
   */
  static Products products(Instructions instructions, Precision precision) {
    if (instructions == Instructions.SOFTWARE && precision == Precision.FLOAT) {
      return new FloatSoftwareProducts();
    }
    String type = precision == Precision.FLOAT ? "Float" : "Double";
    String name =
        instructions == Instructions.SIMD ? "Vector" + type + "Products" : type + "PlainProducts";
    try {
      return Class.forName("org.qmp.autograd.kernel." + name)
          .asSubclass(Products.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      String wanted = instructions + " " + precision;
      throw new IllegalStateException(
          instructions == Instructions.SIMD
              ? name + " is missing from the class path"
              : wanted + " needs Math.fma, which this runtime lacks; use SOFTWARE FLOAT",
          e);
    }
  }
}
