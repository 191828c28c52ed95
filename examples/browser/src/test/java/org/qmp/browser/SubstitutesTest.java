package org.qmp.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.qmp.browser.substitute.java.lang.StrictMath;
import org.qmp.browser.substitute.java.security.MessageDigest;
import org.qmp.nn.Xoshiro256;

/** The substitutes return the same results as the JDK's classes. */
final class SubstitutesTest {
  private static final double[] CORNERS = {
    0,
    -0.0,
    1,
    -1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Math.nextDown(Double.MIN_NORMAL),
    Double.MAX_VALUE,
    709.782712893384,
    709.7827128933841,
    -745.1332191019411,
    -745.1332191019412,
    -708.4,
    -744.5,
    0x1p-28,
    0x1.fp-29,
    0.34657359027997264,
    1.0397207708399179,
    1 + 0x1p-21,
    1 - 0x1p-21
  };

  @Test
  void exponentialAndLogarithmHaveTheBitsOfStrictMath() {
    for (double x : CORNERS) {
      requireEqual(x);
      requireEqual(-x);
    }
    Xoshiro256 rng = Xoshiro256.named(1, "strict");
    for (int i = 0; i < 300_000; i++) {
      requireEqual(Double.longBitsToDouble(rng.nextLong()));
      requireEqual(rng.nextDouble(-750, 750));
      requireEqual(rng.nextDouble(-2, 2));
      requireEqual(1 + rng.nextDouble(-1e-5, 1e-5));
    }
  }

  private static void requireEqual(double x) {
    assertEquals(java.lang.StrictMath.exp(x), StrictMath.exp(x), () -> "exp " + x);
    assertEquals(java.lang.StrictMath.log(x), StrictMath.log(x), () -> "log " + x);
  }

  @Property(tries = 300)
  void digestIsThatOfSha256(@ForAll @Size(max = 300) byte[] head, @ForAll byte[] tail)
      throws Exception {
    var own = MessageDigest.getInstance("SHA-256");
    var known = java.security.MessageDigest.getInstance("SHA-256");
    own.update(head);
    known.update(head);
    own.update(ByteBuffer.wrap(tail));
    known.update(tail);
    String expected = HexFormat.of().formatHex(known.digest());
    assertEquals(
        expected, org.qmp.browser.substitute.java.util.HexFormat.of().formatHex(own.digest()));
  }
}
