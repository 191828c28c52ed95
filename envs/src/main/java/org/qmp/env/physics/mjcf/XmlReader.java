package org.qmp.env.physics.mjcf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.qmp.env.physics.scene.ModelException;

/**
 * Reads the part of XML that model files need: elements, attributes, comments, the declaration, the
 * five named entities and characters by number, 32 to 55295. Text between elements has no meaning
 * and is skipped. Document types (and so user-defined entities), CDATA sections and processing
 * instructions are refused.
 */
final class XmlReader {
  private static final int DEEPEST = 200;
  private static final int LONGEST = 4_000_000;

  private final String source;
  private final String text;
  private final int[] lineEnds;
  private int at;
  private boolean hasText;

  private XmlReader(String source, String text) {
    this.source = source;
    this.text = text;
    lineEnds = IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '\n').toArray();
  }

  /**
   * The root element of a text.
   *
   * @param source how messages call the text
   * @param ignored notes text between elements
   * @throws ModelException if it is not such XML, naming the line
   */
  static XmlElement read(String source, String text, Set<String> ignored) {
    if (text.length() > LONGEST) {
      throw new ModelException(
          source, "", text.length() + " characters, expected at most " + LONGEST);
    }
    XmlReader reader = new XmlReader(source, text.startsWith("\uFEFF") ? text.substring(1) : text);
    reader.skipBetween();
    XmlElement root = reader.element(0);
    if (reader.hasText) {
      ignored.add("text between elements");
    }
    reader.skipMarkup();
    if (reader.at < reader.text.length()) {
      throw reader.error("something follows the root element");
    }
    return root;
  }

  private XmlElement element(int depth) {
    if (depth == DEEPEST) {
      throw error("elements are nested deeper than " + DEEPEST);
    }
    int start = line(at);
    expect("<");
    String name = name("an element's name");
    List<XmlElement> children = new ArrayList<>();
    XmlElement element = new XmlElement(source, start, name, attributes(name), children);
    if (taken("/>")) {
      return element;
    }
    expect(">");
    skipBetween();
    while (!text.startsWith("</", at)) {
      children.add(element(depth + 1));
      skipBetween();
    }
    expect("</");
    String closing = name("the name of the closed element");
    if (!closing.equals(name)) {
      throw error("</" + closing + "> closes <" + name + "> of line " + start);
    }
    skipSpace();
    expect(">");
    return element;
  }

  private Map<String, String> attributes(String element) {
    Map<String, String> attributes = new LinkedHashMap<>();
    while (true) {
      int before = at;
      skipSpace();
      if (at == text.length()) {
        throw error("the file ends within <" + element + ">");
      }
      if (text.charAt(at) == '>' || text.charAt(at) == '/') {
        return attributes;
      }
      if (at == before) {
        throw error("a space is missing before an attribute of <" + element + ">");
      }
      String name = name("an attribute of <" + element + ">");
      skipSpace();
      expect("=");
      skipSpace();
      if (attributes.put(name, value(name)) != null) {
        throw error("<" + element + "> has the attribute '" + name + "' twice");
      }
    }
  }

  private String value(String name) {
    char quote = at < text.length() ? text.charAt(at) : ' ';
    if (quote != '"' && quote != '\'') {
      throw error("the value of '" + name + "' is not in quotes");
    }
    at++;
    int end = end(String.valueOf(quote), "the value of '" + name + "'");
    StringBuilder value = new StringBuilder();
    while (at < end) {
      char c = text.charAt(at++);
      if (c == '<') {
        throw error("the value of '" + name + "' has a '<' in it");
      }
      value.append(c == '&' ? entity() : " \t\r\n".indexOf(c) >= 0 ? ' ' : c);
    }
    at = end + 1;
    return value.toString();
  }

  private char entity() {
    int end = text.indexOf(';', at);
    String name = end < 0 || end > at + 8 ? "" : text.substring(at, end);
    at = name.isEmpty() ? at : end + 1;
    return switch (name) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> numbered(name);
    };
  }

  private char numbered(String name) {
    int code = 0;
    if (name.matches("#[0-9]+")) {
      code = Integer.parseInt(name.substring(1));
    } else if (name.matches("#x[0-9a-fA-F]+")) {
      code = Integer.parseInt(name.substring(2), 16);
    }
    if (code < ' ' || code >= Character.MIN_SURROGATE) {
      throw error(
          "'&"
              + name
              + "' is no entity known here: there are lt gt amp quot apos and numbers from 32"
              + " to 55295");
    }
    return (char) code;
  }

  private String name(String what) {
    int start = at;
    while (at < text.length() && nameCharacter(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw error("expected " + what + ", found " + found());
    }
    return text.substring(start, at);
  }

  private static boolean nameCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "_-.:".indexOf(c) >= 0);
  }

  /** Skips everything up to the next element. */
  private void skipBetween() {
    skipMarkup();
    while (at < text.length() && text.charAt(at) != '<') {
      hasText = true;
      int next = text.indexOf('<', at);
      at = next < 0 ? text.length() : next;
      skipMarkup();
    }
  }

  /** Skips space, comments and declarations. */
  private void skipMarkup() {
    skipSpace();
    while (at < text.length()) {
      if (taken("<!--")) {
        at = end("-->", "a comment") + 3;
      } else if (text.startsWith("<?xml ", at)) {
        at = end("?>", "the declaration") + 2;
      } else if (text.startsWith("<!", at) || text.startsWith("<?", at)) {
        throw error("document types, raw text and instructions are not read");
      } else {
        return;
      }
      skipSpace();
    }
  }

  /** The end of a given text. */
  private int end(String token, String what) {
    int end = text.indexOf(token, at);
    if (end < 0) {
      throw error("the file ends within " + what + " that begins in line " + line(at));
    }
    return end;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean taken(String token) {
    boolean there = text.startsWith(token, at);
    at += there ? token.length() : 0;
    return there;
  }

  private void expect(String token) {
    if (!taken(token)) {
      throw error("expected '" + token + "', found " + found());
    }
  }

  private String found() {
    return at == text.length()
        ? "the end of the file"
        : "'" + text.substring(at, Math.min(text.length(), at + 10)) + "'";
  }

  /** The line of a place, from 1. */
  private int line(int place) {
    int found = Arrays.binarySearch(lineEnds, place);
    return 1 + (found < 0 ? -found - 1 : found);
  }

  private ModelException error(String message) {
    return new ModelException(source + ":" + line(at), "", message);
  }
}
