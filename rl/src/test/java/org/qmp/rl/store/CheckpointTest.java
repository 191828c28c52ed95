package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Checkpoints are read with the bits that were written; damaged files are refused by name. */
class CheckpointTest {
  private static final String FILE = "ckpt-7.safetensors";

  private static Checkpoint small() {
    Mat window = Mat.of(Precision.FLOAT, new double[][] {{9, 9}, {1, -0.0}, {3, 0x1p-149}, {9, 9}});
    return new Checkpoint("5bec", 7)
        .putDoubles("counters", Math.PI, Double.longBitsToDouble(0x7ff0000000000001L), -0.0)
        .put("actor/w", window.rowRange(1, 3))
        .put("actor/b", Mat.of(Precision.DOUBLE, new double[][] {{1, Double.MIN_VALUE}}))
        .putBytes("größe", (byte) 0, (byte) -1)
        .putLongs("rng", Long.MIN_VALUE, 1)
        .putLongs("nothing");
  }

  private static void assertSmall(Checkpoint read) throws IOException {
    assertEquals("5bec", read.spec());
    assertEquals(7, read.step());
    assertEquals(List.copyOf(small().names()), List.copyOf(read.names()));
    assertArrayEquals(new byte[] {0, -1}, read.bytes("größe"));
    assertArrayEquals(new long[] {Long.MIN_VALUE, 1}, read.longs("rng"));
    assertEquals(0x7ff0000000000001L, Double.doubleToRawLongBits(read.doubles("counters")[1]));
    assertEquals(0, read.longs("nothing").length);
    Mat weight = Precision.FLOAT.zeros(2, 2);
    read.restore("actor/w", weight);
    assertArrayEquals(new double[][] {{1, -0.0}, {3, 0x1p-149}}, weight.toRows());
    Mat bias = Precision.DOUBLE.zeros(1, 2);
    read.restore("actor/b", bias);
    assertArrayEquals(new double[][] {{1, Double.MIN_VALUE}}, bias.toRows());
  }

  private static byte[] golden(int version) throws IOException {
    try (InputStream in =
        CheckpointTest.class.getResourceAsStream("/checkpoint-v" + version + ".safetensors")) {
      return in.readAllBytes();
    }
  }

  @Test
  void goldenFileOfVersionOneIsReadAndWritten() throws IOException {
    assertSmall(Checkpoint.read(FILE, golden(1)));
    assertArrayEquals(golden(1), small().toBytes());
    assertArrayEquals(golden(1), Checkpoint.read(FILE, golden(1)).toBytes());
  }

  @Test
  void everyFlippedBitIsNoticedAndNamed() {
    byte[] good = small().toBytes();
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(bad, "bit " + bit);
    }
  }

  @Test
  void everyTruncationIsNoticedAndNamed() {
    byte[] good = small().toBytes();
    for (int length = 0; length < good.length; length++) {
      assertRefused(Arrays.copyOf(good, length), "length " + length);
    }
  }

  @Test
  void everyZeroedTailAndEveryExtensionIsNoticed() {
    byte[] good = small().toBytes();
    for (int from = 0; from < good.length; from++) {
      byte[] bad = good.clone();
      Arrays.fill(bad, from, bad.length, (byte) 0);
      if (!Arrays.equals(good, bad)) { // equal if the last bytes are zeros
        assertRefused(bad, "zeros from " + from);
      }
    }
    for (int more = 1; more < 40; more++) {
      assertRefused(Arrays.copyOf(good, good.length + more), more + " more");
    }
  }

  /** Whatever a header claims, with a correct checksum: the file is either refused or read. */
  @Property(tries = 2000)
  void everyHeaderIsEitherReadOrRefused(@ForAll @Size(max = 4) List<Integer> at, @ForAll int value)
      throws IOException {
    byte[] bytes = small().toBytes();
    int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    for (int i : at) {
      ByteBuffer.wrap(bytes).putInt(8 + Math.floorMod(i, header), value);
    }
    StoreFile.seal(bytes);
    try {
      Checkpoint.read(FILE, bytes).toBytes();
    } catch (CheckpointException | NoUsableCheckpointException e) {
      assertTrue(e.getMessage().startsWith(FILE), e.getMessage());
    }
  }

  /** Sets the version, as a program of another version would have written the file. */
  static void setVersion(byte[] bytes, char version) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("qmp checkpoint 1") + "qmp checkpoint ".length()] = (byte) version;
    StoreFile.seal(bytes);
  }

  private static void assertRefused(byte[] bytes, String what) {
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> Checkpoint.read(FILE, bytes), what);
    String message = refused.getMessage();
    assertTrue(message.startsWith(FILE) && message.length() > FILE.length() + 10, message);
  }

  @Test
  void damagedDataFailTheChecksum() {
    byte[] bytes = small().toBytes();
    String written = new String(bytes, 35, 8, StandardCharsets.ISO_8859_1);
    bytes[bytes.length - 1] ^= 4;
    String message =
        assertThrows(CheckpointException.class, () -> Checkpoint.read(FILE, bytes)).getMessage();
    assertTrue(message.startsWith(FILE + ": damaged: its checksum is "), message);
    assertTrue(message.endsWith(", but was written as " + written), message);
  }

  @Test
  void newerVersionIsRefusedByNumber() {
    byte[] bytes = small().toBytes();
    setVersion(bytes, '2');
    String message =
        assertThrows(NoUsableCheckpointException.class, () -> Checkpoint.read(FILE, bytes))
            .getMessage();
    assertEquals(FILE + " has format version 2, and this program reads versions up to 1", message);
  }

  @Test
  void filesThatAreNotCheckpointsAreRefused() {
    assertRefused(
        "{\"weights\": [1, 2, 3], \"and\": \"so on\"}".getBytes(StandardCharsets.UTF_8), "JSON");
    assertRefused(new byte[1000], "zeros");
  }

  /** A correct checksum is not enough: each of these files has one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'w':{'dtype':'F64','shape':[9223372036854775807],'data_offsets':[0,8]}",
        "'w':{'dtype':'F64','shape':[4294967296,4294967296],'data_offsets':[0,8]}",
        "'w':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,8]}",
        "'w':{'dtype':'I64','shape':[1],'data_offsets':[0,9223372036854775807]}",
        "'w':{'dtype':'I64','shape':[1],'data_offsets':[8,0]}",
        "'w':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}",
        "'w':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},"
            + "'v':{'dtype':'U8','shape':[4],'data_offsets':[4,8]}",
        "'w':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},"
            + "'w':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}",
        "'w':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},'__metadata__':{}",
        "'w':[[[[[[[[[[[[[[[[[[[[[[",
        "'w':{'dtype':{'dtype':{'dtype':{}}}}"
      })
  void hostileHeadersAreRefused(String tensors) {
    String metadata =
        "{'__metadata__':{'crc32c':'00000000','format':'qmp checkpoint 1','specification':'s',"
            + "'step':'1'},";
    byte[] header = (metadata + tensors + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    byte[] bytes =
        ByteBuffer.allocate(8 + header.length + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .array();
    StoreFile.seal(bytes);
    assertRefused(bytes, tensors);
  }

  @Test
  void missingAndDifferentTensorsAreNamed() throws IOException {
    Checkpoint read = Checkpoint.read(FILE, small().toBytes());
    assertEquals(
        FILE + ": there is no tensor 'critic' among " + small().names(),
        assertThrows(CheckpointException.class, () -> read.longs("critic")).getMessage());
    assertEquals(
        FILE + ": tensor 'rng' is I64 [2], not doubles",
        assertThrows(CheckpointException.class, () -> read.doubles("rng")).getMessage());
    Mat other = Precision.FLOAT.zeros(2, 3);
    assertEquals(
        FILE + ": tensor 'actor/w' is F32 [2, 2], not F32 [2, 3]",
        assertThrows(CheckpointException.class, () -> read.restore("actor/w", other)).getMessage());
  }

  @Test
  void namedMatricesAreRestoredInPlace() throws IOException {
    Map<String, Mat> saved = new LinkedHashMap<>();
    saved.put("m", Mat.of(Precision.FLOAT, new double[][] {{1, 2}}));
    saved.put("v", Mat.of(Precision.DOUBLE, new double[][] {{3}}));
    Checkpoint read = Checkpoint.read(FILE, new Checkpoint("s", 0).put("adam/", saved).toBytes());
    Map<String, Mat> into = new LinkedHashMap<>();
    into.put("v", Precision.DOUBLE.zeros(1, 1));
    into.put("m", Precision.FLOAT.zeros(1, 2));
    read.restore("adam/", into);
    assertArrayEquals(new double[][] {{1, 2}}, into.get("m").toRows());
    assertEquals(3, into.get("v").scalar());
  }

  @Test
  void duplicateNamesAndInvalidArgumentsAreRefused() {
    Checkpoint checkpoint = new Checkpoint("s", 0).putLongs("a", 1);
    assertInvalid("two tensors have the name 'a'", () -> checkpoint.putDoubles("a", 1));
    String longest = "n".repeat(1000);
    for (String name : List.of("", " ", longest + "n")) {
      assertInvalid(
          "a name has 1 to 1000 characters and is not blank; got '" + name + "'",
          () -> checkpoint.putLongs(name, 1));
    }
    assertEquals(Set.of("a", longest), checkpoint.putLongs(longest, 1).names());
    for (String blank : List.of("", " \n")) {
      assertInvalid(
          "a checkpoint needs the text of a specification", () -> new Checkpoint(blank, 0));
    }
    long most = 999_999_999_999_999_999L;
    for (long step : new long[] {-1, most + 1}) {
      assertInvalid("a step is in 0 … 10¹⁸ − 1, not " + step, () -> new Checkpoint("s", step));
    }
    assertEquals(most, new Checkpoint("s", most).step());
  }

  private static void assertInvalid(String message, Executable make) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, make).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"' ', 1", "s, ''", "s, 01", "s, -1", "s, 1000000000000000000"})
  void metadataWithoutASpecificationOrAStepAreNamed(String spec, String step) {
    Map<String, String> metadata = Map.of("specification", spec, "step", step);
    byte[] bytes = StoreFile.CHECKPOINT.write(Map.of(), metadata);
    assertEquals(
        FILE + ": its metadata lack the specification or the step",
        assertThrows(CheckpointException.class, () -> Checkpoint.read(FILE, bytes)).getMessage());
  }
}
