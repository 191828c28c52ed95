package org.qmp.env.physics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Reference numbers of MuJoCo, read from JSON files beside the tests. */
public record Golden(Object value) {

  static Golden read(String name) {
    return read(Golden.class, name);
  }

  /** Reads a file beside a class, and decompresses it if its name ends in .gz. */
  public static Golden read(Class<?> beside, String name) {
    try (InputStream file = Objects.requireNonNull(beside.getResourceAsStream(name), name);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(file) : file) {
      return new Golden(new Text(new String(in.readAllBytes(), StandardCharsets.UTF_8)).value());
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  public Golden at(String name) {
    return new Golden(Objects.requireNonNull(members().get(name), name));
  }

  public boolean has(String name) {
    return members().containsKey(name);
  }

  public Map<?, ?> members() {
    return (Map<?, ?>) value;
  }

  public List<Golden> list() {
    return ((List<?>) value).stream().map(Golden::new).toList();
  }

  public double number() {
    return (Double) value;
  }

  public double[] numbers() {
    return ((List<?>) value).stream().mapToDouble(x -> (Double) x).toArray();
  }

  public String text() {
    return (String) value;
  }

  /** Parses objects, arrays, numbers and strings without escapes, all that these files contain. */
  private static final class Text {
    private final String text;
    private int at;

    Text(String text) {
      this.text = text;
    }

    Object value() {
      return switch (peek()) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> string();
        default -> number();
      };
    }

    private char peek() {
      while (Character.isWhitespace(text.charAt(at)) || ",:".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return text.charAt(at);
    }

    private Map<String, Object> object() {
      Map<String, Object> members = new LinkedHashMap<>();
      at++;
      while (peek() != '}') {
        String name = string();
        members.put(name, value());
      }
      at++;
      return members;
    }

    private List<Object> array() {
      List<Object> items = new ArrayList<>();
      at++;
      while (peek() != ']') {
        items.add(value());
      }
      at++;
      return items;
    }

    private String string() {
      int end = text.indexOf('"', at + 1);
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }

    private Double number() {
      int start = at;
      while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return Double.valueOf(text.substring(start, at));
    }
  }
}
