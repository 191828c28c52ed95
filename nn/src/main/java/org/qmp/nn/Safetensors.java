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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.qmp.autograd.kernel.Mat;

/**
 * Named tensors in the safetensors format (github.com/huggingface/safetensors), which PyTorch, JAX,
 * NumPy and others read and write.
 *
 * <pre>
 *   8 bytes    n, the length of the header, little-endian
 *   n bytes    {"__metadata__": {key: text, …}, name: {"dtype": …, "shape": […], "data_offsets": [begin, end]}, …}
 *              JSON in UTF-8, padded with spaces
 *   the rest   the elements, row-major and little-endian; offsets count from its first byte
 * </pre>
 *
 * <p>The file is canonical: the same tensors in the same order and the same metadata give the same
 * bytes, namely those of the reference implementation if it chooses the same order (by dtype, then
 * name) and there is at most one metadata entry. The header is padded to a multiple of 8 bytes;
 * data follow each other in the order of the names, without gaps, so that an F64 after an odd
 * number of F32 is not aligned.
 *
 * @param tensors by name, in the order of their data; the map is copied
 * @param metadata free text by key, in the order of the keys' UTF-16 code units
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  private static final int ALIGNMENT = 8;

  // Lower case in escapes, as the reference implementation writes them.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  /**
   * @throws IllegalArgumentException if a tensor has the reserved name {@code __metadata__}, or a
   *     text has an unpaired surrogate and so no UTF-8 form
   */
  public Safetensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    if (tensors.containsKey(SafetensorsReader.METADATA)) {
      throw new IllegalArgumentException(
          "no tensor can have the name " + SafetensorsReader.METADATA + ", the format reserves it");
    }
    for (Collection<String> texts :
        List.of(tensors.keySet(), metadata.keySet(), metadata.values())) {
      for (String text : texts) {
        if (!isUnicode(text)) {
          throw new IllegalArgumentException(quoted(text) + " has an unpaired surrogate");
        }
      }
    }
  }

  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /**
   * The matrix of that name, as {@link Tensor#mat()}.
   *
   * @throws SafetensorsException if no matrix can hold the tensor, saying why
   * @throws NoSuchElementException naming it and those that exist
   */
  public Mat matrix(String name) throws SafetensorsException {
    Tensor found = tensors.get(name);
    if (found == null) {
      throw new NoSuchElementException("no tensor " + quoted(name) + " among " + tensors.keySet());
    }
    if (!found.isMatrix()) {
      throw new SafetensorsException("tensor " + quoted(name) + ": " + found.problem());
    }
    return found.mat();
  }

  /**
   * Reads a file of any length.
   *
   * @throws SafetensorsException if it is malformed
   */
  public static Safetensors read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, Files.size(path), name -> true);
    } catch (SafetensorsException e) {
      throw new SafetensorsException(path + ": " + e.getMessage(), e);
    }
  }

  /** Reads the bytes of a file. */
  public static Safetensors read(byte[] bytes) throws SafetensorsException {
    try {
      return read(new ByteArrayInputStream(bytes), bytes.length, name -> true);
    } catch (SafetensorsException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /**
   * Reads some of the tensors of a file; the data of the others are skipped.
   *
   * @param in the file, read to its end and not closed
   * @param length of the file in bytes
   * @param names which tensors to keep
   * @throws SafetensorsException if the file is malformed
   */
  public static Safetensors read(InputStream in, long length, Predicate<String> names)
      throws IOException {
    return SafetensorsReader.read(in, length, names);
  }

  /**
   * The file.
   *
   * @throws IllegalStateException if it is too long for an array, or the header for the format, or
   *     the data of a tensor were not read
   */
  public byte[] toBytes() {
    byte[] json = json().getBytes(StandardCharsets.UTF_8);
    int header = json.length + Math.floorMod(-json.length, ALIGNMENT);
    if (header > SafetensorsReader.LONGEST_HEADER) {
      String limit = " bytes, and the format allows for " + SafetensorsReader.LONGEST_HEADER;
      throw new IllegalStateException("names and metadata make a header of " + json.length + limit);
    }
    int start = Long.BYTES + header;
    long length = start;
    for (Tensor tensor : tensors.values()) {
      length += tensor.array(tensor.dtype()).length;
    }
    if (length > Tensor.LARGEST_ARRAY) {
      throw new IllegalStateException(length + " bytes are too many for an array");
    }
    ByteBuffer file = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header).put(json);
    while (file.position() < start) {
      file.put((byte) ' ');
    }
    tensors.values().forEach(tensor -> file.put(tensor.data()));
    return file.array();
  }

  /**
   * Writes the file whole or not at all, replacing an existing one.
   *
   * @throws IllegalStateException as {@link #toBytes()}
   * @throws IOException as {@link AtomicFile#write}
   */
  public void write(Path path) throws IOException {
    AtomicFile.write(path, toBytes());
  }

  private String json() {
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
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        Tensor tensor = entry.getValue();
        long end = begin + tensor.array("tensor " + quoted(entry.getKey())).length;
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
