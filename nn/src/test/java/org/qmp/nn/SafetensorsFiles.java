package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Files and comparisons for the tests. */
final class SafetensorsFiles {
  private SafetensorsFiles() {}

  /** A file with this header, without padding, and the given number of zero bytes of data. */
  static byte[] file(String header, int dataLength) {
    return file(header.getBytes(StandardCharsets.UTF_8), dataLength);
  }

  static byte[] file(byte[] header, int dataLength) {
    return ByteBuffer.allocate(8 + header.length + dataLength)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = SafetensorsFiles.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** The raw bits of each element of a matrix. */
  static long[] bits(Mat mat) {
    long[] bits = new long[mat.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] =
          mat.precision() == Precision.DOUBLE
              ? Double.doubleToRawLongBits(mat.doubles()[mat.offset() + i])
              : Float.floatToRawIntBits(mat.floats()[mat.offset() + i]) & 0xffffffffL;
    }
    return bits;
  }

  static void assertSame(Safetensors expected, Safetensors found) {
    assertEquals(expected.metadata(), found.metadata());
    assertEquals(
        new ArrayList<>(expected.tensors().keySet()), new ArrayList<>(found.tensors().keySet()));
    expected
        .tensors()
        .forEach(
            (name, tensor) -> {
              assertEquals(tensor.toString(), found.tensors().get(name).toString());
              assertEquals(tensor.data(), found.tensors().get(name).data());
              if (tensor.isMatrix()) {
                assertSame(tensor.mat(), found.tensors().get(name).mat());
              }
            });
  }

  /** The matrices as tensors, in the same order. */
  static Map<String, Tensor> tensors(Map<String, Mat> matrices) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    matrices.forEach((name, mat) -> tensors.put(name, Tensor.of(mat)));
    return tensors;
  }

  private static void assertSame(Mat expected, Mat found) {
    assertEquals(expected.precision(), found.precision());
    assertEquals(expected.shape(), found.shape());
    assertArrayEquals(bits(expected), bits(found));
  }
}
