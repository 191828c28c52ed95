package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.qmp.nn.SafetensorsFiles.resource;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Shape;

/** Written files can be read; a damaged file is either still valid or refused. */
class SafetensorsMutationTest {
  private static final String REFERENCE = "reference.safetensors";

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyFileSurvivesARoundTrip(@ForAll("files") Safetensors file) throws IOException {
    byte[] bytes = file.toBytes();
    Safetensors read = Safetensors.read(bytes);
    SafetensorsFiles.assertSame(file, read);
    assertArrayEquals(bytes, read.toBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {REFERENCE, "reference-others.safetensors"})
  void everyTruncationAndExtensionIsRefused(String name) throws IOException {
    byte[] bytes = resource(name);
    for (int length = 0; length < bytes.length + 20; length++) {
      byte[] other = Arrays.copyOf(bytes, length);
      if (length != bytes.length) {
        assertThrows(SafetensorsException.class, () -> Safetensors.read(other));
      }
    }
  }

  @Test
  void everyFileWithOneChangedByteIsReadOrRefused() throws IOException {
    Map<String, Mat> tensors = Map.of("w", Precision.FLOAT.zeros(1, 2));
    byte[] bytes = new Safetensors(SafetensorsFiles.tensors(tensors), Map.of("k", "v")).toBytes();
    for (int at = 0; at < bytes.length; at++) {
      for (int change = 1; change < 256; change++) {
        readsOrIsRefused(mutated(bytes, at, change));
      }
    }
  }

  @Test
  void everyFileWithOneFlippedBitIsReadOrRefused() throws IOException {
    for (String name :
        List.of(REFERENCE, "reference-ranks.safetensors", "reference-others.safetensors")) {
      byte[] bytes = resource(name);
      for (int at = 0; at < bytes.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          readsOrIsRefused(mutated(bytes, at, 1 << bit));
        }
      }
    }
  }

  @Property(tries = 3000)
  void everyRearrangedFileIsReadOrRefused(
      @ForAll("cuts") int from, @ForAll("cuts") int to, @ForAll("cuts") int length)
      throws IOException {
    byte[] bytes = resource(REFERENCE);
    byte[] moved = bytes.clone();
    int count = Math.min(length, bytes.length - Math.max(from, to));
    System.arraycopy(bytes, from, moved, to, count);
    readsOrIsRefused(moved);
  }

  private static byte[] mutated(byte[] bytes, int at, int change) {
    byte[] mutated = bytes.clone();
    mutated[at] ^= (byte) change;
    return mutated;
  }

  /** If a damaged file can be read, the result can be written and read again. */
  private static void readsOrIsRefused(byte[] bytes) throws IOException {
    Safetensors read;
    try {
      read = Safetensors.read(bytes);
    } catch (SafetensorsException refused) {
      assertEquals(-1, refused.getMessage().indexOf('\n'), refused.getMessage());
      return;
    }
    SafetensorsFiles.assertSame(read, Safetensors.read(read.toBytes()));
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, 316);
  }

  @Provide
  Arbitrary<Safetensors> files() {
    Arbitrary<String> texts =
        Arbitraries.strings().all().ofMaxLength(12).filter(Safetensors::isUnicode);
    Arbitrary<Map<String, Mat>> tensors =
        Arbitraries.maps(texts.filter(name -> !name.equals("__metadata__")), mats())
            .ofMaxSize(5)
            .map(LinkedHashMap::new);
    Arbitrary<Map<String, String>> metadata = Arbitraries.maps(texts, texts).ofMaxSize(4);
    return Combinators.combine(tensors, metadata)
        .as((mats, text) -> new Safetensors(SafetensorsFiles.tensors(mats), text));
  }

  private static Arbitrary<Mat> mats() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 9);
    Arbitrary<Long> bits =
        Arbitraries.oneOf(
            Arbitraries.longs(),
            Arbitraries.of(Long.MIN_VALUE, -1L, 0x7ff0000000000001L, 0x80000000L, 0x7f800001L));
    return Combinators.combine(
            Arbitraries.of(Precision.class), sizes, sizes, bits.list().ofSize(81))
        .as(
            (precision, rows, cols, elements) -> {
              Mat mat = Mat.zeros(precision, new Shape(rows, cols));
              for (int i = 0; i < mat.size(); i++) {
                if (precision == Precision.DOUBLE) {
                  mat.doubles()[i] = Double.longBitsToDouble(elements.get(i));
                } else {
                  mat.floats()[i] = Float.intBitsToFloat(elements.get(i).intValue());
                }
              }
              return mat;
            });
  }
}
