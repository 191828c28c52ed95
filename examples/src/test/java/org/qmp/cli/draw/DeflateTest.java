package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.InflaterInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.qmp.nn.Xoshiro256;

/** The JDK's reader of zlib streams restores the bytes. */
final class DeflateTest {

  /** Checks that the bytes are restored; returns how many the stream has. */
  private static int restored(byte[] data) throws IOException {
    byte[] zlib = Deflate.zlib(data);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(zlib))) {
      assertArrayEquals(data, in.readAllBytes());
    }
    return zlib.length;
  }

  @Property(tries = 300)
  void anyBytesAreRestored(@ForAll byte[] data) throws IOException {
    restored(data);
  }

  /** A block of noise, other noise, and the block again: a copy of any length and distance. */
  @Property(tries = 200)
  void copiesOfAnyLengthAndDistanceAreRestored(
      @ForAll @IntRange(min = 1, max = 700) int length,
      @ForAll @IntRange(min = 0, max = 40_000) int between,
      @ForAll long seed)
      throws IOException {
    Xoshiro256 random = Xoshiro256.named(seed, "noise");
    byte[] data = new byte[2 * length + between];
    for (int i = 0; i < length + between; i++) {
      data[i] = (byte) (256 * random.nextDouble());
    }
    System.arraycopy(data, 0, data, length + between, length);
    restored(data);
  }

  @Property(tries = 300)
  void runsOfEqualBytesAreRestored(@ForAll @Size(max = 20) int[] lengths) throws IOException {
    byte[] data = new byte[2000 * lengths.length];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      int end = at + Math.floorMod(lengths[i], 2000);
      while (at < end) {
        data[at++] = (byte) i;
      }
    }
    restored(data);
  }

  @Test
  void equalBytesTakeLittleSpace() throws IOException {
    assertTrue(restored(new byte[1_000_000]) < 7000);
  }
}
