package org.qmp.cli.draw;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.qmp.cli.draw.Painter.Image;
import org.qmp.env.draw.Picture;

/** Writes pictures as PNG (ISO/IEC 15948), twice as wide and high, for fine screens. */
final class Png {
  private static final int ZOOM = 2;

  private Png() {}

  /** The bytes of a file. */
  static byte[] of(Picture picture) throws IOException {
    Image image = Painter.paint(picture, ZOOM);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.writeLong(0x89504e470d0a1a0aL);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(header);
    head.writeInt(image.width());
    head.writeInt(image.height());
    head.write(new byte[] {8, 2, 0, 0, 0}); // 8 bits for each of red, green and blue
    chunk(out, "IHDR", header.toByteArray());
    text(out, "Title", picture.title());
    text(out, "Description", picture.caption());
    chunk(out, "IDAT", Deflate.zlib(rows(image)));
    chunk(out, "IEND", new byte[0]);
    return file.toByteArray();
  }

  /** Each row begins with its filter: none, which suits even colours best. */
  private static byte[] rows(Image image) {
    byte[] bytes = new byte[image.height() * (1 + 3 * image.width())];
    int at = 0;
    for (int i = 0; i < image.pixels().length; i++) {
      at += i % image.width() == 0 ? 1 : 0;
      for (int shift = 16; shift >= 0; shift -= 8) {
        bytes[at++] = (byte) (image.pixels()[i] >> shift);
      }
    }
    return bytes;
  }

  /** Not compressed, in UTF-8, in no language. */
  private static void text(DataOutputStream out, String key, String text) throws IOException {
    chunk(out, "iTXt", (key + "\0\0\0\0\0" + text).getBytes(StandardCharsets.UTF_8));
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    CRC32 check = new CRC32();
    check.update(type.getBytes(StandardCharsets.US_ASCII));
    check.update(data);
    out.writeInt(data.length);
    out.writeBytes(type);
    out.write(data);
    out.writeInt((int) check.getValue());
  }
}
