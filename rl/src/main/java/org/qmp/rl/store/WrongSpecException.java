package org.qmp.rl.store;

import java.io.IOException;
import java.util.List;

/** A directory or a checkpoint belongs to a run of another specification. */
public final class WrongSpecException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param what is wrong; the message adds the first line in which the two differ
   */
  public WrongSpecException(String what, String found, String expected) {
    super(what + ": " + difference(found.lines().toList(), expected.lines().toList()));
  }

  private static String difference(List<String> found, List<String> expected) {
    int line = 0;
    while (line < Math.min(found.size(), expected.size())
        && found.get(line).equals(expected.get(line))) {
      line++;
    }
    if (line == found.size() && line == expected.size()) {
      return "its specification ends or breaks lines in another way";
    }
    return "its specification has " + line(found, line) + " and not " + line(expected, line);
  }

  private static String line(List<String> lines, int line) {
    return line < lines.size() ? "\"" + lines.get(line) + "\"" : "no line " + (line + 1);
  }
}
