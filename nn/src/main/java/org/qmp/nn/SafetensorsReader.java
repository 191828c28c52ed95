package org.qmp.nn;

import static org.qmp.nn.SafetensorsException.quoted;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file from beginning to end, accepts nothing outside the format, and allocates no more
 * than the file's length justifies.
 */
final class SafetensorsReader {
  static final String METADATA = "__metadata__";

  /** The reference implementation's limit for the bytes of a header. */
  static final int LONGEST_HEADER = 100_000_000;

  private static final int MOST_DIMENSIONS = 64; // of NumPy's and PyTorch's tensors
  private static final int MOST_DIGITS = 18; // any such number fits a long
  private static final int LONGEST_REASON = 200;
  private static final String SHORTER = "the file has become shorter while it was read: ";

  // The header's limit bounds every text, and names that occur once are not worth interning.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(LONGEST_HEADER)
                  .maxStringLength(LONGEST_HEADER)
                  .build())
          .build();

  private final JsonParser json;
  private final long dataLength;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> metadata = new TreeMap<>();

  /** The part being read, for messages. */
  private String where = "header";

  /** A tensor whose elements are the bytes from begin to end (exclusive) of the data. */
  private record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

  private SafetensorsReader(JsonParser json, long dataLength) {
    this.json = json;
    this.dataLength = dataLength;
  }

  /** See {@link Safetensors#read(InputStream, long, Predicate)}. */
  static Safetensors read(InputStream in, long size, Predicate<String> names) throws IOException {
    if (size < Long.BYTES) {
      throw new SafetensorsException(
          size + " bytes are too few, the length of the header takes " + Long.BYTES);
    }
    long length = Long.reverseBytes(ByteBuffer.wrap(bytes(in, Long.BYTES)).getLong());
    String header = "a header of " + Long.toUnsignedString(length) + " bytes ";
    if (length < 0 || length > LONGEST_HEADER) {
      throw new SafetensorsException(
          header + "is longer than the format's limit of " + LONGEST_HEADER);
    }
    long rest = size - Long.BYTES;
    if (length > rest) {
      throw new SafetensorsException(
          header + "does not fit the " + rest + " bytes that follow its length");
    }
    SafetensorsReader read = parse(utf8(bytes(in, (int) length)), rest - length);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry entry : read.entries) {
      if (names.test(entry.name)) {
        byte[] data = data(in, entry.end - entry.begin);
        tensors.put(entry.name, new Tensor(entry.dtype, entry.shape, data));
      } else {
        skip(in, entry.end - entry.begin);
      }
    }
    return new Safetensors(tensors, read.metadata);
  }

  /** The bytes of a tensor, or none if they are too many for an array. */
  private static byte[] data(InputStream in, long length) throws IOException {
    if (length <= Tensor.LARGEST_ARRAY) {
      return bytes(in, (int) length);
    }
    skip(in, length);
    return new byte[0];
  }

  private static byte[] bytes(InputStream in, int count) throws IOException {
    byte[] bytes = new byte[count];
    int read = in.readNBytes(bytes, 0, count);
    if (read < count) {
      String found = read + " bytes were left where " + count + " belong";
      throw new SafetensorsException(SHORTER + found);
    }
    return bytes;
  }

  private static void skip(InputStream in, long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw new SafetensorsException(SHORTER + "fewer than " + count + " bytes were left", e);
    }
  }

  /** A new decoder reports what is malformed, where {@code new String} would replace it. */
  private static String utf8(byte[] bytes) throws SafetensorsException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new SafetensorsException("the header is not UTF-8: " + e.getMessage(), e);
    }
  }

  private static SafetensorsReader parse(String text, long dataLength) throws IOException {
    if (!text.startsWith("{")) {
      throw new SafetensorsException("the header starts with " + quoted(text) + ", not with '{'");
    }
    try (JsonParser json = JSON.createParser(text)) {
      SafetensorsReader reader = new SafetensorsReader(json, dataLength);
      reader.header();
      reader.sortAndRequireTiling();
      return reader;
    } catch (JsonProcessingException e) {
      @Nullable JsonLocation location = e.getLocation();
      String position = location == null ? "" : " at character " + location.getCharOffset();
      String reason = SafetensorsException.line(e.getOriginalMessage(), LONGEST_REASON);
      throw new SafetensorsException("the header is not valid JSON" + position + ": " + reason, e);
    }
  }

  private void header() throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = unicode(json.currentName());
      boolean isMetadata = name.equals(METADATA);
      where = isMetadata ? name : "tensor " + quoted(name);
      json.nextToken();
      if (!isMetadata) {
        entries.add(entry(name));
      } else if (json.currentToken() != JsonToken.VALUE_NULL) {
        metadata();
      }
      where = "header";
    }
    if (json.nextToken() != null) {
      throw unexpected("nothing but spaces after the closing brace");
    }
  }

  /** Sorts the tensors by their data, which they must cover without gap or overlap. */
  private void sortAndRequireTiling() throws SafetensorsException {
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long covered = 0;
    for (Entry entry : entries) {
      if (entry.begin != covered) {
        String what = entry.begin < covered ? ", an overlap" : ", a hole";
        where = "tensor " + quoted(entry.name);
        throw wrong(
            "data_offsets begin at "
                + entry.begin
                + what
                + ", where the tensor before ends at "
                + covered);
      }
      covered = entry.end;
    }
    if (covered != dataLength) {
      throw new SafetensorsException(
          "the tensors end at byte " + covered + " of the data, which has " + dataLength);
    }
  }

  private void metadata() throws IOException {
    expect(JsonToken.START_OBJECT, "an object of strings");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = unicode(json.currentName());
      json.nextToken();
      expect(JsonToken.VALUE_STRING, "a string as the value of " + quoted(key));
      metadata.put(key, unicode(json.getText()));
    }
  }

  private Entry entry(String name) throws IOException {
    expect(JsonToken.START_OBJECT, "an object of dtype, shape and data_offsets");
    @Nullable String dtype = null;
    @Nullable List<Long> shape = null;
    @Nullable List<Long> offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> dtype = dtype();
        case "shape" -> shape = shape();
        case "data_offsets" -> offsets = integers(field, 2);
        default ->
            throw wrong(
                "unknown field " + quoted(field) + ", expected dtype, shape and data_offsets");
      }
    }
    if (dtype == null || shape == null || offsets == null) {
      String missing = dtype == null ? "dtype is" : shape == null ? "shape is" : "data_offsets are";
      throw wrong(missing + " missing");
    }
    if (offsets.size() != 2) {
      throw wrong("data_offsets " + offsets + ", expected begin and end");
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    String found = "data_offsets are " + offsets;
    if (begin > end) {
      throw wrong(found + ", reversed");
    }
    if (end > dataLength) {
      throw wrong(found + ", out of range: the file has " + dataLength + " bytes of data");
    }
    long bits = Tensor.bits(dtype) * Tensor.elements(shape);
    if ((end - begin) * Byte.SIZE != bits) {
      String size = bits % Byte.SIZE == 0 ? "" + bits / Byte.SIZE : bits + " bits";
      String expected = " where " + dtype + " " + shape + " takes " + size;
      throw wrong(found + ", a length of " + (end - begin) + expected);
    }
    return new Entry(name, dtype, shape, begin, end);
  }

  private String dtype() throws IOException {
    expect(JsonToken.VALUE_STRING, "a string as dtype");
    String name = json.getText();
    if (!Tensor.isDtype(name)) {
      throw wrong("dtype " + quoted(name) + " is not supported, it is none of the format's");
    }
    return name;
  }

  private List<Long> shape() throws IOException {
    List<Long> shape = integers("shape", MOST_DIMENSIONS);
    try {
      Math.multiplyExact(Tensor.elements(shape), Long.SIZE);
    } catch (ArithmeticException e) {
      throw wrong("shape " + shape + " is too large for any file");
    }
    return shape;
  }

  private List<Long> integers(String field, int most) throws IOException {
    expect(JsonToken.START_ARRAY, "an array as " + field);
    List<Long> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (values.size() == most) {
        throw wrong(field + " has more than the " + most + " numbers that can be read");
      }
      expect(JsonToken.VALUE_NUMBER_INT, "whole numbers in " + field);
      String text = json.getText();
      if (text.startsWith("-")) {
        throw wrong(field + " has the negative number " + quoted(text));
      }
      if (text.length() > MOST_DIGITS) {
        throw wrong(field + " has " + quoted(text) + ", larger than any file");
      }
      values.add(Long.valueOf(text));
    }
    return List.copyOf(values);
  }

  /**
   * JSON can escape half a surrogate pair, which is not valid text and could not be written again.
   */
  private String unicode(String text) throws SafetensorsException {
    if (!Safetensors.isUnicode(text)) {
      throw wrong(quoted(text) + " has an unpaired surrogate");
    }
    return text;
  }

  private void expect(JsonToken token, String expected) throws IOException {
    if (json.currentToken() != token) {
      throw unexpected(expected);
    }
  }

  private SafetensorsException unexpected(String expected) throws IOException {
    return wrong("found " + quoted(String.valueOf(json.getText())) + ", expected " + expected);
  }

  private SafetensorsException wrong(String what) {
    return new SafetensorsException(where + ": " + what);
  }
}
