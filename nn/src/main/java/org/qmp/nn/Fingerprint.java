package org.qmp.nn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/**
 * SHA-256 over the bits of named matrices in a fixed order: two states with the same fingerprint
 * have the same bits.
 */
public final class Fingerprint {
  private final MessageDigest digest;
  private boolean taken;

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
    parameters.forEach(p -> fingerprint.add(p.name(), p.value()));
    return fingerprint.hex();
  }

  /** Adds names, precisions, shapes and bits, in the map's order. */
  public Fingerprint add(Map<String, Mat> matrices) {
    matrices.forEach(this::add);
    return this;
  }

  /** Adds a name, precision, shape and the bits of every element. */
  public Fingerprint add(String name, Mat mat) {
    add(name + " " + mat.precision() + " " + mat.shape());
    boolean wide = mat.precision() == Precision.DOUBLE;
    int width = wide ? Double.BYTES : Float.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(mat.size(), width));
    for (int i = 0; i < mat.size(); i++) {
      if (wide) {
        bytes.putDouble(mat.at(i));
      } else {
        bytes.putFloat((float) mat.at(i));
      }
    }
    digest.update(bytes.array());
    return this;
  }

  /** Adds a name and numbers. */
  public Fingerprint add(String name, long[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Long.BYTES));
    bytes.asLongBuffer().put(numbers);
    add(name + " " + numbers.length).digest.update(bytes);
    return this;
  }

  /** Adds a text, in UTF-8. */
  public Fingerprint add(String text) {
    requireOpen();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /**
   * 64 hexadecimal digits, after which nothing can be added.
   *
   * @throws IllegalStateException if this was called before; the other methods then throw it too
   */
  public String hex() {
    requireOpen();
    taken = true;
    return HexFormat.of().formatHex(digest.digest());
  }

  private void requireOpen() {
    if (taken) {
      throw new IllegalStateException("the fingerprint has been taken");
    }
  }
}
