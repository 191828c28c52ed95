package org.qmp.nn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Reads a file from its first byte to its last, allocating no more than its length allows for. */
final class SafetensorsReader {
  private static final int PREFIX = Long.BYTES;
  private static final int CHUNK = 1 << 16;

  private SafetensorsReader() {}

  /**
   * The content of a stream.
   *
   * @param size the number of bytes that the stream holds
   */
  static Safetensors read(InputStream in, long size) throws IOException {
    if (size < PREFIX) {
      throw new SafetensorsException(
          size + " bytes are too few, the length of the header takes " + PREFIX);
    }
    long headerLength = littleEndian(bytes(in, PREFIX)).getLong();
    if (headerLength < 0 || headerLength > SafetensorsHeader.LONGEST) {
      throw new SafetensorsException(
          "a header of "
              + Long.toUnsignedString(headerLength)
              + " bytes is longer than the format's limit of "
              + SafetensorsHeader.LONGEST);
    }
    long dataLength = size - PREFIX - headerLength;
    if (dataLength < 0) {
      throw new SafetensorsException(
          "a header of "
              + headerLength
              + " bytes does not fit the "
              + (size - PREFIX)
              + " bytes that follow its length");
    }
    SafetensorsHeader header = SafetensorsHeaderParser.parse(utf8(bytes(in, (int) headerLength)));
    List<SafetensorsHeader.Entry> entries = header.tiling(dataLength);
    Map<String, Mat> tensors = new LinkedHashMap<>();
    Map<String, RawTensor> others = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : entries) {
      if (entry.isMatrix()) {
        Mat mat = Mat.zeros(entry.precision(), entry.matrixShape());
        readInto(mat, in);
        tensors.put(entry.name(), mat);
      } else {
        others.put(entry.name(), new RawTensor(entry, raw(in, entry.length())));
      }
    }
    return new Safetensors(tensors, others, header.metadata());
  }

  /** The bytes of a tensor, or none where they are too many for an array. */
  private static byte[] raw(InputStream in, long length) throws IOException {
    if (length <= Safetensors.LARGEST_ARRAY) {
      return bytes(in, (int) length);
    }
    in.skipNBytes(length);
    return new byte[0];
  }

  private static void readInto(Mat mat, InputStream in) throws IOException {
    int perChunk = CHUNK / SafetensorsHeader.width(mat.precision());
    for (int done = 0; done < mat.size(); ) {
      int count = Math.min(perChunk, mat.size() - done);
      ByteBuffer chunk = littleEndian(bytes(in, count * SafetensorsHeader.width(mat.precision())));
      if (mat.precision() == Precision.DOUBLE) {
        chunk.asDoubleBuffer().get(mat.doubles(), mat.offset() + done, count);
      } else {
        chunk.asFloatBuffer().get(mat.floats(), mat.offset() + done, count);
      }
      done += count;
    }
  }

  private static byte[] bytes(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new SafetensorsException(
          "the file has become shorter while it was read: "
              + bytes.length
              + " bytes were left where "
              + count
              + " belong");
    }
    return bytes;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A new decoder reports what is malformed, where {@code new String} would replace it. */
  private static String utf8(byte[] bytes) throws SafetensorsException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new SafetensorsException("the header is not UTF-8: " + e.getMessage(), e);
    }
  }
}
