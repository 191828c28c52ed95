package org.qmp.autograd.kernel;

import java.util.function.LongSupplier;

/**
 * Which instructions are fastest on this virtual machine.
 *
 * <p>Names and versions do not tell: an instruction may be switched off, and a virtual machine may
 * have the vector module but allocate an object for every vector. So fused multiply-adds are always
 * timed, and vectors wherever an optimising compiler other than HotSpot's runs; HotSpot's is known
 * to compile them well, but late.
 */
final class Fastest {
  /** 2,048 multiply-adds: 0.3 ms when interpreted, 15 ms without the instruction. */
  private static final int[] FUSED = {8, 16, 16};

  private static final long FUSED_LIMIT = 3_000_000;
  private static final int TRIES = 5;

  private static final int[] SIMD = {8, 32, 32};

  /** Nanoseconds for one round, and for all. */
  private static final long ROUND = 4_000_000;

  private static final long PATIENCE = 150_000_000;

  // Determined at first use.

  private static final class WithoutVectors {
    static final Instructions FASTEST = plainLoops();
  }

  private static final class OfAll {
    static final Instructions FASTEST = all();
  }

  private Fastest() {}

  /** PLAIN or SOFTWARE. */
  static Instructions withoutVectors() {
    return WithoutVectors.FASTEST;
  }

  /** The first call times products, which takes up to 0.2 s. */
  static Instructions ofAll() {
    return OfAll.FASTEST;
  }

  static boolean hasVectors() {
    try {
      Class.forName("jdk.incubator.vector.Vector");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Instructions plainLoops() {
    try {
      Products plain = Backend.products(Instructions.PLAIN, Precision.FLOAT);
      return fusesFast(plain, System::nanoTime) ? Instructions.PLAIN : Instructions.SOFTWARE;
    } catch (IllegalStateException missing) {
      return Instructions.SOFTWARE;
    }
  }

  private static Instructions all() {
    if (WithoutVectors.FASTEST == Instructions.SOFTWARE || !hasVectors() || !optimises()) {
      return WithoutVectors.FASTEST;
    }
    Products simd = Backend.products(Instructions.SIMD, Precision.FLOAT);
    Products plain = Backend.products(Instructions.PLAIN, Precision.FLOAT);
    return isHotSpot() || simdWins(simd, plain, System::nanoTime)
        ? Instructions.SIMD
        : Instructions.PLAIN;
  }

  /** With HotSpot's first compiler alone, vectors are slow. */
  static boolean optimises() {
    String mode = Backend.property("java.vm.info", "");
    return (mode.contains("mixed mode") || mode.contains("compiled mode"))
        && !mode.contains("emulated-client");
  }

  /** HotSpot with its own optimising compiler, and not with one in its place ("jvmci"). */
  static boolean isHotSpot() {
    String name = Backend.property("java.vm.name", "");
    return (name.startsWith("OpenJDK ") || name.startsWith("Java HotSpot("))
        && name.endsWith("Server VM")
        && !Backend.property("java.vm.version", "").contains("jvmci");
  }

  /** Whether one of a few tries is so fast that there must be an instruction. */
  static boolean fusesFast(Products products, LongSupplier clock) {
    Runnable product = product(products, FUSED);
    for (int i = 0; i < TRIES; i++) {
      long begin = clock.getAsLong();
      product.run();
      if (clock.getAsLong() - begin < FUSED_LIMIT) {
        return true;
      }
    }
    return false;
  }

  /** Whether SIMD is faster in two successive rounds within the time limit. */
  static boolean simdWins(Products simd, Products plain, LongSupplier clock) {
    Runnable vectors = product(simd, SIMD);
    Runnable loops = product(plain, SIMD);
    long deadline = clock.getAsLong() + PATIENCE;
    int wins = 0;
    while (wins < 2 && clock.getAsLong() < deadline) {
      wins = perSecond(vectors, clock) > perSecond(loops, clock) ? wins + 1 : 0;
    }
    return wins == 2;
  }

  private static double perSecond(Runnable work, LongSupplier clock) {
    long begin = clock.getAsLong();
    long now = begin;
    int count = 0;
    while (now - begin < ROUND) {
      work.run();
      count++;
      now = clock.getAsLong();
    }
    return count * 1e9 / (now - begin);
  }

  private static Runnable product(Products products, int[] sizes) {
    Mat x = Precision.FLOAT.zeros(sizes[0], sizes[1]);
    Mat w = Precision.FLOAT.zeros(sizes[1], sizes[2]);
    Mat y = Precision.FLOAT.zeros(sizes[0], sizes[2]);
    x.fill(1.1);
    w.fill(1.1);
    return () -> products.affine(x, w, null, false, y, 0, y.rows());
  }
}
