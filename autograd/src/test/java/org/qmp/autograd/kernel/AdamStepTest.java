package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

final class AdamStepTest {

  @Property
  void powersAgreeWithStrictMath(
      @ForAll @DoubleRange(min = 0, max = 1) double beta,
      @ForAll @LongRange(min = 1, max = 100_000_000) long t) {
    double exact = StrictMath.pow(beta, (double) t);
    assertEquals(exact, AdamStep.power(beta, t), 1e-15 + 4e-16 * t * exact);
  }
}
