package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

final class NormalTest {
  private static final int COUNT = 200_000;

  private static Mat draw(Precision precision, int count) {
    Mat z = precision.zeros(1, count);
    new Normal(Xoshiro256.named(5, "normal")).fill(z);
    return z;
  }

  @Test
  void momentsAreThoseOfTheStandardNormal() {
    double[] z = draw(Precision.DOUBLE, COUNT).doubles();
    double[] moments = new double[4];
    for (double x : z) {
      double power = 1;
      for (int k = 0; k < 4; k++) {
        power *= x;
        moments[k] += power / COUNT;
      }
    }
    double[] expected = {0, 1, 0, 3};
    double[] variance = {1, 2, 15, 96};
    for (int k = 0; k < 4; k++) {
      double fourSigma = 4 * Math.sqrt(variance[k] / COUNT);
      assertEquals(expected[k], moments[k], fourSigma, "moment " + (k + 1));
    }
  }

  @Test
  void floatVariatesAreRoundedDoubleVariates() {
    double[] wide = draw(Precision.DOUBLE, 1000).doubles();
    float[] narrow = draw(Precision.FLOAT, 1000).floats();
    for (int i = 0; i < 1000; i++) {
      assertEquals((float) wide[i], narrow[i]);
    }
  }

  @Test
  void twoSmallDrawsAreOneLargeDraw() {
    Normal normal = new Normal(Xoshiro256.named(5, "normal"));
    Mat z = Precision.DOUBLE.zeros(10, 3);
    normal.fill(z.rowRange(0, 4));
    normal.fill(z.rowRange(4, 10));
    assertArrayEquals(Arrays.copyOf(draw(Precision.DOUBLE, 30).doubles(), 30), z.doubles());
  }
}
