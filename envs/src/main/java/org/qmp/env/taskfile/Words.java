package org.qmp.env.taskfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an expression, read in order. */
final class Words {
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*(?:([0-9.]+(?:[eE][+-]?[0-9]+)?|[A-Za-z_][A-Za-z_0-9-]*|'[^']*'|<=|>=|[-+*/(),<>])|(\\S))");

  private final List<String> words = new ArrayList<>();
  private int at;

  Words(String text) {
    Matcher matcher = WORD.matcher(text.strip());
    while (matcher.find()) {
      if (matcher.group(2) != null) {
        throw new IllegalArgumentException("'" + matcher.group(2) + "' has no meaning here");
      }
      words.add(matcher.group(1));
    }
  }

  /** The next word, empty at the end. */
  String next() {
    return at < words.size() ? words.get(at) : "";
  }

  /** Skips this word if it comes next. */
  boolean take(String word) {
    boolean found = !word.isEmpty() && next().equals(word);
    at += found ? 1 : 0;
    return found;
  }

  void require(String word) {
    if (!take(word)) {
      throw wrong("'" + word + "'");
    }
  }

  void requireEnd() {
    if (at < words.size()) {
      throw wrong("the end");
    }
  }

  /** The name of a part of the model, with or without quotes. */
  String name() {
    String name = next();
    if (!name.matches("[A-Za-z_'].*")) {
      throw wrong("the name of a part of the model");
    }
    at++;
    return name.replace("'", "");
  }

  IllegalArgumentException wrong(String expected) {
    String before = at == 0 ? "" : " after '" + words.get(at - 1) + "'";
    String found = next().isEmpty() ? "the end" : "'" + next() + "'";
    return new IllegalArgumentException("expected " + expected + before + ", found " + found);
  }
}
