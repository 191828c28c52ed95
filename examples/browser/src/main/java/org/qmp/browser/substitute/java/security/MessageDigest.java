package org.qmp.browser.substitute.java.security;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4, section 6.2), which TeaVM's class library does not have. */
public final class MessageDigest {
  private static final int BLOCK = 64;

  /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
  private static final int[] K = fractions(64, true);

  /** H⁽⁰⁾, the same of the square roots of the first 8 primes. */
  private final int[] hash = fractions(8, false);

  private final byte[] block = new byte[BLOCK];
  private final int[] w = new int[64];
  private long length;

  private MessageDigest() {}

  /**
   * A new digest.
   *
   * @throws NoSuchAlgorithmException unless the algorithm is SHA-256
   */
  public static MessageDigest getInstance(String algorithm) throws NoSuchAlgorithmException {
    if (!algorithm.equals("SHA-256")) {
      throw new NoSuchAlgorithmException(algorithm);
    }
    return new MessageDigest();
  }

  /** ⌊2³² √p⌋ or ⌊2³² ∛p⌋ mod 2³² of the first primes, by bisection in whole numbers. */
  private static int[] fractions(int count, boolean cube) {
    int[] fractions = new int[count];
    int found = 0;
    for (int p = 2; found < count; p++) {
      if (isPrime(p)) {
        fractions[found++] = root(p, cube);
      }
    }
    return fractions;
  }

  private static boolean isPrime(int p) {
    for (int d = 2; d * d <= p; d++) {
      if (p % d == 0) {
        return false;
      }
    }
    return true;
  }

  private static int root(int p, boolean cube) {
    BigInteger target = BigInteger.valueOf(p).shiftLeft(cube ? 96 : 64);
    long root = 0;
    for (long bit = 1L << 37; bit > 0; bit >>= 1) {
      BigInteger tried = BigInteger.valueOf(root | bit);
      if (tried.pow(cube ? 3 : 2).compareTo(target) <= 0) {
        root |= bit;
      }
    }
    return (int) root;
  }

  public void update(byte[] input) {
    for (byte b : input) {
      update(b);
    }
  }

  public void update(ByteBuffer input) {
    while (input.hasRemaining()) {
      update(input.get());
    }
  }

  private void update(byte b) {
    block[(int) (length % BLOCK)] = b;
    length++;
    if (length % BLOCK == 0) {
      compress();
    }
  }

  /** 32 bytes. Ends the taking in. */
  public byte[] digest() {
    long bits = 8 * length;
    update((byte) 0x80);
    while (length % BLOCK != BLOCK - Long.BYTES) {
      update((byte) 0);
    }
    update(ByteBuffer.allocate(Long.BYTES).putLong(0, bits));
    ByteBuffer out = ByteBuffer.allocate(hash.length * Integer.BYTES);
    for (int h : hash) {
      out.putInt(h);
    }
    return out.array();
  }

  private void compress() {
    ByteBuffer words = ByteBuffer.wrap(block);
    for (int t = 0; t < 16; t++) {
      w[t] = words.getInt();
    }
    for (int t = 16; t < 64; t++) {
      int x = w[t - 15];
      int y = w[t - 2];
      int s0 = Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ (x >>> 3);
      int s1 = Integer.rotateRight(y, 17) ^ Integer.rotateRight(y, 19) ^ (y >>> 10);
      w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
    int a = hash[0];
    int b = hash[1];
    int c = hash[2];
    int d = hash[3];
    int e = hash[4];
    int f = hash[5];
    int g = hash[6];
    int h = hash[7];
    for (int t = 0; t < 64; t++) {
      int s1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      int t1 = h + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t];
      int s0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
      int t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    hash[0] += a;
    hash[1] += b;
    hash[2] += c;
    hash[3] += d;
    hash[4] += e;
    hash[5] += f;
    hash[6] += g;
    hash[7] += h;
  }
}
