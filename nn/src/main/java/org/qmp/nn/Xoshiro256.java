package org.qmp.nn;

import java.util.Arrays;

/**
 * The generator xoshiro256++ 1.0 of Blackman and Vigna (2021, arXiv:1805.01407), period 2²⁵⁶ − 1,
 * with streams that are derived by name and a state that can be saved.
 *
 * <pre>
 *   output  r = rotl(s₀ + s₃, 23) + s₀
 *   step    t = s₁ ≪ 17;   s₂ ⊕= s₀;   s₃ ⊕= s₁;   s₁ ⊕= s₂;   s₀ ⊕= s₃;   s₂ ⊕= t;   s₃ = rotl(s₃, 45)
 * </pre>
 *
 * <p>Streams by name. Every generator has an identity of 64 bits, which drawing never changes: a
 * hash of the seed (or of the parent's identity) and the name. s₀ … s₃ are the first four outputs
 * of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195) from there, as the
 * authors advise, which are four different words and so never all zero.
 *
 * <pre>
 *   mix(z)          z ← (z ⊕ z ≫ 30) · m₁;   z ← (z ⊕ z ≫ 27) · m₂;   z ⊕ z ≫ 31        a bijection
 *   sᵢ              mix(identity + (i + 1) γ)
 *   hash(h, name)   h ← mix(h + γ)
 *                   h ← mix((h ⊕ c) + γ)                      for each UTF-16 code unit c
 *                   mix((h ⊕ (2¹⁶ + length)) + γ)             no code unit is so large: it ends the name
 * </pre>
 *
 * <p>So {@link #named} and {@link #split} depend on the seed and the names alone: neither on how
 * many numbers the parent has drawn nor on which other streams exist. Two streams coincide only if
 * their identities do, which for n streams happens with a probability of about n² / 2⁶⁵.
 *
 * <p>Not thread-safe.
 */
public final class Xoshiro256 {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long s0;
  private long s1;
  private long s2;
  private long s3;
  private long identity;

  private Xoshiro256(long identity) {
    this.identity = identity;
    long state = identity; // of SplitMix64
    s0 = mix(state += GAMMA);
    s1 = mix(state += GAMMA);
    s2 = mix(state += GAMMA);
    s3 = mix(state + GAMMA);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long hash(long h, String name) {
    // Mixed before the first character, or 1 with "b" would equal 2 with "a".
    long hash = mix(h + GAMMA);
    for (int i = 0; i < name.length(); i++) {
      hash = mix((hash ^ name.charAt(i)) + GAMMA);
    }
    return mix((hash ^ ((1L << 16) + name.length())) + GAMMA);
  }

  /** The stream of the given name under a seed. Any seed and any name are valid. */
  public static Xoshiro256 named(long seed, String name) {
    return new Xoshiro256(hash(seed, name));
  }

  /** The stream of the given name under this one, which does not change. */
  public Xoshiro256 split(String name) {
    return new Xoshiro256(hash(identity, name));
  }

  /** A generator in a state that {@link #state()} has returned; throws as {@link #restore}. */
  public static Xoshiro256 of(long[] state) {
    Xoshiro256 generator = new Xoshiro256(0);
    generator.restore(state);
    return generator;
  }

  /** The whole state of this generator: s₀, s₁, s₂, s₃ and the identity. */
  public long[] state() {
    return new long[] {s0, s1, s2, s3, identity};
  }

  /**
   * Restores a state that {@link #state()} has returned, including the identity.
   *
   * @throws IllegalArgumentException unless there are five words, the first four not all zero; this
   *     generator is then unchanged
   */
  public void restore(long[] state) {
    if (state.length != 5) {
      throw new IllegalArgumentException(
          "a state has 5 words (four of xoshiro256++ and the identity), not " + state.length);
    }
    if ((state[0] | state[1] | state[2] | state[3]) == 0) {
      throw new IllegalArgumentException(
          "the four words of xoshiro256++ are all zero, from where it draws only zeros: "
              + Arrays.toString(state));
    }
    s0 = state[0];
    s1 = state[1];
    s2 = state[2];
    s3 = state[3];
    identity = state[4];
  }

  /** 64 uniform bits. */
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long shifted = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** k · 2⁻⁵³ for uniform k = 0 … 2⁵³ − 1: in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * (k + ½) · 2⁻⁵² for uniform k = 0 … 2⁵² − 1: in (0, 1), and 1 − p is just as likely as p, so
   * that a distribution drawn by inversion keeps its symmetry.
   */
  public double nextOpenDouble() {
    return ((nextLong() >>> 11) | 1) * 0x1p-53;
  }

  /**
   * low + (high − low) · u for u of {@link #nextDouble()}: in [low, high), also where the sum
   * rounds up.
   *
   * @throws IllegalArgumentException unless low &lt; high and high − low is finite
   */
  public double nextDouble(double low, double high) {
    double range = high - low;
    if (!(low < high) || !(range <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("no finite range from " + low + " to " + high);
    }
    double value = low + range * nextDouble();
    return value < high ? value : Math.nextDown(high);
  }

  /**
   * A whole number in [0, bound), each equally likely (Lemire 2019, arXiv:1805.10941).
   *
   * <pre>
   *   m = x · bound,  x uniform in [0, 2³²)
   *   result = ⌊m / 2³²⌋,  drawn again while  m mod 2³² &lt; 2³² mod bound
   * </pre>
   *
   * @throws IllegalArgumentException if bound &lt; 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("a bound is at least 1, not " + bound);
    }
    long m = (nextLong() >>> 32) * bound;
    long low = m & 0xffffffffL;
    if (low < bound) { // the division is seldom needed, since 2³² mod bound < bound
      long rejected = (1L << 32) % bound;
      while (low < rejected) {
        m = (nextLong() >>> 32) * bound;
        low = m & 0xffffffffL;
      }
    }
    return (int) (m >>> 32);
  }

  /** Shuffles the values uniformly (Fisher and Yates, from the last downwards). */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
