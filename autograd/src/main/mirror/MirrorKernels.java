import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes kernels that are the same text in other words.
 *
 * <p>Run by the build in the module's folder, with the folder of the sources and the folder to
 * write into. The templates beside this file are written out as loops. Each {@code Float*.java} and
 * {@code VectorFloat*.java} becomes the DOUBLE kernel, unless its {@code Double} twin stands beside
 * it: those few differ in their numbers. The plain products are written a second time with the
 * fused multiply-add of software in place of {@code Math.fma}.
 */
final class MirrorKernels {
  private static final Path TEMPLATES = Path.of("src/main/mirror");

  /** Lines that are repeated with a number in place of $name. */
  private static final Pattern EACH =
      Pattern.compile("(?ms)^ *// each (\\$\\w+) (of|below) (.+?)\n(.*?)^ *// end \\1\n");

  /** f and f′ of one element, in a table of functions. */
  private static final Pattern FUNCTION =
      Pattern.compile("(\\w+)\\(x -> (.+), \\(x, y\\) -> (.+)\\)(?=[,;]\n)");

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
    for (Path template : kernels(TEMPLATES)) {
      String text = FUNCTION.matcher(Files.readString(template)).replaceAll(MirrorKernels::loops);
      written.put(to.resolve(template.getFileName()), repeated(text));
    }
    Map<Path, String> masters = new HashMap<>(written);
    for (Path master : kernels(from)) {
      masters.put(master, Files.readString(master));
    }
    masters.forEach(
        (master, text) -> {
          String name = master.getFileName().toString();
          String twin = name.replace("Float", "Double");
          if (!Files.exists(from.resolve(twin)) && !name.equals(FUSED_BY_SOFTWARE)) {
            String twice = inOtherWords(text, DOUBLE).replaceAll("(?<=\\d)f\\b", "");
            written.put(to.resolve(twin), twice);
          }
        });
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

  private static List<Path> kernels(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches("(Vector)?Float.*")).toList();
    }
  }

  /** The loops of a function: y_i = f(x_i) and x̄_i += ȳ_i f′(x_i, y_i). */
  private static String loops(MatchResult function) {
    String slope =
        function.group(3).contains(" ") ? "(" + function.group(3) + ")" : function.group(3);
    String bodies =
        """
        (
              (x, y, i, end) -> {
                for (; i < end; i++) {
                  y[i] = VALUE;
                }
              },
              (x, y, dy, dx, i, end) -> {
                for (; i < end; i++) {
                  dx[i] += dy[i] * SLOPE;
                }
              })"""
            .replace("VALUE", function.group(2).replaceAll("\\bx\\b", "x[i]"))
            .replace("SLOPE", slope.replaceAll("\\b[xy]\\b", "$0[i]"));
    return function.group(1) + bodies;
  }

  private static String repeated(String text) {
    Matcher block = EACH.matcher(text);
    if (!block.find()) {
      return text;
    }
    String list = block.group(3);
    Stream<String> numbers =
        block.group(2).equals("of")
            ? Stream.of(list.split(", "))
            : IntStream.range(0, Integer.parseInt(list)).mapToObj(Integer::toString);
    StringBuilder copies = new StringBuilder(text.substring(0, block.start()));
    numbers.forEach(number -> copies.append(block.group(4).replace(block.group(1), number)));
    return repeated(copies + text.substring(block.end()));
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
