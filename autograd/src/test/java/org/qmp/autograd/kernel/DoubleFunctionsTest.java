package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DoubleFunctionsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static void assertWithin(
      double bound,
      DoubleUnaryOperator f,
      DoubleFunction<BigDecimal> exact,
      DoublePredicate domain) {
    double worst = 0;
    double at = 0;
    for (double x : arguments().filter(domain).toArray()) {
      double error = BigMath.ulps(f.applyAsDouble(x), exact.apply(x));
      if (!(error <= worst)) {
        worst = error;
        at = x;
      }
    }
    assertTrue(worst <= bound, worst + " ulp at " + at);
  }

  private static DoubleStream arguments() {
    Random random = new Random(20);
    DoubleStream bits =
        random.longs(600).mapToDouble(Double::longBitsToDouble).filter(Double::isFinite);
    DoubleStream normal = DoubleStream.generate(random::nextGaussian).limit(1200);
    DoubleStream nearOne = DoubleStream.generate(() -> 1 + random.nextGaussian() * 0.4).limit(1200);
    DoubleStream alongOne =
        DoubleStream.iterate(1, h -> h / 2).limit(60).flatMap(h -> DoubleStream.of(1 - h, 1 + h));
    DoubleStream range = random.doubles(800, -750, 715);
    DoubleStream wide = random.doubles(800, -45, 45);
    DoubleStream halves =
        DoubleStream.iterate(-1075.5, k -> k + 9.5)
            .limit(225)
            .map(k -> k * Math.log(2))
            .flatMap(x -> DoubleStream.of(x, Math.nextUp(x), Math.nextDown(x)));
    DoubleStream edges =
        DoubleStream.of(
                709.782712893384,
                709.7827128933841,
                -708.3964185322641,
                -745.1332191019411,
                -745.1332191019412,
                0.625,
                Math.sqrt(0.5),
                Math.sqrt(2),
                22,
                36.7,
                37.5)
            .flatMap(x -> DoubleStream.of(x, Math.nextUp(x), Math.nextDown(x), -x));
    DoubleStream subnormals = random.longs(60, 1, 1L << 52).mapToDouble(Double::longBitsToDouble);
    return Stream.of(bits, normal, nearOne, alongOne, range, wide, halves, edges, subnormals)
        .flatMapToDouble(s -> s);
  }

  @Test
  void expIsWithinOneUlpOverTheWholeRange() {
    assertWithin(1, DoubleFunctions::exp, BigMath::exp, x -> Math.abs(x) < 800);
    assertEquals(0, DoubleFunctions.exp(-800));
    assertEquals(INFINITY, DoubleFunctions.exp(800));
  }

  @Test
  void logIsWithinOneUlpOverTheWholeRange() {
    assertWithin(1, DoubleFunctions::log, BigMath::log, x -> x > 0);
  }

  @Test
  void tanhIsWithinTwoUlpOverTheWholeRange() {
    assertWithin(2, DoubleFunctions::tanh, BigMath::tanh, x -> x != 0 && Math.abs(x) < 400);
    assertEquals(1, DoubleFunctions.tanh(400));
  }

  @Test
  void softplusIsWithinTwoUlpOverTheWholeRange() {
    assertWithin(2, DoubleFunctions::softplus, BigMath::softplus, x -> Math.abs(x) < 800);
    assertEquals(1e300, DoubleFunctions.softplus(1e300));
    assertEquals(0, DoubleFunctions.softplus(-1e300));
  }

  @Test
  void sigmoidIsWithinTwoUlpOverTheWholeRange() {
    assertWithin(2, DoubleFunctions::sigmoid, BigMath::sigmoid, x -> Math.abs(x) < 800);
    assertEquals(0, DoubleFunctions.sigmoid(-1e300));
    assertEquals(1, DoubleFunctions.sigmoid(1e300));
  }
}
