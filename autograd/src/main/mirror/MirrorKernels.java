import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the DOUBLE kernels: the same text as the FLOAT kernels in other words.
 *
 * <p>Run by the build with the folder of the FLOAT sources and the folder to write into. A {@code
 * Float*.java} or {@code VectorFloat*.java} whose {@code Double} twin stands beside it is left alone:
 * those few differ in their numbers.
 */
final class MirrorKernels {
  private static final String[][] WORDS = {
    {"(float) ", ""}, // a double needs no rounding cast
    {"Float", "Double"},
    {"float", "double"},
    {"FLOAT", "DOUBLE"},
    {"Single precision", "Double precision"},
  };

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    Files.createDirectories(to);
    List<Path> masters;
    try (Stream<Path> files = Files.list(from)) {
      masters = files.filter(f -> f.getFileName().toString().matches("(Vector)?Float.*")).toList();
    }
    for (Path master : masters) {
      String twin = master.getFileName().toString().replace("Float", "Double");
      if (!Files.exists(from.resolve(twin))) {
        write(to.resolve(twin), inDouble(Files.readString(master)));
      }
    }
  }

  private static String inDouble(String source) {
    String text = source;
    for (String[] word : WORDS) {
      text = text.replace(word[0], word[1]);
    }
    return text.replaceAll("(?<=\\d)f\\b", "");
  }

  /** An unchanged file keeps its date, so that nothing is compiled again for it. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }
}
