package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbitTest {

  @Test
  void probitIsWithinEightUlpOverTheWholeRange() {
    Random random = new Random(3);
    double[] some =
        Stream.of(
                random.doubles(500).toArray(),
                random.doubles(100, 0.07, 0.08).toArray(),
                random.doubles(50, 0, 3e-11).toArray(),
                random.doubles(100, -1074, -1).map(e -> Math.pow(2, e)).toArray(),
                random.doubles(50, -52, -1).map(e -> 1 - Math.pow(2, e)).toArray(),
                new double[] {Double.MIN_VALUE, Math.nextDown(1.0), Math.exp(-25), 0.075, 0.925})
            .flatMapToDouble(DoubleStream::of)
            .toArray();
    for (double p : some) {
      double z = Probit.of(p);
      double error = p == 0.5 ? 0 : BigMath.ulps(z, BigMath.probit(p, z));
      assertTrue(error <= 8, error + " ulp at " + p);
    }
  }

  @Test
  void probitIsOddAboutOneHalf() {
    for (double p = 1.0 / 1024; p < 0.5; p += 1.0 / 1024) {
      assertEquals(-Probit.of(p), Probit.of(1 - p));
    }
    assertEquals(0, Probit.of(0.5));
  }

  @Test
  void probitAgreesWithTheValuesOfThePublishedRoutine() {
    assertEquals(-0.6744897501960817, Probit.of(0.25), 1e-15);
    assertEquals(-3.09023230616781, Probit.of(0.001), 1e-14);
    assertEquals(-9.26234008979841, Probit.of(1e-20), 1e-14);
  }

  @Test
  void probitIsInfiniteAtZeroAndOneAndNanOutside() {
    assertEquals(Double.NEGATIVE_INFINITY, Probit.of(0));
    assertEquals(Double.NEGATIVE_INFINITY, Probit.of(-0.0));
    assertEquals(Double.POSITIVE_INFINITY, Probit.of(1));
    for (double p : new double[] {-1e-300, 1.0000000000000002, Double.NaN, -9, 9}) {
      assertEquals(Double.NaN, Probit.of(p));
    }
  }
}
