package org.qmp.nn;

import static org.qmp.nn.SafetensorsException.quoted;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Shape;

/** What the header of a file says of its data. */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  /** The limit of the reference implementation. */
  static final int LONGEST = 100_000_000;

  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /**
   * A tensor whose elements are the bytes from begin (inclusive) to end (exclusive) of the data.
   */
  record Entry(String name, SafetensorsDtype dtype, List<Long> shape, long begin, long end) {
    long length() {
      return end - begin;
    }

    String quotedName() {
      return quoted(name);
    }

    /** Whether a matrix can hold it; if not, {@link #matrixShape} says why. */
    boolean isMatrix() {
      return problem().isEmpty();
    }

    Precision precision() {
      return dtype == SafetensorsDtype.F64 ? Precision.DOUBLE : Precision.FLOAT;
    }

    /** [n] is a row (1×n), [] is 1×1. */
    Shape matrixShape() throws SafetensorsException {
      if (!isMatrix()) {
        throw new SafetensorsException("tensor " + quotedName() + ": " + problem());
      }
      int rank = shape.size();
      long rows = rank < 2 ? 1 : shape.get(0);
      long cols = rank < 1 ? 1 : shape.get(rank - 1);
      return new Shape((int) rows, (int) cols);
    }

    private String problem() {
      if (dtype != SafetensorsDtype.F32 && dtype != SafetensorsDtype.F64) {
        return "dtype " + dtype + " fits no matrix, only F32 and F64 do";
      }
      if (shape.size() > 2) {
        return "shape " + shape + " has more than the two dimensions of a matrix";
      }
      long elements = length() / (dtype.bits / Byte.SIZE);
      if (elements == 0) {
        return "shape " + shape + " holds no element, and a matrix has at least one";
      }
      return elements <= MOST_ELEMENTS
          ? ""
          : "shape " + shape + " is too large, a matrix has at most " + MOST_ELEMENTS + " elements";
    }
  }

  static String dtype(Precision precision) {
    return switch (precision) {
      case DOUBLE -> "F64";
      case FLOAT -> "F32";
    };
  }

  static int width(Precision precision) {
    return switch (precision) {
      case DOUBLE -> Double.BYTES;
      case FLOAT -> Float.BYTES;
    };
  }

  static long bytes(Precision precision, Shape shape) {
    return (long) shape.size() * width(precision);
  }

  /** As {@code 2×3}; with fewer than two dimensions, those of the matrix. */
  private static String sizes(List<Long> shape) {
    String all = shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
    return switch (shape.size()) {
      case 0 -> "1×1";
      case 1 -> "1×" + all;
      default -> all;
    };
  }

  /** The number of elements; the parser has made sure that it and its bits are longs. */
  static long elements(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  /**
   * The entries in the order of their data, after a check that they are exactly as long as their
   * shapes say and tile the whole data without hole or overlap.
   */
  List<Entry> tiling(long dataLength) throws SafetensorsException {
    for (Entry entry : entries) {
      checkRange(entry, dataLength);
    }
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long covered = 0;
    for (Entry entry : sorted) {
      if (entry.begin != covered) {
        throw new SafetensorsException(
            "tensor "
                + quoted(entry.name)
                + ": data_offsets begin at "
                + entry.begin
                + (entry.begin < covered ? ", an overlap" : ", a hole")
                + ", where the tensor before ends at "
                + covered);
      }
      covered = entry.end;
    }
    if (covered != dataLength) {
      throw new SafetensorsException(
          "the tensors end at byte " + covered + " of the data, which has " + dataLength);
    }
    return sorted;
  }

  private static void checkRange(Entry entry, long dataLength) throws SafetensorsException {
    String found =
        "tensor "
            + quoted(entry.name)
            + ": data_offsets are ["
            + entry.begin
            + ", "
            + entry.end
            + "]";
    if (entry.begin > entry.end) {
      throw new SafetensorsException(found + ", reversed");
    }
    if (entry.end > dataLength) {
      throw new SafetensorsException(
          found + ", out of range: the file has " + dataLength + " bytes of data");
    }
    long bits = entry.dtype.bits * SafetensorsHeader.elements(entry.shape);
    if (entry.length() * Byte.SIZE != bits) {
      throw new SafetensorsException(
          found
              + ", a length of "
              + entry.length()
              + " where "
              + sizes(entry.shape)
              + " of "
              + entry.dtype
              + " take "
              + (bits % Byte.SIZE == 0 ? "" + bits / Byte.SIZE : bits + " bits"));
    }
  }
}
