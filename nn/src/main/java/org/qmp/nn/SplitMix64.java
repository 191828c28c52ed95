package org.qmp.nn;

/**
 * The output function and the increment of SplitMix64 (Steele, Lea and Flood 2014,
 * doi:10.1145/2660193.2660195), as a seeder and as a hash of names.
 *
 * <pre>
 *   mix(z)          z ← (z ⊕ z ≫ 30) · m₁;   z ← (z ⊕ z ≫ 27) · m₂;   z ⊕ z ≫ 31        a bijection
 *   output(h, i)    mix(h + i γ)
 *   absorb(h, name) h ← mix(h + γ)
 *                   h ← mix((h ⊕ c) + γ)                      for each UTF-16 code unit c
 *                   mix((h ⊕ (2¹⁶ + length)) + γ)             no code unit is so large: it ends the name
 * </pre>
 */
final class SplitMix64 {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix64() {}

  /** The i-th output, from 1 on, of SplitMix64 seeded with h. */
  static long output(long h, int i) {
    return mix(h + i * GAMMA);
  }

  /** A hash of h and the name. */
  static long absorb(long h, String name) {
    // Mixed before it meets a character, or 1 with "b" would be 2 with "a".
    long hash = mix(h + GAMMA);
    for (int i = 0; i < name.length(); i++) {
      hash = mix((hash ^ name.charAt(i)) + GAMMA);
    }
    return mix((hash ^ ((1L << 16) + name.length())) + GAMMA);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
