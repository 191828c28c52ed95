package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.nn.SafetensorsFiles.file;
import static org.qmp.nn.SafetensorsFiles.resource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files can be read even if they contain tensors that no matrix can hold. */
final class SafetensorsNonMatrixTest {
  @TempDir Path directory;

  private static Safetensors read(String header, int dataLength) throws SafetensorsException {
    return Safetensors.read(file(header.replace('\'', '"'), dataLength));
  }

  /** The file has: I64 [], F64 [1], F32 [0, 3], F32 [2, 2, 2], F32 [2, 2], F16 [1], BOOL [3]. */
  @Test
  void matricesAreReadAndTheOthersListed() throws IOException {
    Safetensors read = Safetensors.read(resource("reference-others.safetensors"));
    assertEquals(Map.of("k", "v"), read.metadata());
    assertArrayEquals(new double[][] {{1, -2}, {0.5, 4}}, read.matrix("w").toRows());
    assertEquals(2.5, read.matrix("d").scalar());
    assertEquals(
        "{num_batches_tracked=I64 [], d=F64 [1], empty=F32 [0, 3], kernel=F32 [2, 2, 2],"
            + " w=F32 [2, 2], half=F16 [1], mask=BOOL [3]}",
        read.tensors().toString());
    assertEquals("F32", read.tensors().get("kernel").dtype());
    assertEquals(List.of(2L, 2L, 2L), read.tensors().get("kernel").shape());
  }

  @Test
  void bytesOfTheOthersCanBeRead() throws IOException {
    Map<String, Tensor> others =
        Safetensors.read(resource("reference-others.safetensors")).tensors();
    assertEquals(7, others.get("num_batches_tracked").data().getLong());
    assertEquals(0x3e00, others.get("half").data().getShort()); // 1.5
    assertEquals(5, others.get("kernel").data().asFloatBuffer().get(5));
    assertEquals(0, others.get("empty").data().remaining());
    assertEquals(3, others.get("mask").data().remaining());
    assertThrows(ReadOnlyBufferException.class, () -> others.get("mask").data().put((byte) 1));
  }

  @Test
  void longsAndBytesAreWrittenAndRead() throws IOException {
    Map<String, Tensor> others = new LinkedHashMap<>();
    others.put("counts", Tensor.ofLongs(Long.MIN_VALUE, -1, 7));
    others.put("text", Tensor.ofBytes((byte) 0, (byte) -1, (byte) 'q'));
    others.put("nothing", Tensor.ofLongs());
    Safetensors file = new Safetensors(others, Map.of());
    byte[] bytes = file.toBytes();
    assertEquals("{counts=I64 [3], text=U8 [3], nothing=I64 [0]}", file.tensors().toString());
    assertEquals((byte) 0x80, bytes[bytes.length - 3 - 24 + 7], "little-endian");
    Map<String, Tensor> read = Safetensors.read(bytes).tensors();
    assertArrayEquals(new long[] {Long.MIN_VALUE, -1, 7}, read.get("counts").longs());
    assertArrayEquals(new byte[] {0, -1, 'q'}, read.get("text").bytes());
    assertEquals(0, read.get("nothing").longs().length);
    assertEquals(
        "U8 [3] is not of dtype I64",
        assertThrows(IllegalStateException.class, read.get("text")::longs).getMessage());
    assertThrows(IllegalStateException.class, read.get("counts")::bytes);
  }

  @Test
  void bytesAreCopied() {
    byte[] mine = {1, 2};
    Tensor tensor = Tensor.ofBytes(mine);
    mine[0] = 9;
    tensor.bytes()[1] = 9;
    assertArrayEquals(new byte[] {1, 2}, tensor.bytes());
  }

  @Test
  void onlyTheRequestedTensorsAreReturned() throws IOException {
    byte[] bytes = resource("reference-others.safetensors");
    InputStream in = new ByteArrayInputStream(bytes);
    Safetensors some = Safetensors.read(in, bytes.length, Set.of("w", "mask")::contains);
    assertEquals("{w=F32 [2, 2], mask=BOOL [3]}", some.tensors().toString());
    assertArrayEquals(new double[][] {{1, -2}, {0.5, 4}}, some.matrix("w").toRows());
    assertEquals(Map.of("k", "v"), some.metadata());
    assertEquals(-1, in.read(), "read to its end");
  }

  /** The file's last tensor has three bytes, its header's length eight. */
  @Test
  void aFileThatBecomesShorterWhileItIsReadIsRefused() throws IOException {
    byte[] bytes = resource("reference-others.safetensors");
    Map<Integer, String> found =
        Map.of(5, "5 bytes were left where 8", bytes.length - 1, "2 bytes were left where 3");
    for (Map.Entry<Integer, String> each : found.entrySet()) {
      InputStream in = new ByteArrayInputStream(bytes, 0, each.getKey());
      SafetensorsException refused =
          assertThrows(
              SafetensorsException.class, () -> Safetensors.read(in, bytes.length, name -> true));
      assertEquals(
          "the file has become shorter while it was read: " + each.getValue() + " belong",
          refused.getMessage());
    }
    InputStream in = new ByteArrayInputStream(bytes, 0, bytes.length - 1);
    SafetensorsException refused =
        assertThrows(
            SafetensorsException.class, () -> Safetensors.read(in, bytes.length, name -> false));
    assertEquals(
        "the file has become shorter while it was read: fewer than 3 bytes were left",
        refused.getMessage());
  }

  @Test
  void sixtyFourDimensionsAreRead() throws IOException {
    String shape = "[" + "1,".repeat(63) + "1]";
    Safetensors read = read("{'x':{'dtype':'U8','shape':" + shape + ",'data_offsets':[0,1]}}", 1);
    assertEquals(Collections.nCopies(64, 1L), read.tensors().get("x").shape());
  }

  @Test
  void theReservedNameIsRefusedForTheOthersToo() {
    Map<String, Tensor> others = Map.of("__metadata__", Tensor.ofLongs(1));
    assertThrows(IllegalArgumentException.class, () -> new Safetensors(others, Map.of()));
  }

  @Test
  void nothingIsLostWhenTheFileIsWrittenAgain() throws IOException {
    Safetensors read = Safetensors.read(resource("reference-others.safetensors"));
    byte[] bytes = read.toBytes();
    assertArrayEquals(resource("reference-others.safetensors"), bytes);
    Path path = directory.resolve("again");
    read.write(path);
    assertArrayEquals(bytes, Files.readAllBytes(path));
    String header = new String(bytes, StandardCharsets.UTF_8);
    String counter =
        "\"num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}";
    assertTrue(header.contains(counter), header);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "num_batches_tracked | dtype I64 fits no matrix, only F32 and F64 do",
        "half | dtype F16 fits no matrix, only F32 and F64 do",
        "empty | shape [0, 3] holds no element, and a matrix has at least one",
        "kernel | shape [2, 2, 2] has more than the two dimensions of a matrix"
      })
  void theOthersAreRefusedOnlyWhenReadAsMatrices(String name, String why) throws IOException {
    Safetensors read = Safetensors.read(resource("reference-others.safetensors"));
    SafetensorsException refused =
        assertThrows(SafetensorsException.class, () -> read.matrix(name));
    assertEquals("tensor '" + name + "': " + why, refused.getMessage());
  }

  @Test
  void theErrorForAnUnknownNameListsTheKnownNames() throws IOException {
    Safetensors read = read("{'e':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}", 0);
    NoSuchElementException error =
        assertThrows(NoSuchElementException.class, () -> read.matrix("f"));
    assertEquals("no tensor 'f' among [e]", error.getMessage());
  }

  @Test
  void metadataMayBeNull() throws IOException {
    String tensor = "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";
    Safetensors read = read("{'__metadata__':null," + tensor + "}", 8);
    assertEquals(Map.of(), read.metadata());
    assertArrayEquals(new double[][] {{0, 0}}, read.matrix("a").toRows());
  }

  /** As in the reference implementation, for any order of the names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'e':{'dtype':'F32','shape':[0],'data_offsets':[0,0]},A,B",
        "A,'e':{'dtype':'F32','shape':[3,0],'data_offsets':[4,4]},B",
        "B,A,'e':{'dtype':'F32','shape':[0],'data_offsets':[4,4]}",
        "A,B,'e':{'dtype':'I64','shape':[0,4294967296,4294967296],'data_offsets':[8,8]}"
      },
      quoteCharacter = '"')
  void emptyTensorsMayBeBeforeBetweenAndAfterOthers(String tensors) throws IOException {
    String all =
        tensors
            .replace("A", "'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}")
            .replace("B", "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}");
    Safetensors read = read("{" + all + "}", 8);
    assertEquals(Set.of("a", "b", "e"), read.tensors().keySet());
    assertEquals(
        List.of("a", "b"),
        read.tensors().keySet().stream().filter(name -> !name.equals("e")).toList());
    assertFalse(read.tensors().get("e").isMatrix());
  }

  @ParameterizedTest
  @CsvSource({
    "F4, 0.5", "F6_E2M3, 0.75", "F6_E3M2, 0.75", "BOOL, 1", "U8, 1", "I8, 1", "F8_E5M2, 1",
    "F8_E4M3, 1", "F8_E8M0, 1", "F8_E4M3FNUZ, 1", "F8_E5M2FNUZ, 1", "I16, 2", "U16, 2", "F16, 2",
    "BF16, 2", "I32, 4", "U32, 4", "C64, 8", "I64, 8", "U64, 8"
  })
  void everyDtypeOfTheFormatIsSupported(String dtype, double width) throws IOException {
    int length = (int) (4 * width);
    String entry = "'dtype':'" + dtype + "','shape':[4],'data_offsets':[0," + length + "]";
    Tensor read = read("{'x':{" + entry + "}}", length).tensors().get("x");
    assertEquals(dtype + " [4]", read.toString());
    assertEquals(length, read.data().remaining());
  }

  /** 2³¹ bytes, which take no space on the disk. */
  @Test
  void dataTooLargeForAnArrayAreListedAndSkipped() throws IOException {
    long size = 1L << 31;
    String header =
        "{'big':{'dtype':'U8','shape':[SIZE],'data_offsets':[0,SIZE]},"
            + "'w':{'dtype':'F32','shape':[1],'data_offsets':[SIZE,END]}}";
    header = header.replace("SIZE", "" + size).replace("END", "" + (size + 4));
    byte[] start = file(header.replace('\'', '"'), 0);
    Path path = directory.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.write(start);
      sparse.seek(start.length + size);
      sparse.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
    }
    Safetensors read = Safetensors.read(path);
    assertEquals(1, read.matrix("w").scalar());
    assertEquals("U8 [2147483648]", read.tensors().get("big").toString());
    IllegalStateException error = assertThrows(IllegalStateException.class, read::toBytes);
    assertEquals("tensor 'big' has 2147483648 bytes, too many for an array", error.getMessage());
    Path copy = directory.resolve("copy");
    assertThrows(IllegalStateException.class, () -> read.write(copy));
    assertTrue(Files.notExists(copy));
  }
}
