package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Reference numbers computed in float64 with independent software, read from JSON. */
public record ReferenceNumbers(Object value) {

  /** Reads a resource from the package of the given class. */
  public static ReferenceNumbers read(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name);
        JsonParser parser = new JsonFactory().createParser(in)) {
      return new ReferenceNumbers(value(parser, parser.nextToken()));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          object.put(name, value(parser, parser.nextToken()));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          array.add(value(parser, t));
        }
        yield array;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> parser.getText();
    };
  }

  /** The member at a path of names and indices such as {@code grad.w1} or {@code params.0}. */
  public ReferenceNumbers at(String path) {
    Object found = value;
    for (String step : List.of(path.split("\\.", -1))) {
      found =
          found instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : ((Map<?, ?>) found).get(step);
    }
    return new ReferenceNumbers(found);
  }

  public double number() {
    return (Double) value;
  }

  public int size() {
    return ((List<?>) value).size();
  }

  /** A matrix; a plain list is one row. */
  public double[][] rows() {
    List<?> list = (List<?>) value;
    List<?> rows = list.get(0) instanceof List<?> ? list : List.of(list);
    return rows.stream()
        .map(row -> ((List<?>) row).stream().mapToDouble(x -> (Double) x).toArray())
        .toArray(double[][]::new);
  }

  public Mat mat(Precision precision) {
    return Mat.of(precision, rows());
  }

  /** Asserts each element to the tolerance, relative to the larger of 1 and its magnitude. */
  public void assertMatches(Mat actual, double tolerance, String what) {
    double[][] expected = rows();
    assertEquals(expected.length, actual.rows(), what);
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        double scale = Math.max(1, Math.abs(expected[i][j]));
        String where = what + "[" + i + "][" + j + "]";
        assertEquals(expected[i][j], actual.get(i, j), tolerance * scale, where);
      }
    }
  }
}
