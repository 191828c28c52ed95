package org.qmp.nn;

import static org.qmp.nn.SafetensorsException.quoted;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Shape;

/** What the header of a file says of its data. */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  /** The limit of the reference implementation. */
  static final int LONGEST = 100_000_000;

  /**
   * A tensor whose elements are the bytes from begin (inclusive) to end (exclusive) of the data.
   */
  record Entry(String name, Precision precision, Shape shape, long begin, long end) {}

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

  /**
   * The entries in the order of their data, after a check that they are exactly as long as their
   * shapes say and tile the whole data without hole or overlap.
   */
  List<Entry> tiling(long dataLength) throws SafetensorsException {
    for (Entry entry : entries) {
      checkRange(entry, dataLength);
    }
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::begin));
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
    long expected = bytes(entry.precision, entry.shape);
    if (entry.end - entry.begin != expected) {
      throw new SafetensorsException(
          found
              + ", a length of "
              + (entry.end - entry.begin)
              + " where "
              + entry.shape
              + " of "
              + dtype(entry.precision)
              + " take "
              + expected);
    }
  }
}
