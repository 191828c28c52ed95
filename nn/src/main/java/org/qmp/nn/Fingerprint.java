package org.qmp.nn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/**
 * SHA-256 over the bits of named matrices in a fixed order: two states with the same fingerprint
 * have the same bits.
 */
public final class Fingerprint {
  private final MessageDigest digest;

  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The fingerprint of the parameters' values. */
  public static String of(Parameters parameters) {
    Fingerprint fingerprint = new Fingerprint();
    for (Parameter p : parameters) {
      fingerprint.add(p.name(), p.value());
    }
    return fingerprint.hex();
  }

  /** Takes in names, precisions, shapes and bits, in the map's order. */
  public Fingerprint add(Map<String, Mat> matrices) {
    matrices.forEach(this::add);
    return this;
  }

  /** Takes in a name, precision, shape and the bits of every element. */
  public Fingerprint add(String name, Mat mat) {
    digest.update(
        (name + " " + mat.precision() + " " + mat.shape()).getBytes(StandardCharsets.UTF_8));
    boolean wide = mat.precision() == Precision.DOUBLE;
    ByteBuffer bytes = ByteBuffer.allocate(mat.cols() * Double.BYTES);
    for (int i = 0; i < mat.rows(); i++) {
      bytes.clear();
      for (int j = 0; j < mat.cols(); j++) {
        if (wide) {
          bytes.putLong(Double.doubleToRawLongBits(mat.get(i, j)));
        } else {
          bytes.putInt(Float.floatToRawIntBits((float) mat.get(i, j)));
        }
      }
      digest.update(bytes.flip());
    }
    return this;
  }

  /** Takes in a name and numbers. */
  public Fingerprint add(String name, long[] numbers) {
    digest.update((name + " " + numbers.length).getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
    for (long number : numbers) {
      bytes.putLong(number);
    }
    digest.update(bytes.flip());
    return this;
  }

  /** 64 hexadecimal digits. Ends the taking in. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
