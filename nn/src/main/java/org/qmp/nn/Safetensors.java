package org.qmp.nn;

import static org.qmp.nn.SafetensorsException.quoted;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
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
 * always has two dimensions. What no matrix can hold (I64 and U8 among it) is kept as it is.
 *
 * <p>The file is canonical: the same tensors in the same order and the same metadata are the same
 * bytes, those of the reference implementation where it would choose the same order (by width, then
 * name). The header is padded to a multiple of 8 bytes; data follow each other in the order of the
 * names, without gaps, so that an F64 after an odd number of F32 is not aligned.
 *
 * @param tensors by name, in the order of their data; the map is copied, the matrices are not
 * @param others by name: tensors that no matrix can hold, written after the matrices
 * @param metadata free text by key, in the order of the keys' UTF-16 code units
 */
public record Safetensors(
    Map<String, Mat> tensors, Map<String, RawTensor> others, Map<String, String> metadata) {
  private static final int ALIGNMENT = 8;

  // Lower case in escapes, as the reference implementation writes them.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  /**
   * @throws IllegalArgumentException if a tensor has the reserved name {@code __metadata__}, two
   *     have the same name, or a text has an unpaired surrogate and so no UTF-8 form
   */
  public Safetensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    Set<String> names = new LinkedHashSet<>(tensors.keySet());
    for (String name : others.keySet()) {
      if (!names.add(name)) {
        throw new IllegalArgumentException("two tensors have the name " + quoted(name));
      }
    }
    if (names.contains(SafetensorsReader.METADATA)) {
      throw new IllegalArgumentException(
          "no tensor can have the name " + SafetensorsReader.METADATA + ", the format reserves it");
    }
    for (Collection<String> texts : List.of(names, metadata.keySet(), metadata.values())) {
      for (String text : texts) {
        if (!isUnicode(text)) {
          throw new IllegalArgumentException(quoted(text) + " has an unpaired surrogate");
        }
      }
    }
  }

  /** Matrices alone. */
  public Safetensors(Map<String, Mat> tensors, Map<String, String> metadata) {
    this(tensors, Map.of(), metadata);
  }

  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /**
   * The matrix of that name.
   *
   * @throws SafetensorsException if it is one of the others, saying why no matrix can hold it
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

  /** The content of a file, of any length; a {@link SafetensorsException} if it is malformed. */
  public static Safetensors read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return SafetensorsReader.read(in, Files.size(path));
    } catch (SafetensorsException e) {
      throw new SafetensorsException(path + ": " + e.getMessage(), e);
    }
  }

  /** The content of a file that is in memory. */
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
   *     the data of one of the others were not read
   */
  public byte[] toBytes() {
    Map<String, RawTensor> entries = entries();
    byte[] json = json(entries).getBytes(StandardCharsets.UTF_8);
    int header = json.length + Math.floorMod(-json.length, ALIGNMENT);
    if (header > SafetensorsReader.LONGEST_HEADER) {
      String limit = " bytes, and the format allows for " + SafetensorsReader.LONGEST_HEADER;
      throw new IllegalStateException("names and metadata make a header of " + json.length + limit);
    }
    int start = Long.BYTES + header;
    long length = start + entries.values().stream().mapToLong(RawTensor::length).sum();
    if (length > RawTensor.LARGEST_ARRAY) {
      throw new IllegalStateException(length + " bytes are too many for an array");
    }
    ByteBuffer file = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header).put(json);
    Arrays.fill(file.array(), file.position(), start, (byte) ' ');
    file.position(start);
    for (Mat mat : tensors.values()) {
      if (mat.precision() == Precision.DOUBLE) {
        file.asDoubleBuffer().put(mat.doubles(), mat.offset(), mat.size());
        file.position(file.position() + mat.size() * Double.BYTES);
      } else {
        file.asFloatBuffer().put(mat.floats(), mat.offset(), mat.size());
        file.position(file.position() + mat.size() * Float.BYTES);
      }
    }
    others.values().forEach(other -> file.put(other.data()));
    return file.array();
  }

  /**
   * Writes the file, replacing one that is there: first beside it, under its name with {@code .tmp}
   * after it, so that nobody ever sees half of it.
   *
   * @throws IllegalStateException as {@link #toBytes()}
   */
  public void write(Path path) throws IOException {
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    try {
      Files.write(temporary, toBytes());
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary); // still there only if something failed
    }
  }

  /** All tensors as the header tells of them, those of matrices without their data. */
  private Map<String, RawTensor> entries() {
    Map<String, RawTensor> entries = new LinkedHashMap<>();
    tensors.forEach(
        (name, mat) -> {
          String dtype = mat.precision() == Precision.DOUBLE ? "F64" : "F32";
          List<Long> shape = List.of((long) mat.rows(), (long) mat.cols());
          entries.put(name, new RawTensor(dtype, shape, new byte[0]));
        });
    others.forEach((name, other) -> other.array("tensor " + quoted(name)));
    entries.putAll(others);
    return entries;
  }

  private String json(Map<String, RawTensor> entries) {
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
      for (Map.Entry<String, RawTensor> entry : entries.entrySet()) {
        RawTensor tensor = entry.getValue();
        long end = begin + tensor.length();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", tensor.dtype());
        writeArray(json, "shape", tensor.shape());
        writeArray(json, "data_offsets", List.of(begin, end));
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return text.toString();
  }

  private static void writeArray(JsonGenerator json, String field, List<Long> numbers)
      throws IOException {
    json.writeFieldName(field);
    json.writeArray(numbers.stream().mapToLong(Long::longValue).toArray(), 0, numbers.size());
  }
}
