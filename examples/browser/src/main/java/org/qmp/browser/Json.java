package org.qmp.browser;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes JSON, value by value; commas come by themselves. */
final class Json {
  private final StringBuilder text = new StringBuilder();
  private final Deque<Character> open = new ArrayDeque<>();
  private boolean first = true;

  Json object() {
    return begin('{', '}');
  }

  Json array() {
    return begin('[', ']');
  }

  private Json begin(char bracket, char end) {
    comma();
    text.append(bracket);
    open.push(end);
    first = true;
    return this;
  }

  /** Ends the innermost object or array. */
  Json end() {
    text.append(open.pop().charValue());
    first = false;
    return this;
  }

  /** A value follows. */
  Json key(String name) {
    text(name);
    text.append(':');
    first = true;
    return this;
  }

  /**
   * @param value without control characters
   */
  Json text(String value) {
    comma();
    text.append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    return this;
  }

  Json number(double value) {
    comma();
    text.append(value);
    return this;
  }

  Json number(long value) {
    comma();
    text.append(value);
    return this;
  }

  Json bool(boolean value) {
    comma();
    text.append(value);
    return this;
  }

  Json texts(List<String> values) {
    array();
    values.forEach(this::text);
    return end();
  }

  Json numbers(double... values) {
    array();
    for (double value : values) {
      number(value);
    }
    return end();
  }

  private void comma() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
