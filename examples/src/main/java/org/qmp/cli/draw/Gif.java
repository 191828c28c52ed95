package org.qmp.cli.draw;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.qmp.cli.draw.Painter.Image;
import org.qmp.env.draw.Picture;

/**
 * Writes films as GIF89a that repeats for ever. The palette is the film's 255 most frequent
 * colours; other colours, which are shades along edges, become the nearest of these.
 */
final class Gif {
  private static final int COLORS = 256;
  private static final int SAME = 255; // a pixel that stays as it was: the one transparent colour
  private static final int CODES = 4096;
  private static final int CLEAR = COLORS;
  private static final int END = COLORS + 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Int2IntOpenHashMap indices = new Int2IntOpenHashMap(); // by colour

  // Of one image, or a comment.
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private int bits;
  private int count;

  private Gif() {}

  /**
   * The bytes of a file.
   *
   * @param frames with one view
   * @param secondsPerFrame rounded to hundredths
   */
  static byte[] of(List<Picture> frames, double secondsPerFrame) {
    return new Gif().write(frames, (int) Math.round(100 * secondsPerFrame));
  }

  private byte[] write(List<Picture> frames, int delay) {
    int[] palette = palette(frames);
    int[] shown = {};
    for (Picture frame : frames) { // painted again: all of them would need too much memory
      Image image = Painter.paint(frame, 1);
      int[] now = image.pixels().clone();
      for (int i = 0; i < now.length; i++) {
        boolean run = i > 0 && image.pixels()[i] == image.pixels()[i - 1];
        now[i] = run ? now[i - 1] : indices.computeIfAbsent(now[i], c -> nearest(palette, c));
      }
      if (shown.length == 0) {
        header(image, palette, frame.caption());
      }
      frame(shown, now, image.width(), delay);
      shown = now;
    }
    out.write(';');
    return out.toByteArray();
  }

  private int[] palette(List<Picture> frames) {
    Int2IntOpenHashMap counts = new Int2IntOpenHashMap();
    for (Picture frame : frames) {
      int[] pixels = Painter.paint(frame, 1).pixels();
      int from = 0;
      for (int i = 1; i <= pixels.length; i++) {
        if (i == pixels.length || pixels[i] != pixels[from]) {
          counts.addTo(pixels[from], i - from);
          from = i;
        }
      }
    }
    long[] frequent =
        counts.int2IntEntrySet().stream()
            .mapToLong(e -> (long) e.getIntValue() << 24 | e.getIntKey())
            .sorted()
            .toArray();
    int[] palette = new int[COLORS];
    for (int i = 0; i < Math.min(SAME, frequent.length); i++) {
      palette[i] = (int) (frequent[frequent.length - 1 - i] & 0xffffff);
    }
    return palette;
  }

  private static int nearest(int[] palette, int color) {
    int nearest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < SAME; i++) {
      int red = (palette[i] >> 16) - (color >> 16);
      int green = (palette[i] >> 8 & 0xff) - (color >> 8 & 0xff);
      int blue = (palette[i] & 0xff) - (color & 0xff);
      int distance = red * red + green * green + blue * blue;
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  private void header(Image image, int[] palette, String caption) {
    text("GIF89a");
    shorts(image.width(), image.height());
    bytes(0xf7, 0, 0); // a palette of 256 colours for all frames
    for (int color : palette) {
      bytes(color >> 16, color >> 8, color);
    }
    bytes('!', 0xff, 11);
    text("NETSCAPE2.0");
    bytes(3, 1, 0, 0, 0); // repeated for ever
    bytes('!', 0xfe); // a comment
    data.writeBytes(caption.getBytes(StandardCharsets.UTF_8));
    flush();
  }

  /** A frame, drawn over what is shown: only what differs is not transparent. */
  private void frame(int[] shown, int[] now, int width, int delay) {
    int[] changes = now.clone();
    for (int i = 0; i < shown.length; i++) {
      changes[i] = shown[i] == now[i] ? SAME : now[i];
    }
    bytes('!', 0xf9, 4, 5); // it stays when the next one is drawn, and one colour is transparent
    shorts(delay);
    bytes(SAME, 0, ',');
    shorts(0, 0, width, now.length / width);
    bytes(0, 8);
    compress(changes);
  }

  /** LZW: a code stands for a run of pixels, and each new run gets a code. */
  private void compress(int[] pixels) {
    int[] longer = new int[CODES * COLORS]; // by run and next pixel: the code of both, or 0
    int codes = END + 1;
    int length = 9;
    code(CLEAR, length);
    int run = pixels[0];
    for (int i = 1; i < pixels.length; i++) {
      int key = run * COLORS + pixels[i];
      if (longer[key] != 0) {
        run = longer[key];
        continue;
      }
      code(run, length);
      if (codes == CODES) {
        code(CLEAR, length);
        Arrays.fill(longer, 0);
        codes = END + 1;
        length = 9;
      } else {
        length += codes == 1 << length ? 1 : 0;
        longer[key] = codes++;
      }
      run = pixels[i];
    }
    code(run, length);
    code(END, length + (codes == 1 << length && length < 12 ? 1 : 0));
    code(0, 7);
    flush();
    bits = 0;
    count = 0;
  }

  private void code(int code, int length) {
    bits |= code << count;
    count += length;
    while (count >= 8) {
      data.write(bits);
      bits >>>= 8;
      count -= 8;
    }
  }

  /** Cuts data into blocks, each with its size in front; one of size 0 ends them. */
  private void flush() {
    byte[] all = data.toByteArray();
    for (int at = 0; at < all.length; at += 255) {
      int size = Math.min(255, all.length - at);
      bytes(size);
      out.write(all, at, size);
    }
    bytes(0);
    data.reset();
  }

  private void text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void bytes(int... bytes) {
    for (int each : bytes) {
      out.write(each);
    }
  }

  private void shorts(int... numbers) {
    for (int each : numbers) {
      bytes(each, each >> 8);
    }
  }
}
