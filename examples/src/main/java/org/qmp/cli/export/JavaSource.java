package org.qmp.cli.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.cli.option.UsageException;
import org.qmp.nn.Activation;
import org.qmp.rl.MixturePolicy;
import org.qmp.rl.Policy;
import org.qmp.rl.PolicyInfo;
import org.qmp.rl.SpecValue;
import org.qmp.rl.behavior.QSwitch;

/**
 * Policies as one Java class that needs only {@code java.base}, version 17 or later, and acts with
 * the same bits. {@code policy.txt} is its template.
 */
public final class JavaSource implements Operations {
  private static final String TEXT = read();

  /** Bytes of a text block; with line ends, its Base64 is less than the 65,535 of a constant. */
  private static final int BLOCK = 45_000;

  /** Less than the 65,535 bytes of code that a method can have. */
  private static final int METHOD = 60_000;

  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(96, "\n    ".getBytes(StandardCharsets.US_ASCII));

  /** Keywords of the language, and names that the class itself uses. */
  private static final Set<String> TAKEN =
      Set.of(
          ("_ abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package permits private"
                  + " protected public record return sealed short static strictfp super switch"
                  + " synchronized this throw throws transient true try var void volatile while"
                  + " yield java ArithmeticException Double Float IllegalArgumentException Math"
                  + " String System")
              .split(" ", -1));

  private final Precision precision;
  private final StringBuilder tables = new StringBuilder();

  /** Names of tables by their content. */
  private final Map<ByteBuffer, String> constants = new LinkedHashMap<>();

  /** Names of values by the calls that compute them. */
  private final Map<String, String> values = new LinkedHashMap<>();

  private final List<String> statements = new ArrayList<>();

  /** Most bytes of code that read the tables, and that compute the steps. */
  private int readingBytes;

  private int stepBytes;

  private JavaSource(Precision precision) {
    this.precision = precision;
  }

  private static String read() {
    try (InputStream in = JavaSource.class.getResourceAsStream("policy.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("policy.txt cannot be read from the class path", e);
    }
  }

  /** Whether this can be the name of a class. */
  public static boolean canBeNamed(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") && !TAKEN.contains(name);
  }

  /**
   * One task's policy as a class of this name.
   *
   * @throws UsageException if its networks are too many for methods of Java
   */
  public static String of(String name, Policy policy) {
    JavaSource source = new JavaSource(Operations.precision(policy.net()));
    String out = source.network(policy.info().task(), policy.net(), "observed");
    String mean = source.columns(out, 0, policy.info().actions().size());
    source.statements.add("return inBounds(" + source.activation(Activation.TANH, mean) + ");");
    return source.text(name, policy.info(), "policy", "methods of all");
  }

  /** One task's Q-switch as a class of this name; see {@link Mixture#require}. */
  public static String of(String name, MixturePolicy policy) {
    MixturePolicy.Content content = policy.content();
    JavaSource source = new JavaSource(Operations.precision(content.actors().get(0)));
    Mixture mixture = new Mixture(source, content, "observed");
    List<String> scores = new ArrayList<>();
    for (Mixture.Candidate each : mixture.candidates) {
      source.statements.add("actions[" + scores.size() + "] = " + each.action() + ";");
      String entropy =
          each.entropy().map(h -> " + " + literal(content.alpha()) + " * " + h + "[0]").orElse("");
      scores.add(each.q() + "[0]" + entropy);
    }
    int preferred = mixture.rule.tie() == QSwitch.Tie.OWN ? content.own() : 0;
    source.statements.add("double[] scores = {" + String.join(", ", scores) + "};");
    source.statements.add("return argmax(scores, " + preferred + ");");
    return source
        .text(name, policy.info(), "mixture", "methods of all", "methods of a mixture")
        .replace(
            "$policies",
            content.policies().stream().map(JavaSource::quoted).collect(Collectors.joining(", ")));
  }

  /** A string literal in ASCII. Octal escapes, unlike Unicode ones, can never end it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
      String escape = String.format(Locale.ROOT, c <= 0xff ? "\\%03o" : "\\u%04x", (int) c);
      quoted.append(plain ? "" + c : escape);
    }
    return quoted.append('"').toString();
  }

  // ---- the class ------------------------------------------------------------------------------

  private String text(String name, PolicyInfo info, String... sections) {
    if (Math.max(readingBytes, stepBytes) > METHOD) {
      throw new UsageException(
          "--to java: the networks are too large for a Java method; --to onnx can write them");
    }
    String methods = Stream.of(sections).map(JavaSource::section).collect(Collectors.joining("\n"));
    String type = precision.name().toLowerCase(Locale.ROOT);
    return (precision == Precision.DOUBLE ? inDouble(methods) : methods)
            .replace("$name", name)
            .replace("$task", plain(info.task()))
            .replace("$about", about(info.provenance()))
            .replace("$observations", "" + info.observations().size())
            .replace("$low", numbers(info, info.actions()::low))
            .replace("$high", numbers(info, info.actions()::high))
            .replace("$statements", String.join("\n    ", statements))
        + "\n"
        + section(type)
        + tables
        + "}\n";
  }

  private static String section(String title) {
    String begin = "--- " + title + "\n";
    int from = TEXT.indexOf(begin) + begin.length();
    int to = TEXT.indexOf("\n--- ", from);
    return to < 0 ? TEXT.substring(from) : TEXT.substring(from, to);
  }

  /** Observations are finite floats in either precision. */
  private static String inDouble(String text) {
    return text.replace("(float) ", "")
        .replace("ToRawIntBits", "ToRawLongBits")
        .replace("intBits", "longBits")
        .replace("Float", "Double")
        .replaceAll("(?<!finite )float", "double")
        .replaceAll("(?<=\\d)f\\b", "");
  }

  private static String about(Map<String, String> provenance) {
    return Stream.of("suite", "networks", "seed", "step", "fingerprint")
        .filter(provenance::containsKey)
        .map(key -> " *   " + key + " " + plain(String.valueOf(provenance.get(key))))
        .collect(Collectors.joining("\n"));
  }

  /** A text for a comment, without characters that could end it. */
  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9 ._:+-]", "?");
  }

  private static String numbers(PolicyInfo info, IntToDoubleFunction number) {
    return IntStream.range(0, info.actions().size())
        .mapToObj(i -> literal(number.applyAsDouble(i)))
        .collect(Collectors.joining(", "));
  }

  /** A number with the same digits on every JDK, never as an int literal. */
  private static String literal(double value) {
    String text = SpecValue.text(value);
    return text.matches("-?[0-9]+") ? text + ".0" : text;
  }

  // ---- steps ----------------------------------------------------------------------------------

  private String call(String method, String... operands) {
    String call = method + "(" + String.join(", ", operands) + ")";
    return values.computeIfAbsent(call, key -> declared(call, operands.length));
  }

  private String declared(String call, int operands) {
    String value = "v" + values.size();
    stepBytes += 12 + 9 * operands;
    statements.add(precision.name().toLowerCase(Locale.ROOT) + "[] " + value + " = " + call + ";");
    return value;
  }

  @Override
  public String matrix(String name, Mat numbers) {
    return row(name, numbers);
  }

  @Override
  public String row(String name, Mat numbers) {
    return constants.computeIfAbsent(bytes(numbers), content -> table(name, numbers, content));
  }

  private static ByteBuffer bytes(Mat numbers) {
    boolean wide = numbers.precision() == Precision.DOUBLE;
    ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * (wide ? Double.BYTES : Float.BYTES));
    if (wide) {
      bytes.asDoubleBuffer().put(numbers.doubles(), numbers.offset(), numbers.size());
    } else {
      bytes.asFloatBuffer().put(numbers.floats(), numbers.offset(), numbers.size());
    }
    return bytes;
  }

  private String table(String name, Mat numbers, ByteBuffer content) {
    String type = precision.name().toLowerCase(Locale.ROOT);
    String table = "W" + constants.size();
    tables.append("\n  /** ").append(plain(name)).append(", ").append(numbers.shape());
    tables.append(". */\n  private static final ").append(type).append("[] ").append(table);
    tables.append(" = numbers(").append(numbers.size());
    readingBytes += 20;
    ByteBuffer rest = content.duplicate();
    while (rest.hasRemaining()) {
      readingBytes += 9;
      byte[] block = new byte[Math.min(BLOCK, rest.remaining())];
      rest.get(block);
      tables.append(", \"\"\"\n    ").append(BASE64.encodeToString(block)).append("\"\"\"");
    }
    tables.append(");\n");
    return table;
  }

  @Override
  public String affine(String x, String weight, String bias) {
    return call("affine", x, weight, bias);
  }

  @Override
  public String activation(Activation f, String x) {
    return switch (f) {
      case RELU -> call("relu", x);
      case TANH -> call("tanh", x);
      case IDENTITY -> x;
      case SIGMOID, SOFTPLUS ->
          throw new UsageException("--to java: there is no text of the activation " + f);
    };
  }

  @Override
  public String normalize(String x, String gain, String shift) {
    return call("normalize", x, gain, shift);
  }

  @Override
  public String followedBy(String x, String constants) {
    return call("beside", x, constants);
  }

  @Override
  public String beside(String... parts) {
    return call("beside", parts);
  }

  @Override
  public String columns(String x, int from, int to) {
    return call("columns", x, "" + from, "" + to);
  }

  @Override
  public String clamp(String x, double low, double high) {
    return call("clamp", x, literal(low), literal(high));
  }

  @Override
  public String line(String x, double scale, double shift) {
    return call("line", x, literal(scale), literal(shift));
  }

  @Override
  public String plus(String x, String y) {
    return call("plus", x, y);
  }

  @Override
  public String times(String x, String y) {
    return call("times", x, y);
  }

  @Override
  public String softmax(String x) {
    return call("softmax", x);
  }

  @Override
  public String min(String x, String y) {
    return call("min", x, y);
  }

  @Override
  public String sum(String x) {
    return call("sum", x);
  }
}
