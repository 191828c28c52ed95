package org.qmp.env.draw;

/**
 * A colour of the sRGB space: red, green and blue from 0 to 255, opacity from 0, which is
 * invisible, to 1.
 */
public record Color(int red, int green, int blue, double opacity) {
  public static final Color NONE = new Color(0, 0, 0, 0);

  /** For texts and pivots. */
  public static final Color INK = rgb(0x222222);

  /** For borders and grids. */
  public static final Color GREY = rgb(0xbbbbbb);

  /** For floors and bodies at rest. */
  public static final Color PALE = rgb(0xf4f4f2);

  /**
   * For the agent: the blue of Okabe and Ito's palette, which colour-blind people can tell apart.
   */
  public static final Color BLUE = rgb(0x0072b2);

  /** For forces and warnings: the vermilion of the same palette. */
  public static final Color RED = rgb(0xd55e00);

  /** For goals: the bluish green of the same palette. */
  public static final Color GREEN = rgb(0x009e73);

  /** Throws IllegalArgumentException if a component is out of its range. */
  public Color {
    if (((red | green | blue) & ~0xff) != 0 || !(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException(
          "not a colour: (" + red + ", " + green + ", " + blue + ") of opacity " + opacity);
    }
  }

  /** An opaque colour, written as 0xRRGGBB. */
  public static Color rgb(int code) {
    return new Color(code >> 16, code >> 8 & 0xff, code & 0xff, 1);
  }

  /** The same colour with another opacity. */
  public Color withOpacity(double opacity) {
    return new Color(red, green, blue, opacity);
  }
}
