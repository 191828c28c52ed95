package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.nn.SafetensorsFiles.bits;
import static org.qmp.nn.SafetensorsFiles.file;
import static org.qmp.nn.SafetensorsFiles.resource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Shape;

class SafetensorsTest {
  @TempDir Path directory;

  /** Two tensors and one metadata entry, written by hand from the definition of the format. */
  private static final String GOLDEN =
      "9000000000000000" // 144 bytes of header
          + "7b225f5f6d657461646174615f5f223a7b226b223a2276227d2c" // {"__metadata__":{"k":"v"},
          + "2261223a7b226474797065223a22463332222c227368617065223a5b312c325d2c" // "a":{"dtype":"F32","shape":[1,2],
          + "22646174615f6f666673657473223a5b302c385d7d2c" // "data_offsets":[0,8]},
          + "2262223a7b226474797065223a22463634222c227368617065223a5b312c315d2c" // "b":{"dtype":"F64","shape":[1,1],
          + "22646174615f6f666673657473223a5b382c31365d7d7d" // "data_offsets":[8,16]}}
          + "20202020202020" // spaces
          + "0000803f" // 1
          + "000000c0" // -2
          + "000000000000e0bf"; // -0.5

  private static Safetensors golden() {
    Map<String, Mat> tensors = new LinkedHashMap<>();
    tensors.put("a", Mat.of(Precision.FLOAT, new double[][] {{1, -2}}));
    tensors.put("b", Mat.of(Precision.DOUBLE, new double[][] {{-0.5}}));
    return new Safetensors(SafetensorsFiles.tensors(tensors), Map.of("k", "v"));
  }

  @Test
  void writesTheGoldenBytes() {
    assertEquals(GOLDEN, HexFormat.of().formatHex(golden().toBytes()));
  }

  @Test
  void readsTheGoldenBytes() throws IOException {
    SafetensorsFiles.assertSame(golden(), Safetensors.read(HexFormat.of().parseHex(GOLDEN)));
  }

  /** The bytes that the reference implementation's own tests expect. */
  @Test
  void emptyFilesHaveTheBytesOfTheReference() throws IOException {
    assertArrayEquals(file("{}      ", 0), empty(Map.of()).toBytes());
    byte[] written = empty(Map.of("framework", "pt")).toBytes();
    assertArrayEquals(file("{\"__metadata__\":{\"framework\":\"pt\"}}     ", 0), written);
    assertEquals(Map.of("framework", "pt"), Safetensors.read(written).metadata());
  }

  @Test
  void readsAFileWrittenByTheReference() throws IOException {
    Safetensors read = Safetensors.read(resource("reference.safetensors"));
    List<String> names = List.of("größe😀", "actor.0.weight", "q\"\\/\n\u0001\u001f\u007f");
    assertEquals(names, List.copyOf(read.tensors().keySet()));
    assertEquals(Map.of("step", "7 → ∞"), read.metadata());
    Mat column = read.matrix(names.get(0));
    assertEquals(new Shape(3, 1), column.shape());
    assertEquals(Precision.DOUBLE, column.precision());
    assertArrayEquals(
        new long[] {0x400921fb54442d18L, 0x8000000000000000L, 0x7ff8000000000000L}, bits(column));
    Mat weight = read.matrix(names.get(1));
    assertEquals(new Shape(2, 3), weight.shape());
    assertEquals(Precision.FLOAT, weight.precision());
    assertArrayEquals(
        new long[] {0x3f800000, 0x80000000L, 0x7fc00000, 0x7fa00001, 1, 0x12345678}, bits(weight));
    assertEquals(0.5, read.matrix(names.get(2)).scalar());
  }

  @Test
  void writesTheSameBytesAsTheReference() throws IOException {
    byte[] reference = resource("reference.safetensors");
    assertArrayEquals(reference, Safetensors.read(reference).toBytes());
  }

  @Test
  void vectorsAreRowsAndScalarsAreOneByOne() throws IOException {
    Safetensors read = Safetensors.read(resource("reference-ranks.safetensors"));
    Mat bias = read.matrix("actor.0.bias");
    assertArrayEquals(new double[][] {{-0.5, 2}}, bias.toRows());
    assertEquals(0.2, read.matrix("temperature").scalar());
    SafetensorsFiles.assertSame(read, Safetensors.read(read.toBytes()));
  }

  @Test
  void tensorsAreInTheOrderOfTheirData() throws IOException {
    byte[] bytes =
        file(
            """
            {"late":{"data_offsets":[4,8],"shape":[1,1],"dtype":"F32"},
            \t"early" : {"dtype":"F32","shape":[1,1],"data_offsets":[0,4]} }
            """,
            8);
    bytes[bytes.length - 5] = 0x3f;
    Safetensors read = Safetensors.read(bytes);
    assertEquals(List.of("early", "late"), List.copyOf(read.tensors().keySet()));
    assertEquals(0.5, read.matrix("early").scalar());
    assertEquals(0, read.matrix("late").scalar());
  }

  @Test
  void nanPayloadsAndSignedZerosSurvive() throws IOException {
    double[] doubles = {
      -0.0, Double.longBitsToDouble(0x7ff0000000000001L), Double.longBitsToDouble(-1)
    };
    float[] floats = {
      -0.0f, Float.intBitsToFloat(0x7f800001), Float.intBitsToFloat(-1), Float.MIN_VALUE
    };
    Map<String, Mat> tensors = new LinkedHashMap<>();
    tensors.put("f", Mat.of(new FMatrixRMaj(2, 2, true, floats)));
    tensors.put("d", Mat.of(new DMatrixRMaj(3, 1, true, doubles)));
    Safetensors read =
        Safetensors.read(new Safetensors(SafetensorsFiles.tensors(tensors), Map.of()).toBytes());
    assertArrayEquals(new long[] {0x80000000L, 0x7f800001, 0xffffffffL, 1}, bits(read.matrix("f")));
    assertArrayEquals(new long[] {Long.MIN_VALUE, 0x7ff0000000000001L, -1}, bits(read.matrix("d")));
  }

  @Test
  void matricesLargerThanAChunkSurvive() throws IOException {
    for (Precision precision : Precision.values()) {
      Mat mat = precision.zeros(301, 97);
      for (int i = 0; i < 301; i++) {
        for (int j = 0; j < 97; j++) {
          mat.set(i, j, i * 97 + j);
        }
      }
      Safetensors file = new Safetensors(Map.of("m", Tensor.of(mat)), Map.of());
      SafetensorsFiles.assertSame(file, Safetensors.read(file.toBytes()));
    }
  }

  @Test
  void onlyTheRowsOfAWindowAreWritten() throws IOException {
    Mat mat = Mat.of(Precision.DOUBLE, new double[][] {{1, 2}, {3, 4}, {5, 6}});
    byte[] bytes = new Safetensors(Map.of("w", Tensor.of(mat.rowRange(1, 2))), Map.of()).toBytes();
    assertArrayEquals(new double[][] {{3, 4}}, Safetensors.read(bytes).matrix("w").toRows());
  }

  @Test
  void headerHasNoMorePaddingThanNeeded() {
    for (int i = 0; i < 8; i++) {
      byte[] bytes = empty(Map.of("k", "v".repeat(i))).toBytes();
      assertEquals(0, bytes.length % 8);
      String header = new String(bytes, StandardCharsets.UTF_8);
      assertTrue(header.length() - header.stripTrailing().length() < 8, header);
    }
  }

  @Test
  void orderOfMetadataDoesNotMatter() {
    Map<String, String> backwards = new LinkedHashMap<>();
    backwards.put("z", "1");
    backwards.put("a", "2");
    Map<String, String> forwards = new LinkedHashMap<>();
    forwards.put("a", "2");
    forwards.put("z", "1");
    assertArrayEquals(empty(forwards).toBytes(), empty(backwards).toBytes());
  }

  @Test
  void fileIsReplacedCompletely() throws IOException {
    Path path = directory.resolve("weights.safetensors");
    Files.writeString(path, "something longer than what is going to be written here".repeat(10));
    golden().write(path);
    assertArrayEquals(golden().toBytes(), Files.readAllBytes(path));
    SafetensorsFiles.assertSame(golden(), Safetensors.read(path));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @Test
  void failedWriteLeavesNothingBehind() throws IOException {
    Path path = directory.resolve("occupied");
    Files.createDirectories(path.resolve("inside"));
    assertThrows(IOException.class, () -> golden().write(path));
    assertTrue(Files.isDirectory(path.resolve("inside")));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  /** A move would replace a link, a pipe or a device with the file. */
  @Test
  void onlyARegularFileIsReplaced() throws IOException {
    Path mine = Files.writeString(directory.resolve("mine"), "mine");
    Path link = Files.createSymbolicLink(directory.resolve("weights.safetensors"), mine);
    assertEquals(
        link + " is not a regular file, and only such a file is replaced",
        assertThrows(IOException.class, () -> golden().write(link)).getMessage());
    assertEquals(mine, Files.readSymbolicLink(link));
    assertEquals("mine", Files.readString(mine));
  }

  /** They may be the user's, or those of another process that writes the same weights. */
  @Test
  void otherFilesInTheDirectoryAreUnchanged() throws IOException {
    Path path = directory.resolve("weights.safetensors");
    Map<Path, String> others = new TreeMap<>();
    for (String suffix : List.of(".tmp", ".1.tmp", ".2.tmp")) {
      others.put(directory.resolve(path.getFileName() + suffix), "others'" + suffix);
    }
    for (Map.Entry<Path, String> other : others.entrySet()) {
      Files.writeString(other.getKey(), other.getValue());
    }
    golden().write(path);
    SafetensorsFiles.assertSame(golden(), Safetensors.read(path));
    for (Map.Entry<Path, String> other : others.entrySet()) {
      assertEquals(other.getValue(), Files.readString(other.getKey()));
    }
    try (var files = Files.list(directory)) {
      assertEquals(others.size() + 1, files.count());
    }
  }

  @Test
  void errorNamesTheMalformedFile() throws IOException {
    Path path = directory.resolve("broken.safetensors");
    Files.writeString(path, "short");
    SafetensorsException refused =
        assertThrows(SafetensorsException.class, () -> Safetensors.read(path));
    assertTrue(refused.getMessage().startsWith(path + ": 5 bytes"), refused.getMessage());
    Path absent = directory.resolve("absent");
    assertThrows(NoSuchFileException.class, () -> Safetensors.read(absent));
  }

  @Test
  void namesThatCannotBeWrittenAreRefused() {
    Mat mat = Precision.FLOAT.zeros(1, 1);
    assertRefused("__metadata__", Map.of("__metadata__", mat), Map.of());
    assertRefused("surrogate", Map.of("\ud800", mat), Map.of());
    assertRefused("surrogate", Map.of(), Map.of("\udc00", ""));
    assertRefused("surrogate", Map.of(), Map.of("", "a\ud800b"));
  }

  @Test
  void mapsAndMatricesAreCopied() throws IOException {
    Mat mat = Precision.FLOAT.zeros(1, 1);
    Map<String, Tensor> tensors = new LinkedHashMap<>(Map.of("a", Tensor.of(mat)));
    Safetensors file = new Safetensors(tensors, Map.of());
    tensors.clear();
    mat.fill(1);
    assertEquals(0, file.matrix("a").scalar());
    assertThrows(UnsupportedOperationException.class, () -> file.tensors().clear());
    assertThrows(UnsupportedOperationException.class, () -> file.metadata().put("", ""));
  }

  private static void assertRefused(
      String message, Map<String, Mat> tensors, Map<String, String> metadata) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Safetensors(SafetensorsFiles.tensors(tensors), metadata).toBytes());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  private static Safetensors empty(Map<String, String> metadata) {
    return new Safetensors(Map.of(), metadata);
  }
}
