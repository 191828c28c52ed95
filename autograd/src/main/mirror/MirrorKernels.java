import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes kernels that are the same text in other words.
 *
 * <p>Run by the build in the module's folder, with the folder of the sources and the folder to
 * write into. The templates beside this file are written out: functions as loops, marked lines once
 * for each number. Each {@code Float*.java} and {@code VectorFloat*.java} becomes the DOUBLE
 * kernel, unless its {@code Double} twin stands beside it, which differs in its numbers, or it is
 * {@code FloatFma}. The plain products are written a second time with the fused multiply-add of
 * software in place of {@code Math.fma}.
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
    Map<String, String> written = kernels(TEMPLATES);
    written.replaceAll(
        (name, text) -> repeated(FUNCTION.matcher(text).replaceAll(MirrorKernels::loops)));
    Map<String, String> masters = kernels(from);
    masters.putAll(written);
    written.put("FloatSoftwareProducts.java", inOtherWords(masters.get(PLAIN + ".java"), SOFTWARE));
    masters.forEach(
        (name, text) -> {
          String twin = name.replace("Float", "Double");
          if (!Files.exists(from.resolve(twin)) && !name.equals(FUSED_BY_SOFTWARE)) {
            String twice = inOtherWords(text, DOUBLE);
            written.put(twin, twice.replaceAll("(?<=\\d)f\\b", ""));
          }
        });
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(to)) {
      for (Path file : files.toList()) {
        if (!written.containsKey(file.getFileName().toString())) {
          Files.delete(file); // its master is gone
        }
      }
    }
    for (Map.Entry<String, String> file : written.entrySet()) {
      write(to.resolve(file.getKey()), file.getValue());
    }
  }

  /** Texts by file name. */
  private static Map<String, String> kernels(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "{Vector,}Float*.java")) {
      for (Path file : files) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  /** The loops of a function: y_i = f(x_i) and x̄_i += ȳ_i f′(x_i, y_i). */
  private static String loops(MatchResult function) {
    String slope =
        function.group(3).contains(" ") ? "(" + function.group(3) + ")" : function.group(3);
    String bodies =
        """
        (
              (p, q, x, y, i, end) -> {
                for (; i < end; i++) {
                  y[i] = VALUE;
                }
              },
              (p, q, x, y, dy, dx, i, end) -> {
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
