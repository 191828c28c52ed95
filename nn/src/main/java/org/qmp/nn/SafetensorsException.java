package org.qmp.nn;

import java.io.IOException;
import java.util.HexFormat;

/**
 * Bytes that are not a safetensors file, or a tensor that is not a matrix. The message names file
 * and tensor, if known, what was found and what was expected.
 */
public final class SafetensorsException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_QUOTE = 60;

  SafetensorsException(String message) {
    super(message);
  }

  SafetensorsException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The start of a text from a file, in quotes and escaped for a message. */
  static String quoted(String text) {
    return "'" + line(text, LONGEST_QUOTE) + "'";
  }

  /** At most the given number of characters of a text, on one line. */
  static String line(String text, int longest) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), longest); i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? "\\u00" + HexFormat.of().toHexDigits((byte) c) : c);
    }
    return line.append(text.length() > longest ? "…" : "").toString();
  }
}
