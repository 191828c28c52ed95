package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All implementations of products against the definition: every element, bit for bit. */
class ProductsTest {
  private static final int[] SIZES = {1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 100, 257};

  /**
   * The three dimensions have sizes number i, j and i + s·j modulo 13, for three slopes s. So every
   * pair of sizes occurs in every pair of dimensions.
   */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyElementOfEveryProductEqualsTheNaiveSum(Precision precision) {
    ProductCase cases = new ProductCase(precision, new Random(1));
    for (int slope : new int[] {1, 3, 7}) {
      for (int i = 0; i < SIZES.length; i++) {
        for (int j = 0; j < SIZES.length; j++) {
          int m = SIZES[(i + slope * j) % SIZES.length];
          int groups = (i + j + slope) % 4 == 0 ? 3 : 1;
          cases.check(groups, SIZES[i], SIZES[j], m);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void longContractionsAreSummedInOrderAcrossBlocks(Precision precision) {
    ProductCase cases = new ProductCase(precision, new Random(2));
    cases.check(1, 9, 1100, 35);
    cases.check(1, 100, 513, 33);
    cases.check(2, 1, 1025, 300);
    cases.check(1, 1030, 3, 37);
  }

  /** (1 + ε)² − (1 + 2ε) is ε² when fused and 0 when the product is rounded first. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void eachMultiplyAddIsRoundedOnce(Precision precision) {
    double e = precision == Precision.DOUBLE ? 0x1p-52 : 0x1p-23;
    double[][] x = {{1, 1 + e}};
    double[][] w = {{-(1 + 2 * e)}, {1 + e}};
    for (Products products : ProductForms.all(precision)) {
      for (int cols = 1; cols <= 40; cols++) {
        Mat left = Mat.of(precision, x);
        Mat right = precision.zeros(2, cols);
        for (int j = 0; j < cols; j++) {
          right.set(0, j, w[0][0]);
          right.set(1, j, w[1][0]);
        }
        Mat y = precision.zeros(1, cols);
        products.affine(left, right, null, false, y, 0, 1);
        assertEquals(e * e, y.get(0, cols - 1), products.getClass() + ", " + cols + " columns");
      }
    }
  }

  /** The gradient of an unused critic is zero: such rows must cost nothing and change nothing. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void rowsOfZerosAreSkippedInTheGradientOfTheLeftFactor(Precision precision) {
    double inf = Double.POSITIVE_INFINITY;
    for (Products products : ProductForms.all(precision)) {
      Mat dy = Mat.of(precision, new double[][] {{0, -0.0}, {2, 0}, {-0.0, -0.0}});
      Mat w = Mat.of(precision, new double[][] {{inf, 1}, {3, Double.NaN}, {5, 7}});
      Mat dx = precision.zeros(3, 3);
      dx.fill(-0.0);
      products.timesTransposed(dy, w, dx, true, 0, 3);
      assertEquals(
          "[[-0.0, -0.0, -0.0], [Infinity, NaN, 10.0], [-0.0, -0.0, -0.0]]",
          Arrays.deepToString(dx.toRows()));
      products.timesTransposed(dy, w, dx, false, 0, 3);
      assertEquals(
          "[[0.0, 0.0, 0.0], [Infinity, NaN, 10.0], [0.0, 0.0, 0.0]]",
          Arrays.deepToString(dx.toRows()));
      dy.fill(-0.0);
      products.timesTransposed(dy, w, dx, false, 0, 3);
      assertEquals(
          "[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]", Arrays.deepToString(dx.toRows()));
    }
  }

  @Property(tries = 150)
  void productsOfAnyShapeEqualTheNaiveSum(
      @ForAll Precision precision,
      @ForAll @IntRange(min = 1, max = 4) int groups,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 70) int k,
      @ForAll @IntRange(min = 1, max = 70) int m,
      @ForAll long seed) {
    new ProductCase(precision, new Random(seed)).check(groups, n, k, m);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void nanAndInfinitiesPropagateAsInTheNaiveSum(Precision precision) {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      ProductCase cases = new ProductCase(precision, random);
      cases.addNonFinite();
      cases.check(
          1 + seed % 2, 1 + random.nextInt(40), 1 + random.nextInt(40), 1 + random.nextInt(40));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void warmProductsAllocateNothing(Precision precision) {
    Random random = new Random(4);
    for (Products products : ProductForms.all(precision)) {
      for (int[] size : new int[][] {{37, 50, 45}, {1, 70, 150}, {40, 40, 1}}) {
        Mat x = ProductCase.random(precision, size[0], size[1], random);
        Mat w = ProductCase.random(precision, size[1], size[2], random);
        Mat y = precision.zeros(size[0], size[2]);
        Mat dx = precision.zeros(size[0], size[1]);
        Mat dw = precision.zeros(size[1], size[2]);
        Allocation.assertNone(
            "all products",
            () -> {
              products.affine(x, w, null, true, y, 0, y.rows());
              products.timesTransposed(y, w, dx, true, 0, dx.rows());
              products.transposedTimes(x, y, dw, false, 0, dw.rows());
            });
      }
    }
  }

  @Test
  void productsWithoutBiasAgreeWithEjmlUpToRounding() {
    Random random = new Random(3);
    for (int n : SIZES) {
      for (int k : new int[] {1, 7, 16, 33, 100}) {
        for (int m : new int[] {2, 12, 33, 100}) {
          Mat x = ProductCase.random(Precision.DOUBLE, n, k, random);
          Mat w = ProductCase.random(Precision.DOUBLE, k, m, random);
          Mat y = Precision.DOUBLE.zeros(n, m);
          DMatrixRMaj expected = new DMatrixRMaj(n, m);
          CommonOps_DDRM.mult((DMatrixRMaj) x.ejml(), (DMatrixRMaj) w.ejml(), expected);
          for (Products products : ProductForms.all(Precision.DOUBLE)) {
            products.affine(x, w, null, false, y, 0, n);
            assertArrayEquals(expected.data, y.doubles(), k * 4e-15);
          }
        }
      }
    }
  }
}
