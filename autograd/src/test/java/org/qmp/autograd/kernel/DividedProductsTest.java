package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DividedProductsTest {

  @ParameterizedTest
  @EnumSource(Precision.class)
  void anyNumberOfThreadsGivesTheSameBits(Precision precision) {
    for (int threads = 1; threads <= 4; threads++) {
      for (Instructions instructions : Instructions.values()) {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        try (DividedProducts products =
            new DividedProducts(
                precision,
                IntStream.range(0, threads)
                    .<Products>mapToObj(
                        t ->
                            new Watched(
                                Backend.products(instructions, precision),
                                () -> workers.add(Thread.currentThread())))
                    .toList())) {
          ProductCase cases = new ProductCase(precision, new Random(threads), List.of(products));
          cases.check(1, 100, 70, 130);
          cases.check(3, 64, 257, 33);
          cases.check(7, 33, 100, 33);
          cases.check(1, 3, 5, 7);
          assertEquals(threads, workers.size());
        }
      }
    }
  }

  @Test
  void aHelpersExceptionReachesTheCaller() {
    Mat x = Precision.FLOAT.zeros(256, 256);
    Products idle = new Watched(null, () -> {});
    Products failing =
        new Watched(
            null,
            () -> {
              throw new ArithmeticException("on purpose");
            });
    try (DividedProducts products = new DividedProducts(Precision.FLOAT, List.of(idle, failing))) {
      Exception e =
          assertThrows(
              ArithmeticException.class,
              () -> products.transposedTimes(x, x, Precision.FLOAT.zeros(256, 256), false, 0, 256));
      assertEquals("on purpose", e.getMessage());
    }
  }

  /** Runs {@code called}, and then delegates to the products unless they are null. */
  private record Watched(@Nullable Products products, Runnable called) implements Products {
    @Override
    public void affine(Mat x, Mat w, @Nullable Mat bias, boolean relu, Mat y, int from, int to) {
      called.run();
      if (products != null) {
        products.affine(x, w, bias, relu, y, from, to);
      }
    }

    @Override
    public void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to) {
      called.run();
      if (products != null) {
        products.timesTransposed(dy, w, dx, add, from, to);
      }
    }

    @Override
    public void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to) {
      called.run();
      if (products != null) {
        products.transposedTimes(x, dy, dw, add, from, to);
      }
    }
  }
}
