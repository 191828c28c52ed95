package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.draw.Shape.Text;
import org.qmp.nn.Xoshiro256;

/** The JDK reads from the files what was painted, and the bytes of the files never change. */
final class PictureFormatsTest {

  /** A picture with every kind of shape. */
  private static Picture picture(double x) {
    return new Picture(
        "everything",
        "A text, a line, a disc and a triangle ≥ 1.",
        new View(0, 0, 60, 40),
        1,
        List.of(
            Polygon.rectangle(Role.FLOOR, 0, 0, 60, 10.5, Paint.filled(Color.PALE)),
            new Polygon(
                Role.STILL,
                List.of(new Point(5, 5), new Point(25, 5), new Point(5, 20)),
                new Paint(Color.GREEN.withOpacity(0.5), new Stroke(Color.INK, 1))),
            new Line(
                Role.PLAIN,
                List.of(new Point(2, 38), new Point(30, 30), new Point(58, 38)),
                new Stroke(Color.RED, 2, List.of(6.0, 4.0))),
            new Circle(Role.MOVER, new Point(x, 15), 6, Paint.filled(Color.BLUE)),
            new Text(Role.PLAIN, new Point(58, 3), "≥ Rg", 10, Anchor.END, Color.INK)));
  }

  private static String hash(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static int[] pixels(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xffffff;
    }
    return pixels;
  }

  @Test
  void theJdkReadsThePngAsItIsPainted() throws IOException {
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(picture(40))));
    Painter.Image painted = Painter.paint(picture(40), 2);
    assertEquals(List.of(120, 80), List.of(read.getWidth(), read.getHeight()));
    assertArrayEquals(painted.pixels(), pixels(read));
  }

  @Test
  void thePngContainsTitleAndCaption() throws IOException {
    String text = new String(Png.of(picture(40)), StandardCharsets.UTF_8);
    assertEquals(true, text.contains("Title\0\0\0\0\0everything"));
    assertEquals(true, text.contains("a disc and a triangle ≥ 1."));
  }

  /** Frames as a player shows them, each drawn over those before. */
  private static List<int[]> played(byte[] gif) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
    List<int[]> frames = new ArrayList<>();
    BufferedImage first = reader.read(0);
    int[] shown = new int[first.getWidth() * first.getHeight()];
    for (int frame = 0; frame < reader.getNumImages(true); frame++) {
      BufferedImage part = reader.read(frame);
      for (int i = 0; i < shown.length; i++) {
        int color = part.getRGB(i % part.getWidth(), i / part.getWidth());
        if (color >>> 24 != 0) { // else the pixel stays as it was
          shown[i] = color & 0xffffff;
        }
      }
      frames.add(shown.clone());
    }
    return frames;
  }

  private static void isPlayedAsPainted(List<Picture> pictures) throws IOException {
    List<int[]> frames = played(Gif.of(pictures, 0.1));
    assertEquals(pictures.size(), frames.size());
    for (int i = 0; i < frames.size(); i++) {
      assertArrayEquals(Painter.paint(pictures.get(i), 1).pixels(), frames.get(i), "frame " + i);
    }
  }

  @Test
  void theJdkPlaysTheGifAsItIsPainted() throws IOException {
    isPlayedAsPainted(List.of(dots(1), dots(1), dots(2), dots(9)));
  }

  /** Few colours, so that none is replaced. */
  private static Picture dots(double x) {
    Shape box = Polygon.rectangle(Role.MOVER, x, 3, x + 5, 9, Paint.filled(Color.BLUE));
    return new Picture("dots", "Dots.", new View(0, 0, 20, 12), 1, List.of(box));
  }

  /** Noise fills the code table many times, at all positions in the stream. */
  @Test
  void noiseIsPlayedAsPainted() throws IOException {
    Xoshiro256 random = Xoshiro256.named(5, "noise");
    List<Picture> frames = new ArrayList<>();
    for (int frame = 0; frame < 5; frame++) {
      List<Shape> boxes = new ArrayList<>();
      for (int i = 0; i < 120 * 90; i++) {
        Color color = Color.rgb(0x010203 * (int) (80 * random.nextDouble()));
        int x = i % 120;
        int y = i / 120;
        boxes.add(Polygon.rectangle(Role.PLAIN, x, y, x + 1, y + 1, Paint.filled(color)));
      }
      frames.add(new Picture("noise", "", new View(0, 0, 120, 90), 1, boxes));
    }
    isPlayedAsPainted(frames);
  }

  @Test
  void aFilmOfMoreColoursThanThePaletteIsPlayedNearlyAsPainted() throws IOException {
    Picture many = picture(40.3);
    int[] painted = Painter.paint(many, 1).pixels();
    int[] frame = played(Gif.of(List.of(many, picture(20)), 0.1)).get(0);
    for (int i = 0; i < frame.length; i++) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        assertEquals(painted[i] >> shift & 0xff, frame[i] >> shift & 0xff, 12, "pixel " + i);
      }
    }
  }

  @Test
  void filesHaveTheSameBytesEverywhere() throws Exception {
    assertEquals(
        List.of(
            "372d7c1eaacab9fd52192270758dad77568213d43d17d8ed408623daddeecc0e",
            "a43cb25a566c2a70abbff103aaa3cd742941c09a147c6b60774d6697d8300077"),
        List.of(hash(Png.of(picture(40))), hash(Gif.of(List.of(picture(20), picture(40)), 0.05))));
  }
}
