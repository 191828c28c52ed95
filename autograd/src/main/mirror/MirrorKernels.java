import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes kernels that are the same text in other words.
 *
 * <p>Run by the build with the folder of the sources and the folder to write into. Each {@code
 * Float*.java} and {@code VectorFloat*.java} becomes the DOUBLE kernel, unless its {@code Double}
 * twin stands beside it: those few differ in their numbers. The plain products are written a second
 * time with the fused multiply-add of software in place of {@code Math.fma}.
 */
final class MirrorKernels {
  private static final String[][] DOUBLE = {
    {"(float) ", ""}, // a double needs no rounding cast
    {"ToRawIntBits", "ToRawLongBits"},
    {"intBits", "longBits"},
    {"Float", "Double"},
    {"float", "double"},
    {"FLOAT", "DOUBLE"},
    {"Single precision", "Double precision"},
  };

  private static final String PLAIN = "FloatPlainProducts";
  private static final String FUSED_BY_SOFTWARE = "FloatFma.java"; // float in double: has no twin

  private static final String[][] SOFTWARE = {
    {PLAIN, "FloatSoftwareProducts"},
    {"Math.fma", "FloatFma.fma"},
  };

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    Files.createDirectories(to);
    Map<Path, String> written = new HashMap<>();
    List<Path> masters;
    try (Stream<Path> files = Files.list(from)) {
      masters = files.filter(f -> f.getFileName().toString().matches("(Vector)?Float.*")).toList();
    }
    for (Path master : masters) {
      String name = master.getFileName().toString();
      String twin = name.replace("Float", "Double");
      if (!Files.exists(from.resolve(twin)) && !name.equals(FUSED_BY_SOFTWARE)) {
        String text = inOtherWords(Files.readString(master), DOUBLE);
        written.put(to.resolve(twin), text.replaceAll("(?<=\\d)f\\b", ""));
      }
    }
    String plain = Files.readString(from.resolve(PLAIN + ".java"));
    written.put(to.resolve("FloatSoftwareProducts.java"), inOtherWords(plain, SOFTWARE));
    try (Stream<Path> files = Files.list(to)) {
      for (Path stale : files.filter(file -> !written.containsKey(file)).toList()) {
        Files.delete(stale);
      }
    }
    for (Map.Entry<Path, String> file : written.entrySet()) {
      write(file.getKey(), file.getValue());
    }
  }

  private static String inOtherWords(String source, String[][] words) {
    String text = source;
    for (String[] word : words) {
      text = text.replace(word[0], word[1]);
    }
    return text;
  }

  /** An unchanged file keeps its date, so that nothing is compiled again for it. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }
}
