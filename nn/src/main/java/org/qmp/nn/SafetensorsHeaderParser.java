package org.qmp.nn;

import static org.qmp.nn.SafetensorsException.quoted;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a header, token by token, and accepts nothing that the format does not name.
 */
final class SafetensorsHeaderParser {
  private static final int MOST_DIMENSIONS = 64; // of NumPy's and PyTorch's tensors
  private static final int MOST_DIGITS = 18; // any such number is a long
  private static final int LONGEST_REASON = 200;

  // The header's own limit bounds every text; names that come once are not worth interning.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(SafetensorsHeader.LONGEST)
                  .maxStringLength(SafetensorsHeader.LONGEST)
                  .build())
          .build();

  private final JsonParser json;
  private String where = "header";

  private SafetensorsHeaderParser(JsonParser json) {
    this.json = json;
  }

  static SafetensorsHeader parse(String text) throws SafetensorsException {
    if (!text.startsWith("{")) {
      throw new SafetensorsException("the header starts with " + quoted(text) + ", not with '{'");
    }
    try (JsonParser json = JSON.createParser(text)) {
      return new SafetensorsHeaderParser(json).header();
    } catch (SafetensorsException e) {
      throw e;
    } catch (JsonProcessingException e) {
      @Nullable JsonLocation location = e.getLocation();
      String position = location == null ? "" : " at character " + location.getCharOffset();
      throw new SafetensorsException(
          "the header is not valid JSON"
              + position
              + ": "
              + SafetensorsException.line(e.getOriginalMessage(), LONGEST_REASON),
          e);
    } catch (IOException e) {
      throw new SafetensorsException("the header cannot be parsed: " + e.getMessage(), e);
    }
  }

  private SafetensorsHeader header() throws IOException {
    List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new TreeMap<>();
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = unicode(json.currentName());
      json.nextToken();
      if (name.equals(SafetensorsHeader.METADATA)) {
        where = name;
        if (json.currentToken() != JsonToken.VALUE_NULL) {
          readMetadata(metadata);
        }
      } else {
        where = "tensor " + quoted(name);
        entries.add(entry(name));
      }
      where = "header";
    }
    if (json.nextToken() != null) {
      throw unexpected("nothing but spaces after the closing brace");
    }
    return new SafetensorsHeader(entries, metadata);
  }

  private void readMetadata(Map<String, String> metadata) throws IOException {
    expect(JsonToken.START_OBJECT, "an object of strings");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = unicode(json.currentName());
      json.nextToken();
      expect(JsonToken.VALUE_STRING, "a string as the value of " + quoted(key));
      metadata.put(key, unicode(json.getText()));
    }
  }

  private SafetensorsHeader.Entry entry(String name) throws IOException {
    expect(JsonToken.START_OBJECT, "an object of dtype, shape and data_offsets");
    @Nullable SafetensorsDtype dtype = null;
    @Nullable List<Long> shape = null;
    long @Nullable [] offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> dtype = dtype();
        case "shape" -> shape = shape();
        case "data_offsets" -> offsets = offsets();
        default ->
            throw wrong(
                "unknown field " + quoted(field) + ", expected dtype, shape and data_offsets");
      }
    }
    if (dtype == null) {
      throw wrong("dtype is missing");
    }
    if (shape == null) {
      throw wrong("shape is missing");
    }
    if (offsets == null) {
      throw wrong("data_offsets are missing");
    }
    return new SafetensorsHeader.Entry(name, dtype, shape, offsets[0], offsets[1]);
  }

  private SafetensorsDtype dtype() throws IOException {
    expect(JsonToken.VALUE_STRING, "a string as dtype");
    String name = json.getText();
    return SafetensorsDtype.named(name)
        .orElseThrow(
            () -> wrong("dtype " + quoted(name) + " is not supported, it is none of the format's"));
  }

  private List<Long> shape() throws IOException {
    List<Long> shape = Arrays.stream(integers("shape", MOST_DIMENSIONS)).boxed().toList();
    try {
      Math.multiplyExact(SafetensorsHeader.elements(shape), Long.SIZE);
    } catch (ArithmeticException e) {
      throw wrong("shape " + shape + " is too large for any file");
    }
    return shape;
  }

  private long[] offsets() throws IOException {
    long[] offsets = integers("data_offsets", 2);
    if (offsets.length != 2) {
      throw wrong("data_offsets " + Arrays.toString(offsets) + ", expected begin and end");
    }
    return offsets;
  }

  private long[] integers(String field, int most) throws IOException {
    expect(JsonToken.START_ARRAY, "an array as " + field);
    long[] values = new long[most];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (count == most) {
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
      values[count++] = Long.parseLong(text);
    }
    return Arrays.copyOf(values, count);
  }

  /** JSON can escape half a surrogate pair, which is no text and could not be written again. */
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
