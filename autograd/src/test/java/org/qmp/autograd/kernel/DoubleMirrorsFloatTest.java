package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The FLOAT file of each pair is the master; the DOUBLE file is the same text in other words.
 *
 * <p>After a change of a master, {@code mvn -pl autograd test -Dtest=DoubleMirrorsFloatTest
 * -Dqmp.mirror=write} rewrites the mirrors ({@code mvn spotless:apply} then wraps their lines).
 */
class DoubleMirrorsFloatTest {
  private static final Path SOURCES = Path.of("src/main/java/org/qmp/autograd/kernel");

  /**
   * In this order: rounding casts, which a double does not need, go before the word in them;
   * suffixes of literals go last.
   */
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("(float) ", "");
    WORDS.put("Float", "Double");
    WORDS.put("float", "double");
    WORDS.put("FLOAT", "DOUBLE");
    WORDS.put("Single precision", "Double precision");
    WORDS.put("binary32", "binary64");
  }

  @ParameterizedTest
  @CsvSource({
    "FloatView, DoubleView",
    "FloatProducts, DoubleProducts",
    "FloatElementwise, DoubleElementwise",
    "FloatLayout, DoubleLayout",
    "FloatNormalize, DoubleNormalize",
    "FloatKernels, DoubleKernels",
    "FloatSums, DoubleSums",
    "FloatUnary, DoubleUnary",
    "FloatUpdates, DoubleUpdates",
    "FloatWindows, DoubleWindows",
    "VectorFloatProducts, VectorDoubleProducts",
    "VectorFloatTiles, VectorDoubleTiles",
  })
  void theDoubleSourceIsTheFloatSourceInOtherWords(String floatClass, String doubleClass)
      throws IOException {
    Path master = SOURCES.resolve(floatClass + ".java");
    Path mirror = SOURCES.resolve(doubleClass + ".java");
    String expected = inDouble(Files.readString(master));
    if ("write".equals(System.getProperty("qmp.mirror"))) {
      Files.writeString(mirror, expected);
    }
    assertEquals(
        tokens(expected),
        tokens(Files.readString(mirror)),
        () -> mirror + " does not mirror " + master + "; run with -Dqmp.mirror=write");
  }

  private static String inDouble(String source) {
    String text = source;
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    return text.replaceAll("(?<=\\d)f\\b", "");
  }

  /** One word or sign a line: where lines break depends on the length of the words. */
  private static String tokens(String source) {
    return source
        .replaceAll("(?m)^\\s*/?\\*+/?", " ")
        .replaceAll("([^\\w\\s])", " $1 ")
        .replaceAll("\\s+", "\n");
  }
}
