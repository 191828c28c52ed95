package org.qmp.browser.substitute.java.util;

/** Lower-case hexadecimal digits, as {@code java.util.HexFormat.of()}. */
public final class HexFormat {
  private static final String DIGITS = "0123456789abcdef";
  private static final HexFormat INSTANCE = new HexFormat();

  private HexFormat() {}

  public static HexFormat of() {
    return INSTANCE;
  }

  public String formatHex(byte[] bytes) {
    StringBuilder digits = new StringBuilder();
    for (byte b : bytes) {
      digits.append(DIGITS.charAt((b >> 4) & 15)).append(DIGITS.charAt(b & 15));
    }
    return digits.toString();
  }
}
