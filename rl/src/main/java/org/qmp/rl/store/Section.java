package org.qmp.rl.store;

import java.nio.ByteBuffer;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** What a checkpoint holds under one name. Numbers are big-endian; every bit of them is kept. */
sealed interface Section {
  /** What it is, for messages. */
  String kind();

  /** The number of bytes in the file. */
  long length();

  /** Writes {@link #length()} bytes. */
  void write(ByteBuffer out);

  record Bytes(byte[] values) implements Section {
    @Override
    public String kind() {
      return "bytes";
    }

    @Override
    public long length() {
      return values.length;
    }

    @Override
    public void write(ByteBuffer out) {
      out.put(values);
    }

    static Bytes read(ByteBuffer in) {
      byte[] values = new byte[in.remaining()];
      in.get(values);
      return new Bytes(values);
    }
  }

  record Longs(long[] values) implements Section {
    @Override
    public String kind() {
      return "longs";
    }

    @Override
    public long length() {
      return (long) values.length * Long.BYTES;
    }

    @Override
    public void write(ByteBuffer out) {
      out.asLongBuffer().put(values);
      out.position(out.position() + values.length * Long.BYTES);
    }

    static Longs read(ByteBuffer in) {
      long[] values = new long[in.remaining() / Long.BYTES];
      in.asLongBuffer().get(values);
      return new Longs(values);
    }
  }

  record Doubles(double[] values) implements Section {
    @Override
    public String kind() {
      return "doubles";
    }

    @Override
    public long length() {
      return (long) values.length * Double.BYTES;
    }

    @Override
    public void write(ByteBuffer out) {
      out.asDoubleBuffer().put(values);
      out.position(out.position() + values.length * Double.BYTES);
    }

    static Doubles read(ByteBuffer in) {
      double[] values = new double[in.remaining() / Double.BYTES];
      in.asDoubleBuffer().get(values);
      return new Doubles(values);
    }
  }

  record Matrix(Mat mat) implements Section {
    @Override
    public String kind() {
      return mat.precision() + " " + mat.shape() + " matrix";
    }

    @Override
    public long length() {
      return length(mat.precision(), mat.rows(), mat.cols());
    }

    /** The bytes of a matrix, also of one that is too large to exist. */
    static long length(Precision precision, int rows, int cols) {
      long elements = (long) rows * cols;
      int width = precision == Precision.DOUBLE ? Double.BYTES : Float.BYTES;
      return elements > Integer.MAX_VALUE ? Long.MAX_VALUE : elements * width;
    }

    @Override
    public void write(ByteBuffer out) {
      if (mat.precision() == Precision.DOUBLE) {
        out.asDoubleBuffer().put(mat.doubles(), mat.offset(), mat.size());
      } else {
        out.asFloatBuffer().put(mat.floats(), mat.offset(), mat.size());
      }
      out.position(out.position() + (int) length());
    }

    /** A matrix whose length has been compared with the bytes that are there. */
    static Matrix read(ByteBuffer in, Precision precision, int rows, int cols) {
      Mat mat = precision.zeros(rows, cols);
      if (precision == Precision.DOUBLE) {
        in.asDoubleBuffer().get(mat.doubles(), 0, mat.size());
      } else {
        in.asFloatBuffer().get(mat.floats(), 0, mat.size());
      }
      return new Matrix(mat);
    }
  }
}
