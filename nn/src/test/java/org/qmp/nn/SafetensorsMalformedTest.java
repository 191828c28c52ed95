package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.nn.SafetensorsFiles.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each malformation is refused with a message that says what was found or expected. */
class SafetensorsMalformedTest {
  private static final String F32 = "'dtype':'F32','shape':[1,2],'data_offsets':[0,8]";

  @TempDir Path directory;

  @Test
  void truncatedPrefixIsRefused() {
    refused("7 bytes are too few", new byte[7]);
    refused("0 bytes are too few", new byte[0]);
  }

  @Test
  void emptyHeaderIsRefused() {
    refused("starts with '', not with '{'", new byte[8]);
    refused("starts with '', not with '{'", new byte[80]);
  }

  @Test
  void headerLargerThanTheFileIsRefused() {
    byte[] bytes = file("{}", 0);
    bytes[0] = 3;
    refused("3 bytes does not fit the 2 bytes", bytes);
  }

  @Test
  void headerLargerThanTheFormatAllowsIsRefused() throws IOException {
    Path path = directory.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes(100_000_001));
      sparse.setLength(100_000_009);
    }
    SafetensorsException refused =
        assertThrows(SafetensorsException.class, () -> Safetensors.read(path));
    assertTrue(refused.getMessage().contains("100000001 bytes is longer"), refused.getMessage());
  }

  @Test
  void negativeHeaderLengthIsRefused() {
    byte[] bytes = new byte[100];
    bytes[7] = (byte) 0x80;
    refused("9223372036854775808 bytes is longer", bytes);
  }

  @Test
  void headerThatIsNotJsonIsRefused() {
    refusedHeader("not valid JSON at character", "{'a'", 0);
    refusedHeader("not valid JSON", "{'a':nope}", 0);
    refusedHeader("not valid JSON", "{a:1}", 0);
    refusedHeader("not valid JSON", "{/* comment */}", 0);
    refusedHeader("not valid JSON", "{'a':{'shape':[01]}}", 0);
    refusedHeader("not valid JSON", "{'a':{'shape':[1,]}}", 0);
  }

  @Test
  void headerThatIsNotAnObjectIsRefused() {
    refusedHeader("starts with '[1]'", "[1]", 0);
    refusedHeader("starts with 'null'", "null", 0);
    refusedHeader("starts with ' {}'", " {}", 0);
    refusedHeader("starts with '\ufeff{}'", "\ufeff{}", 0);
  }

  @Test
  void garbageAfterTheHeaderIsRefused() {
    refusedHeader("found '{', expected nothing but spaces", "{} {}", 0);
    refusedHeader("found '1', expected nothing but spaces", "{}1", 0);
    refusedHeader("not valid JSON", "{}\0\0", 0);
    refusedHeader("not valid JSON", "{}}", 0);
  }

  @Test
  void headerThatIsNotUtf8IsRefused() {
    byte[] header = "{\"?\":{}}".getBytes(StandardCharsets.ISO_8859_1);
    header[2] = (byte) 0xff;
    refused("not UTF-8", file(header, 0));
    refused("not UTF-8", file(new byte[] {'{', '"', (byte) 0xc3}, 0));
    refused("not UTF-8", file(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"'}, 0));
    refused("not UTF-8", file(new byte[] {'{', (byte) 0xed, (byte) 0xa0, (byte) 0x80}, 0));
  }

  @Test
  void unpairedSurrogateInANameIsRefused() {
    refusedHeader("surrogate", "{'\\ud800':{" + F32 + "}}", 8);
    refusedHeader("surrogate", "{'__metadata__':{'\\udc00':''}}", 0);
    refusedHeader("unpaired surrogate", "{'__metadata__':{'':'\\udc00\\ud800'}}", 0);
  }

  @Test
  void duplicateNamesAreRefused() {
    refusedHeader("'w'", "{'w':{" + F32 + "},'w':{" + F32 + "}}", 8);
    refusedHeader("'w'", "{'w':{" + F32 + "},'\\u0077':{" + F32 + "}}", 8);
    refusedHeader("'__metadata__'", "{'__metadata__':{},'__metadata__':{}}", 0);
    refusedHeader("'k'", "{'__metadata__':{'k':'1','k':'2'}}", 0);
  }

  @Test
  void missingFieldsAreRefused() {
    refusedTensor("dtype is missing", "'shape':[1,2],'data_offsets':[0,8]");
    refusedTensor("shape is missing", "'dtype':'F32','data_offsets':[0,8]");
    refusedTensor("data_offsets are missing", "'dtype':'F32','shape':[1,2]");
  }

  @Test
  void unknownFieldIsRefused() {
    refusedTensor("unknown field 'offsets', expected dtype", F32 + ",'offsets':[0,8]");
  }

  @Test
  void duplicateFieldsAreRefused() {
    refusedHeader("'dtype'", "{'w':{" + F32 + ",'dtype':'F32'}}", 8);
    refusedHeader("'shape'", "{'w':{" + F32 + ",'shape':[1,2]}}", 8);
  }

  @Test
  void tensorThatIsNotAnObjectIsRefused() {
    refusedHeader("tensor 'w': found '1', expected an object", "{'w':1}", 0);
    refusedHeader("tensor 'w': found '[', expected an object", "{'w':[]}", 0);
    refusedHeader("tensor 'w': found 'null', expected an object", "{'w':null}", 0);
  }

  @Test
  void unsupportedDtypeIsRefused() {
    refusedTensor("dtype 'f32' is not supported", "'dtype':'f32'");
    refusedTensor("dtype 'I128' is not supported", "'dtype':'I128'");
    refusedTensor("dtype '' is not supported", "'dtype':''");
    refusedTensor("dtype 'U8 I8' is not supported", "'dtype':'U8 I8'");
    refusedTensor("found '32', expected a string", "'dtype':32");
  }

  @Test
  void negativeDimensionIsRefused() {
    refusedTensor("shape has the negative number '-1'", "'shape':[-1,2]");
    refusedTensor("shape has the negative number '-0'", "'shape':[-0]");
  }

  @Test
  void dimensionThatIsNotAWholeNumberIsRefused() {
    refusedTensor("found '1.0', expected whole numbers in shape", "'shape':[1.0]");
    refusedTensor("found '1e3', expected whole numbers in shape", "'shape':[1e3]");
    refusedTensor("found '2', expected whole numbers in shape", "'shape':['2']");
    refusedTensor("found 'null', expected whole numbers in shape", "'shape':[null]");
    refusedTensor("found '7', expected an array as shape", "'shape':7");
  }

  @Test
  void absurdDimensionsAreRefused() {
    refusedTensor("'9223372036854775808', larger", "'shape':[9223372036854775808]");
    refusedTensor("larger than any file", "'shape':[" + "9".repeat(900) + "]");
    refusedTensor("[999999999999999999] is too large", "'shape':[999999999999999999]");
    refusedTensor("[4294967296, 4294967296] is too large", "'shape':[4294967296,4294967296]");
    refusedTensor("[4294967296, 4294967296, 0] is too", "'shape':[4294967296,4294967296,0]");
    refusedTensor("where F32 [65536, 32768] takes 8589934592", F32.replace("1,2", "65536,32768"));
    refusedHeader("not valid JSON", "{'w':{'shape':[" + "9".repeat(5000) + "]}}", 0);
  }

  @Test
  void absurdlyManyDimensionsAreRefused() {
    refusedTensor("more than the 64 numbers", "'shape':[" + "1,".repeat(64) + "2]");
    refusedTensor("more than the 64 numbers", "'shape':[" + "1,".repeat(1_000_000) + "2]");
  }

  @Test
  void tensorsThatNoMatrixCanHoldAreCheckedToo() {
    String counter = "'dtype':'I64','shape':[],'data_offsets':";
    refusedTensor("a length of 4 where I64 [] takes 8", counter + "[0,4]");
    refusedTensor("[8, 16], out of range", counter + "[8,16]");
    refusedTensor("[8, 0], reversed", counter + "[8,0]");
    refusedTensor("dtype is missing", "'shape':[0],'data_offsets':[0,0]");
    refusedTensor("shape is missing", "'dtype':'BF16'");
    refusedTensor(
        "where F16 [2, 2, 2] takes 16", "'dtype':'F16','shape':[2,2,2],'data_offsets':[0,8]");
    refusedTensor("where F4 [3] takes 12 bits", "'dtype':'F4','shape':[3],'data_offsets':[0,1]");
    refusedTensor("where F4 [3] takes 12 bits", "'dtype':'F4','shape':[3],'data_offsets':[0,2]");
  }

  @Test
  void emptyTensorsAreRefusedWhereNoTensorEnds() {
    String empty = "'e':{'dtype':'F32','shape':[3,0],'data_offsets':";
    String after = "{'a':{" + F32 + "}," + empty;
    refusedHeader("tensor 'e': data_offsets begin at 4, an overlap", after + "[4,4]}}", 8);
    refusedHeader("tensor 'e': data_offsets are [12, 12], out of range", after + "[12,12]}}", 8);
    refusedHeader("a length of 8 where F32 [3, 0] takes 0", after + "[0,8]}}", 8);
    refusedHeader("end at byte 0 of the data, which has 1", "{" + empty + "[0,0]}}", 1);
  }

  @Test
  void reversedOffsetsAreRefused() {
    refusedOffsets("[8, 0], reversed", "[8,0]");
  }

  @Test
  void offsetsOutOfRangeAreRefused() {
    refusedOffsets("[4, 12], out of range: the file has 8", "[4,12]");
    refusedOffsets("out of range", "[999999999999999991,999999999999999999]");
    refusedOffsets("the negative number '-8'", "[-8,0]");
    refusedOffsets("larger than any file", "[0,18446744073709551615]");
  }

  @Test
  void anyNumberOfOffsetsExceptTwoIsRefused() {
    refusedOffsets("[0], expected begin and end", "[0]");
    refusedOffsets("[], expected begin and end", "[]");
    refusedOffsets("more than the 2 numbers", "[0,4,8]");
    refusedOffsets("expected an array", "{'begin':0}");
  }

  @Test
  void offsetsThatDoNotMatchTheShapeAreRefused() {
    refusedOffsets("a length of 4 where F32 [1, 2] takes 8", "[0,4]");
    refusedTensor("where F64 [1, 2] takes 16", F32.replace("F32", "F64"));
    refusedTensor("where F32 [3] takes 12", F32.replace("[1,2]", "[3]"));
  }

  @Test
  void overlappingTensorsAreRefused() {
    refusedHeader("tensor 'b': data_offsets begin at 4, an overlap", two("[0,8]", "[4,12]"), 12);
    refusedHeader("begin at 0, an overlap", two("[0,8]", "[0,8]"), 8);
  }

  @Test
  void holesBetweenTensorsAreRefused() {
    refusedHeader("tensor 'b': data_offsets begin at 9, a hole", two("[0,8]", "[9,17]"), 17);
    refusedHeader("tensor 'b': data_offsets begin at 1, a hole", two("[9,17]", "[1,9]"), 17);
  }

  @Test
  void dataThatNoTensorCoversAreRefused() {
    refusedHeader("end at byte 16 of the data, which has 17", two("[0,8]", "[8,16]"), 17);
    refusedHeader("end at byte 0 of the data, which has 1", "{}", 1);
  }

  @Test
  void metadataThatAreNotStringsAreRefused() {
    refusedHeader("__metadata__: found '1', expected a string", "{'__metadata__':{'k':1}}", 0);
    refusedHeader("found 'null', expected a string", "{'__metadata__':{'k':null}}", 0);
    refusedHeader("found '{', expected a string", "{'__metadata__':{'k':{}}}", 0);
    refusedHeader("found '[', expected an object", "{'__metadata__':['k']}", 0);
  }

  @Test
  void deepNestingIsRefused() {
    refusedHeader("found '[', expected an object", "{'w':" + "[".repeat(1_000_000), 0);
    refusedTensor("found '[', expected whole", "'shape':" + "[".repeat(1_000_000));
    refusedHeader("expected a string", "{'__metadata__':" + "{'a':".repeat(200_000), 0);
  }

  @Test
  void messagesAreShortWhateverTheFileContains() {
    String name = "n".repeat(1_000_000);
    SafetensorsException refused = refusedHeader("nnn…'", "{'" + name + "':1}", 0);
    assertTrue(refused.getMessage().length() < 200, refused.getMessage());
    refused = refusedHeader("Duplicate", "{'" + name + "':{" + F32 + "},'" + name + "':1}", 8);
    assertTrue(refused.getMessage().length() < 400, refused.getMessage());
    assertTrue(refusedHeader("\\u000a", "{'a\\n':1}", 0).getMessage().indexOf('\n') < 0);
    refusedHeader("'a\\u0085'", "{'a\\u0085':1}", 0); // a line break, too
  }

  private static String two(String first, String second) {
    String field = "{'dtype':'F32','shape':[1,2],'data_offsets':";
    return "{'a':" + field + first + "},'b':" + field + second + "}}";
  }

  private static void refusedOffsets(String message, String offsets) {
    refusedTensor(message, "'dtype':'F32','shape':[1,2],'data_offsets':" + offsets);
  }

  private static void refusedTensor(String message, String fields) {
    SafetensorsException refused = refusedHeader(message, "{'w':{" + fields + "}}", 8);
    assertTrue(refused.getMessage().contains("tensor 'w'"), refused.getMessage());
  }

  private static SafetensorsException refusedHeader(String message, String header, int dataLength) {
    return refused(message, file(header.replace('\'', '"'), dataLength));
  }

  private static SafetensorsException refused(String message, byte[] bytes) {
    SafetensorsException refused =
        assertThrows(SafetensorsException.class, () -> Safetensors.read(bytes));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    return refused;
  }
}
