package org.qmp.nn;

import static org.qmp.nn.SafetensorsException.quoted;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/**
 * Named matrices in the safetensors format (github.com/huggingface/safetensors), which PyTorch,
 * JAX, NumPy and others read and write.
 *
 * <pre>
 *   8 bytes    n, the length of the header, little-endian
 *   n bytes    {"__metadata__": {key: text, …}, name: {"dtype": …, "shape": […], "data_offsets": [begin, end]}, …}
 *              JSON in UTF-8, padded with spaces
 *   the rest   the elements, row-major and little-endian; offsets count from its first byte
 * </pre>
 *
 * <p>F32 is a FLOAT matrix and F64 a DOUBLE one, bit for bit, with the payload of every NaN and the
 * sign of every zero. A shape of [n] is read as a row (1×n), one of [] as 1×1; what is written
 * always has two dimensions. The tensors of a file come in the order of their data. What no matrix
 * can hold (I64 and U8 among it) is kept as it is, listed in {@link #others()} and written after
 * the matrices.
 *
 * <p>The file is canonical: the same tensors in the same order and the same metadata are the same
 * bytes, those of the reference implementation where it would choose the same order (by width, then
 * name). Metadata are in the order of their keys' UTF-16 code units; the header is padded to a
 * multiple of 8 bytes; data follow each other in the order of the names, without gaps, so that an
 * F64 after an odd number of F32 is not aligned.
 *
 * @param tensors by name, in order; the map is copied, the matrices are not
 * @param others by name, in order: tensors that no matrix can hold
 * @param metadata free text by key, sorted
 */
public record Safetensors(
    Map<String, Mat> tensors, Map<String, RawTensor> others, Map<String, String> metadata) {
  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 1 << 16;

  // Lower case in escapes, as the reference implementation writes them.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  /**
   * @throws IllegalArgumentException if a tensor has the reserved name {@code __metadata__}, two
   *     have the same name, or a text has an unpaired surrogate and so no UTF-8 form
   */
  public Safetensors {
    if (tensors.containsKey(SafetensorsReader.METADATA)
        || others.containsKey(SafetensorsReader.METADATA)) {
      throw new IllegalArgumentException(
          "no tensor can have the name " + SafetensorsReader.METADATA + ", the format reserves it");
    }
    for (String name : others.keySet()) {
      if (tensors.containsKey(name)) {
        throw new IllegalArgumentException("two tensors have the name " + quoted(name));
      }
    }
    tensors.keySet().forEach(Safetensors::checkUnicode);
    others.keySet().forEach(Safetensors::checkUnicode);
    metadata.keySet().forEach(Safetensors::checkUnicode);
    metadata.values().forEach(Safetensors::checkUnicode);
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /** Matrices alone. */
  public Safetensors(Map<String, Mat> tensors, Map<String, String> metadata) {
    this(tensors, Map.of(), metadata);
  }

  private static void checkUnicode(String text) {
    if (!isUnicode(text)) {
      throw new IllegalArgumentException(quoted(text) + " has an unpaired surrogate");
    }
  }

  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /**
   * The matrix of that name.
   *
   * @throws SafetensorsException if it is one of {@link #others()}, saying why no matrix can hold
   *     it
   * @throws NoSuchElementException naming it and those that exist
   */
  public Mat tensor(String name) throws SafetensorsException {
    RawTensor other = others.get(name);
    if (other != null) {
      throw new SafetensorsException(
          "tensor " + quoted(name) + ": " + RawTensor.problem(other.dtype(), other.shape()));
    }
    Mat found = tensors.get(name);
    if (found == null) {
      throw new NoSuchElementException(
          "no tensor " + quoted(name) + " among " + tensors.keySet() + " and " + others.keySet());
    }
    return found;
  }

  /**
   * The content of a file, of any length.
   *
   * @throws SafetensorsException if it is not of the format
   */
  public static Safetensors read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        InputStream in = Channels.newInputStream(channel)) {
      return SafetensorsReader.read(in, channel.size());
    } catch (SafetensorsException e) {
      throw new SafetensorsException(path + ": " + e.getMessage(), e);
    }
  }

  /**
   * The content of a file that is in memory.
   *
   * @throws SafetensorsException if it is not of the format
   */
  public static Safetensors read(byte[] bytes) throws SafetensorsException {
    try {
      return SafetensorsReader.read(new ByteArrayInputStream(bytes), bytes.length);
    } catch (SafetensorsException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /**
   * The file.
   *
   * @throws IllegalStateException if it is too long for an array, or the header for the format, or
   *     the data of one of {@link #others()} were not read
   */
  public byte[] toBytes() {
    try {
      byte[] header = header();
      long length = header.length + parts().stream().mapToLong(Part::length).sum();
      if (length > RawTensor.LARGEST_ARRAY) {
        throw new IllegalStateException(
            length + " bytes are too many for an array; write them to a file");
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream((int) length);
      write(header, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }

  /**
   * Writes the file, replacing one that is there: first beside it, under its name with {@code .tmp}
   * after it, so that nobody ever sees half of it.
   *
   * @throws IllegalStateException if the header is too long for the format, or the data of one of
   *     {@link #others()} were not read
   */
  public void write(Path path) throws IOException {
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    try {
      try (FileChannel channel =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        write(header(), out);
        channel.force(true);
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private void write(byte[] header, OutputStream out) throws IOException {
    out.write(header);
    for (Mat mat : tensors.values()) {
      write(mat, out);
    }
    for (RawTensor other : others.values()) {
      out.write(other.array(other.dtype()));
    }
  }

  private static void write(Mat mat, OutputStream out) throws IOException {
    int width = width(mat);
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

  private static int width(Mat mat) {
    return mat.precision() == Precision.DOUBLE ? Double.BYTES : Float.BYTES;
  }

  /** What the header says of a tensor. */
  private record Part(String name, String dtype, long[] shape, long length) {}

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    tensors.forEach(
        (name, mat) -> {
          String dtype = mat.precision() == Precision.DOUBLE ? "F64" : "F32";
          long length = (long) mat.size() * width(mat);
          parts.add(new Part(name, dtype, new long[] {mat.rows(), mat.cols()}, length));
        });
    others.forEach(
        (name, other) -> {
          long length = other.array("tensor " + quoted(name)).length;
          long[] shape = other.shape().stream().mapToLong(Long::longValue).toArray();
          parts.add(new Part(name, other.dtype(), shape, length));
        });
    return parts;
  }

  /** Length, JSON and spaces. */
  private byte[] header() throws IOException {
    byte[] json = json().getBytes(StandardCharsets.UTF_8);
    int length = json.length + Math.floorMod(-json.length, ALIGNMENT);
    if (length > SafetensorsReader.LONGEST_HEADER) {
      String limit = " bytes, and the format allows for " + SafetensorsReader.LONGEST_HEADER;
      throw new IllegalStateException("names and metadata make a header of " + json.length + limit);
    }
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(length).put(json);
    Arrays.fill(header.array(), header.position(), header.capacity(), (byte) ' ');
    return header.array();
  }

  private String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafetensorsReader.METADATA);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long begin = 0;
      for (Part part : parts()) {
        long end = begin + part.length;
        json.writeObjectFieldStart(part.name);
        json.writeStringField("dtype", part.dtype);
        json.writeFieldName("shape");
        json.writeArray(part.shape, 0, part.shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, end}, 0, 2);
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
