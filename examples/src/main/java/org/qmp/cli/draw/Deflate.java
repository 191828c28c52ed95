package org.qmp.cli.draw;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * A zlib stream (RFC 1950, RFC 1951) with fixed Huffman codes. The JDK's own compressor depends on
 * its zlib, so that the same picture would give different files.
 */
final class Deflate {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 258;
  private static final int WINDOW = 1 << 15;
  private static final int TRIES = 48; // earlier places with the same hash that are compared

  private final byte[] data;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int bits;
  private int count;

  private Deflate(byte[] data) {
    this.data = data;
  }

  /** Compresses. */
  static byte[] zlib(byte[] data) {
    return new Deflate(data).compress();
  }

  private byte[] compress() {
    out.write(0x78);
    out.write(0x01);
    put(0b011, 3); // the last block, with fixed codes
    int[] newest = new int[WINDOW]; // by hash of three bytes: a place, counted from 1
    int[] older = new int[WINDOW]; // by place: the one before it with the same hash
    int at = 0;
    while (at < data.length) {
      int length = 0;
      int distance = 0;
      int place = at + SHORTEST <= data.length ? newest[hash(at)] - 1 : -1;
      int most = Math.min(LONGEST, data.length - at);
      for (int i = 0; i < TRIES && length < most && place >= 0 && at - place < WINDOW; i++) {
        int same = Arrays.mismatch(data, place, place + most, data, at, at + most);
        if (same < 0 || same > length) {
          length = same < 0 ? most : same;
          distance = at - place;
        }
        place = older[place % WINDOW] - 1;
      }
      if (length >= SHORTEST) {
        copy(length, distance);
      } else {
        length = 1;
        symbol(data[at] & 0xff);
      }
      for (int end = at + length; at < end; at++) {
        if (at + SHORTEST <= data.length) {
          older[at % WINDOW] = newest[hash(at)];
          newest[hash(at)] = at + 1;
        }
      }
    }
    symbol(256);
    put(0, 7);
    Adler32 sum = new Adler32();
    sum.update(data);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write((int) (sum.getValue() >> shift));
    }
    return out.toByteArray();
  }

  private int hash(int at) {
    int three = (data[at] & 0xff) | ((data[at + 1] & 0xff) << 8) | ((data[at + 2] & 0xff) << 16);
    return (three * 0x9e3779b1) >>> 17;
  }

  /** Repeats bytes from some distance before. */
  private void copy(int length, int distance) {
    int l = length - SHORTEST;
    if (length == LONGEST) {
      symbol(285);
    } else if (l < 8) {
      symbol(257 + l);
    } else { // four codes for each power of two
      int power = 31 - Integer.numberOfLeadingZeros(l);
      symbol(257 + 4 * (power - 1) + ((l >> (power - 2)) & 3));
      put(l & ((1 << (power - 2)) - 1), power - 2);
    }
    int d = distance - 1;
    if (d < 4) {
      huffman(d, 5);
    } else { // two codes for each power of two
      int power = 31 - Integer.numberOfLeadingZeros(d);
      huffman(2 * power + ((d >> (power - 1)) & 1), 5);
      put(d & ((1 << (power - 1)) - 1), power - 1);
    }
  }

  /** Section 3.2.6 of RFC 1951. */
  private void symbol(int symbol) {
    if (symbol < 144) {
      huffman(0x30 + symbol, 8);
    } else if (symbol < 256) {
      huffman(0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
      huffman(symbol - 256, 7);
    } else {
      huffman(0xc0 + symbol - 280, 8);
    }
  }

  /** Codes begin with their highest bit, numbers with their lowest. */
  private void huffman(int code, int length) {
    put(Integer.reverse(code) >>> (32 - length), length);
  }

  private void put(int value, int length) {
    bits |= value << count;
    count += length;
    while (count >= 8) {
      out.write(bits);
      bits >>>= 8;
      count -= 8;
    }
  }
}
