package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MatTest {

  @Test
  void aWrappedMatrixIsTheUsersOwn() {
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
  void raggedRowsAreRefusedByNumber() {
    double[][] ragged = {{1, 2}, {3}};
    ShapeException error =
        assertThrows(ShapeException.class, () -> Mat.of(Precision.DOUBLE, ragged));
    assertEquals("row 1 has 1 values where row 0 has 2", error.getMessage());
  }

  @Test
  void anElementOutsideIsRefusedEvenWhereTheArrayHasOne() {
    Mat mat = Precision.DOUBLE.zeros(3, 2);
    assertThrows(IndexOutOfBoundsException.class, () -> mat.get(0, 2));
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
  void rowsColumnsAndScalarsBroadcastEitherWay(int r, int c, int r2, int c2) {
    Shape large = new Shape(r, c);
    assertEquals(large, large.broadcast(new Shape(r2, c2)));
    assertEquals(large, new Shape(r2, c2).broadcast(large));
  }

  @Test
  void aRowAndAColumnDoNotMakeAMatrix() {
    assertThrows(ShapeException.class, () -> new Shape(1, 3).broadcast(new Shape(2, 1)));
  }
}
