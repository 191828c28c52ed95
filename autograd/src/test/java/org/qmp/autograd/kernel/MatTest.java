package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MatTest {

  @Test
  void aWrappedMatrixIsNotCopied() {
    FMatrixRMaj theirs = new FMatrixRMaj(2, 3);
    Mat mat = Mat.of(theirs);
    mat.set(1, 2, 7);
    assertEquals(7, theirs.get(1, 2));
    assertSame(theirs, mat.ejml());
    assertSame(theirs.data, mat.floats());
  }

  @Test
  void aRangeOfRowsIsAWindowOntoTheSameNumbers() {
    Mat mat = Mat.of(Precision.DOUBLE, new double[][] {{1, 2}, {3, 4}, {5, 6}});
    Mat window = mat.rowRange(1, 3);
    window.set(0, 1, 40);
    assertEquals(40, mat.get(1, 1));
    assertEquals(2, window.rowRange(1, 2).offset() - window.offset());
    assertArrayEquals(new double[][] {{3, 40}, {5, 6}}, window.toRows());
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "0, 4", "2, 2", "2, 1"})
  void aRangeOutsideTheMatrixIsRefused(int from, int to) {
    Mat mat = Precision.DOUBLE.zeros(3, 2);
    ShapeException error = assertThrows(ShapeException.class, () -> mat.rowRange(from, to));
    assertEquals("rows " + from + " to " + to + " of a 3×2 matrix", error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "2, 0", "-1, 1", "70000, 70000"})
  void impossibleShapesAreRefused(int rows, int cols) {
    assertThrows(ShapeException.class, () -> new Shape(rows, cols));
  }

  @Test
  void raggedRowsAreRefusedWithTheRowNumber() {
    double[][] ragged = {{1, 2}, {3}};
    ShapeException error =
        assertThrows(ShapeException.class, () -> Mat.of(Precision.DOUBLE, ragged));
    assertEquals("row 1 has 1 values where row 0 has 2", error.getMessage());
  }

  @Test
  void anElementOutsideAWindowIsRefusedEvenIfTheArrayHasIt() {
    Mat middle = Precision.DOUBLE.zeros(3, 2).rowRange(1, 2);
    for (int[] at : new int[][] {{0, 2}, {1, 0}, {-1, 0}, {0, -1}}) {
      String where = "(" + at[0] + ", " + at[1] + ") of a 1×2 matrix";
      assertRefused(where, IndexOutOfBoundsException.class, () -> middle.get(at[0], at[1]));
      assertRefused(where, IndexOutOfBoundsException.class, () -> middle.set(at[0], at[1], 1));
    }
  }

  private static void assertRefused(
      String message, Class<? extends Exception> type, Executable action) {
    assertEquals(message, assertThrows(type, action).getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void writingToAWindowChangesNothingOutside(Precision precision) {
    Precision other = precision == Precision.FLOAT ? Precision.DOUBLE : Precision.FLOAT;
    double[][] row = {{3, 4}};
    List<Consumer<Mat>> writers =
        List.of(
            window -> window.fill(5),
            window -> window.set(Mat.of(precision, row)),
            window -> window.set(Mat.of(other, row)),
            window -> window.set(new double[] {3, 4}));
    for (Consumer<Mat> writer : writers) {
      Mat mat = Mat.of(precision, new double[][] {{1, 1}, {1, 1}, {1, 1}});
      writer.accept(mat.rowRange(1, 2));
      double[] expected = writer == writers.get(0) ? new double[] {5, 5} : row[0];
      assertArrayEquals(new double[][] {{1, 1}, expected, {1, 1}}, mat.toRows());
      assertArrayEquals(new double[][] {expected}, mat.rowRange(1, 2).copy().toRows());
    }
  }

  @Test
  void onlyAMatrixOfOneElementIsAScalar() {
    assertEquals(7, Mat.of(Precision.FLOAT, new double[][] {{7}}).scalar());
    Mat row = Precision.FLOAT.zeros(1, 2);
    assertRefused("a 1×2 matrix is not a scalar", ShapeException.class, row::scalar);
    Mat column = Precision.FLOAT.zeros(2, 1);
    assertRefused("a 2×1 matrix is not a scalar", ShapeException.class, column::scalar);
  }

  @Test
  void aMatrixWithoutRowsIsRefused() {
    assertRefused(
        "a matrix needs at least one row",
        ShapeException.class,
        () -> Mat.of(Precision.FLOAT, new double[0][]));
  }

  @Test
  void smallMatricesShowTheirNumbers() {
    Mat mat = Mat.of(Precision.FLOAT, new double[][] {{1, 2}, {3, 4}});
    assertEquals("FLOAT 2×2 [[1.0, 2.0], [3.0, 4.0]]", mat.toString());
    assertEquals("FLOAT 1×2 [[3.0, 4.0]]", mat.rowRange(1, 2).toString());
    assertTrue(Precision.DOUBLE.zeros(8, 8).toString().startsWith("DOUBLE 8×8 [[0.0, "));
    assertEquals("DOUBLE 5×13", Precision.DOUBLE.zeros(5, 13).toString());
  }

  @Test
  void copyingRoundsToThePrecision() {
    Mat wide = Mat.of(Precision.DOUBLE, new double[][] {{0.1}});
    Mat narrow = Precision.FLOAT.zeros(1, 1);
    narrow.set(wide);
    assertEquals(0.1f, narrow.floats()[0]);
    assertThrows(ShapeException.class, () -> narrow.set(Precision.FLOAT.zeros(1, 2)));
  }

  @Test
  void theFirstNonFiniteElementIsFoundInsideAWindow() {
    Mat mat = Precision.FLOAT.zeros(3, 2);
    mat.set(0, 0, Double.NaN);
    mat.set(2, 1, Double.NEGATIVE_INFINITY);
    assertEquals(0, mat.firstNonFinite());
    assertEquals(3, mat.rowRange(1, 3).firstNonFinite());
    assertEquals(-1, mat.rowRange(1, 2).firstNonFinite());
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 2, 3", "2, 3, 1, 3", "2, 3, 2, 1", "2, 3, 1, 1"})
  void rowsColumnsAndScalarsBroadcastInEitherOrder(int r, int c, int r2, int c2) {
    Shape large = new Shape(r, c);
    assertEquals(large, large.broadcast(new Shape(r2, c2)));
    assertEquals(large, new Shape(r2, c2).broadcast(large));
  }

  @Test
  void aRowAndAColumnDoNotBroadcast() {
    assertThrows(ShapeException.class, () -> new Shape(1, 3).broadcast(new Shape(2, 1)));
  }
}
