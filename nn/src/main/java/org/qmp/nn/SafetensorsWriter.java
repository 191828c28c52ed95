package org.qmp.nn;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Writes the one file that stands for given tensors and metadata. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 1 << 16;

  // Lower case in escapes, as the reference implementation writes them.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  private SafetensorsWriter() {}

  static void write(Safetensors file, OutputStream out) throws IOException {
    out.write(prefixAndHeader(file));
    for (Mat mat : file.tensors().values()) {
      write(mat, out);
    }
    for (RawTensor other : file.others().values()) {
      byte[] bytes = new byte[other.data().remaining()];
      other.data().get(bytes);
      out.write(bytes);
    }
  }

  /** The number of bytes of all elements. */
  static long dataLength(Safetensors file) {
    long length = 0;
    for (Mat mat : file.tensors().values()) {
      length += SafetensorsHeader.bytes(mat.precision(), mat.shape());
    }
    for (RawTensor other : file.others().values()) {
      length += other.data().remaining();
    }
    return length;
  }

  private static byte[] prefixAndHeader(Safetensors file) throws IOException {
    byte[] json = json(file).getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    if (json.length + padding > SafetensorsHeader.LONGEST) {
      throw new IllegalStateException(
          "names and metadata make a header of "
              + json.length
              + " bytes, and the format allows for "
              + SafetensorsHeader.LONGEST);
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + json.length + padding).order(ByteOrder.LITTLE_ENDIAN);
    bytes
        .putLong(json.length + padding)
        .put(json)
        .put(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
    return bytes.array();
  }

  private static String json(Safetensors file) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (!file.metadata().isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (Map.Entry<String, String> entry : file.metadata().entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long begin = 0;
      for (Map.Entry<String, Mat> tensor : file.tensors().entrySet()) {
        Mat mat = tensor.getValue();
        long end = begin + SafetensorsHeader.bytes(mat.precision(), mat.shape());
        String dtype = SafetensorsHeader.dtype(mat.precision());
        json(json, tensor.getKey(), dtype, new long[] {mat.rows(), mat.cols()}, begin, end);
        begin = end;
      }
      for (Map.Entry<String, RawTensor> tensor : file.others().entrySet()) {
        RawTensor other = tensor.getValue();
        long end = begin + other.data().remaining();
        long[] shape = other.shape().stream().mapToLong(Long::longValue).toArray();
        json(json, tensor.getKey(), other.dtype(), shape, begin, end);
        begin = end;
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void json(
      JsonGenerator json, String name, String dtype, long[] shape, long begin, long end)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("dtype", dtype);
    json.writeFieldName("shape");
    json.writeArray(shape, 0, shape.length);
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {begin, end}, 0, 2);
    json.writeEndObject();
  }

  private static void write(Mat mat, OutputStream out) throws IOException {
    int width = SafetensorsHeader.width(mat.precision());
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < mat.size(); ) {
      int count = Math.min(CHUNK / width, mat.size() - done);
      if (mat.precision() == Precision.DOUBLE) {
        chunk.asDoubleBuffer().put(mat.doubles(), mat.offset() + done, count);
      } else {
        chunk.asFloatBuffer().put(mat.floats(), mat.offset() + done, count);
      }
      out.write(chunk.array(), 0, count * width);
      done += count;
    }
  }
}
