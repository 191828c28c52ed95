package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The choice of instructions, with a clock that advances only while a product is computed. */
@Isolated("one test replaces the system properties")
final class FastestTest {
  private long now;

  /** Products whose n-th affine call takes the given number of nanoseconds. */
  private Products taking(IntToLongFunction nanoseconds) {
    return new Products() {
      private int count;

      @Override
      public void affine(Mat x, Mat w, @Nullable Mat bias, boolean relu, Mat y, int from, int to) {
        now += nanoseconds.applyAsLong(count++);
      }

      @Override
      public void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to) {}

      @Override
      public void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to) {}
    };
  }

  private boolean fusesFast(IntToLongFunction nanoseconds) {
    return Fastest.fusesFast(taking(nanoseconds), () -> now);
  }

  private boolean simdWins(IntToLongFunction simd, IntToLongFunction plain) {
    return Fastest.simdWins(taking(simd), taking(plain), () -> now);
  }

  @Test
  void oneFastTryProvesThatThereIsAnFmaInstruction() {
    assertTrue(fusesFast(n -> 400_000));
    assertTrue(fusesFast(n -> n == 3 ? 400_000 : 20_000_000), "a busy machine");
    assertFalse(fusesFast(n -> 14_600_000));
  }

  @Test
  void simdMustWinTwiceInARow() {
    assertTrue(simdWins(n -> 1_000, n -> 3_000));
    assertFalse(simdWins(n -> 3_000, n -> 1_000));
    assertFalse(simdWins(n -> n % 8 < 4 ? 1_000_000 : 9_000_000, n -> 3_000_000), "now and then");
  }

  @Test
  void theCompilerGetsSomeTimeButNotMuch() {
    assertTrue(simdWins(n -> n < 10 ? 4_000_000 : 1_000, n -> 3_000));
    long begin = now;
    assertFalse(simdWins(n -> n < 100 ? 4_000_000 : 1_000, n -> 3_000));
    assertTrue(now - begin < 170_000_000, "nanoseconds: " + (now - begin));
  }

  @Test
  @SuppressWarnings("serial") // is never serialised
  void aVirtualMachineWhosePropertiesCannotBeReadIsUnknown() {
    Properties before = System.getProperties();
    Thread test = Thread.currentThread();
    Properties locked =
        new Properties(before) {
          @Override
          public String getProperty(String key) {
            if (Thread.currentThread() == test && key.startsWith("java.vm.")) {
              throw new SecurityException(key);
            }
            return super.getProperty(key);
          }
        };
    try {
      System.setProperties(locked);
      assertFalse(Fastest.optimises());
      assertFalse(Fastest.isHotSpot());
    } finally {
      System.setProperties(before);
    }
  }

  @Test
  void plainBackendUsesTheFastestInstructionsWithoutVectors() {
    assertEquals(Fastest.withoutVectors(), Backend.plain().instructions());
    assertTrue(Fastest.withoutVectors() != Instructions.SIMD);
  }
}
