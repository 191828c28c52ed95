package org.qmp.rl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.sac.Actor.LogStd;

/**
 * The text form of one kind of values.
 *
 * @param expected the allowed values, as in "must be {@code expected}"
 * @param words the values, if they are a few words; else empty
 * @param examples for each word a record, where the words are kinds of records; else empty
 * @param read throws {@link IllegalArgumentException} or {@link ArithmeticException} if the text is
 *     no such value
 * @param write the canonical text
 */
public record SpecValue<T>(
    String expected,
    List<String> words,
    List<T> examples,
    Function<String, T> read,
    Function<T, String> write) {

  SpecValue(String expected, Function<String, T> read, Function<T, String> write) {
    this(expected, List.of(), List.of(), read, write);
  }

  /** Whether the words are kinds of records, each with parameters of its own. */
  boolean isKind() {
    return !examples.isEmpty();
  }

  /** The words of the kinds that have a component. */
  List<String> having(String component) {
    return words.stream()
        .filter(
            word ->
                Arrays.stream(examples.get(words.indexOf(word)).getClass().getRecordComponents())
                    .anyMatch(each -> each.getName().equals(component)))
        .toList();
  }

  /** Canonical text of a value, which must be of this type. */
  @SuppressWarnings("unchecked")
  String written(Object value) {
    return write.apply((T) value);
  }

  /** A whole number, also written as {@code 10k}, {@code 1.2M} or {@code 1e6}. */
  static SpecValue<Long> whole(String expected) {
    return new SpecValue<>(expected, SpecValue::longOf, String::valueOf);
  }

  /** A whole number of 32 bits. */
  static SpecValue<Integer> small(String expected) {
    return new SpecValue<>(expected, text -> Math.toIntExact(longOf(text)), String::valueOf);
  }

  private static long longOf(String text) {
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    int zeros = last == 'M' ? 6 : last == 'k' || last == 'K' ? 3 : 0;
    BigDecimal digits = new BigDecimal(zeros == 0 ? text : text.substring(0, text.length() - 1));
    if (digits.scale() < -30) { // 1e99999999 would take all memory
      throw new ArithmeticException("too many digits");
    }
    return digits.scaleByPowerOfTen(zeros).longValueExact();
  }

  static SpecValue<Double> number(String expected) {
    return new SpecValue<>(expected, SpecValue::real, SpecValue::text);
  }

  /** A number, or a word for its absence. */
  static SpecValue<OptionalDouble> numberOr(String none, String expected) {
    return new SpecValue<>(
        expected,
        text -> text.equals(none) ? OptionalDouble.empty() : OptionalDouble.of(real(text)),
        value -> value.isPresent() ? text(value.getAsDouble()) : none);
  }

  static double real(String text) {
    if (!text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
      throw new NumberFormatException(text);
    }
    return Double.parseDouble(text);
  }

  /** The words of an enum: {@code MULTI_HEAD} is {@code multi-head}. */
  static <E extends Enum<E>> SpecValue<E> word(Class<E> type) {
    E[] values = type.getEnumConstants();
    List<String> words = Arrays.stream(values).map(SpecValue::word).toList();
    return new SpecValue<>(
        oneOf(words), words, List.of(), text -> values[index(words, text)], SpecValue::word);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A word for the class of a value; reading gives the example. */
  static <T> SpecValue<T> kind(List<String> words, List<T> examples) {
    List<Class<?>> classes = examples.stream().<Class<?>>map(Object::getClass).toList();
    return new SpecValue<>(
        oneOf(words),
        words,
        examples,
        text -> examples.get(index(words, text)),
        value -> words.get(classes.indexOf(value.getClass())));
  }

  private static String oneOf(List<String> words) {
    return "one of " + String.join(", ", words);
  }

  private static int index(List<String> words, String text) {
    int index = words.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
    if (index < 0) {
      throw new IllegalArgumentException(text);
    }
    return index;
  }

  /** Rows with semicolons between them. */
  static List<List<Double>> matrix(String text) {
    return split(text, ";").map(row -> split(row, ",").map(SpecValue::real).toList()).toList();
  }

  static String text(List<List<Double>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(SpecValue::text).collect(Collectors.joining(",")))
        .collect(Collectors.joining(";"));
  }

  private static Stream<String> split(String text, String separator) {
    return Arrays.stream(text.split(separator, -1));
  }

  /** Whole numbers with commas between them; none is the empty list. */
  static SpecValue<List<Integer>> list(String expected) {
    return new SpecValue<>(
        expected,
        text ->
            text.equals("none")
                ? List.of()
                : split(text, ",").map(width -> Math.toIntExact(longOf(width))).toList(),
        list ->
            list.isEmpty()
                ? "none"
                : list.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  static int positive(String text) {
    int count = Math.toIntExact(longOf(text));
    if (count < 1) {
      throw new IllegalArgumentException(text);
    }
    return count;
  }

  static String text(QSwitch.Score score) {
    if (score instanceof QSwitch.Expectation expectation) {
      return "" + expectation.samples();
    }
    return score instanceof QSwitch.AtSample ? "sample" : "mean";
  }

  static QSwitch.Score score(String text) {
    return switch (text) {
      case "mean" -> new QSwitch.AtMean();
      case "sample" -> new QSwitch.AtSample();
      default -> new QSwitch.Expectation(Math.toIntExact(longOf(text)));
    };
  }

  static String text(Beta beta) {
    return beta instanceof Beta.Matrix matrix
        ? text(matrix.rows())
        : text(((Beta.Uniform) beta).value());
  }

  static Beta beta(String text) {
    return text.indexOf(',') >= 0 || text.indexOf(';') >= 0
        ? new Beta.Matrix(matrix(text))
        : new Beta.Uniform(real(text));
  }

  static String text(LogStd bounds) {
    String kind = bounds.smooth() ? "smooth:" : "clamped:";
    return kind + text(bounds.low()) + ":" + text(bounds.high());
  }

  static LogStd logStd(String text) {
    String[] words = text.split(":", -1);
    if (words.length != 3 || !List.of("clamped", "smooth").contains(words[0])) {
      throw new IllegalArgumentException(text);
    }
    return new LogStd(words[0].equals("smooth"), real(words[1]), real(words[2]));
  }

  /**
   * The shortest of the nearest decimals with 1, 2, … digits that is read back as the same number.
   * {@code Double.toString} gives other digits from JDK 19 on, which would give one run two
   * identities.
   */
  public static String text(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return Double.toString(value).replaceFirst("\\.0$", "");
    }
    BigDecimal rounded = new BigDecimal(value);
    for (int digits = 1; rounded.precision() > digits; digits++) {
      BigDecimal shorter = rounded.round(new MathContext(digits));
      if (Double.parseDouble(shorter.toString()) == value) {
        rounded = shorter;
      }
    }
    boolean fewZeros = rounded.scale() < 0 && rounded.scale() > -7; // 20, not 2E+1
    return fewZeros ? rounded.toPlainString() : rounded.toString();
  }
}
