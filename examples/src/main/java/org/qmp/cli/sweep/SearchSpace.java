package org.qmp.cli.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp.cli.option.UsageException;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecValue;

/**
 * The values of a specification's keys in a search: each key has one value, several or a range.
 *
 * <pre>
 *   learningRate=1e-4,3e-4    two values
 *   hidden=64,64              one value, since the whole text is a value of the key
 *   hidden=64,64|256,256      two values: between bars, values may hold commas
 *   learningRate=1e-4..1e-2   any number between them, uniform in its logarithm
 *   gamma=0.9..0.999:linear   any number between them, uniform
 * </pre>
 *
 * @param choices in the order of a specification's keys
 */
public record SearchSpace(Map<SpecKey, Choices> choices) {
  /** No search has more settings. */
  static final int MOST = 1000;

  private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.(.+?)(:linear)?");
  private static final MathContext DIGITS = new MathContext(4);

  public SearchSpace {
    choices = new LinkedHashMap<>(choices);
  }

  /** The values of a key. */
  public sealed interface Choices {
    /** As it was given. */
    String text();

    /** The value of one random setting. */
    String drawn(Xoshiro256 rng);

    /** At least one. */
    record Values(String text, List<String> values) implements Choices {
      @Override
      public String drawn(Xoshiro256 rng) {
        return values.get(rng.nextInt(values.size()));
      }
    }

    /**
     * Numbers from low to high, drawn with four digits.
     *
     * <pre>
     *   x = low (high / low)ᵘ        or, linear,  low + (high − low) u        with u uniform in [0, 1)
     * </pre>
     *
     * @param whole whether they are whole numbers
     */
    record Range(String text, double low, double high, boolean linear, boolean whole)
        implements Choices {
      @Override
      public String drawn(Xoshiro256 rng) {
        double u = rng.nextDouble();
        double x =
            linear ? low + (high - low) * u : low * StrictMath.exp(u * StrictMath.log(high / low));
        double rounded = new BigDecimal(whole ? Math.rint(x) : x).round(DIGITS).doubleValue();
        return SpecValue.text(Math.min(high, Math.max(low, rounded)));
      }
    }
  }

  /**
   * Reads the values given by options.
   *
   * @throws UsageException if a range is not valid
   */
  public static SearchSpace of(Map<SpecKey, String> given) {
    Map<SpecKey, Choices> choices = new LinkedHashMap<>();
    given.forEach((key, text) -> choices.put(key, choices(key, text)));
    return new SearchSpace(choices);
  }

  private static Choices choices(SpecKey key, String text) {
    if (isValue(key, text)) {
      return new Choices.Values(text, List.of(text));
    }
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      return range(key, text, range);
    }
    String[] parts = text.split(text.indexOf('|') < 0 ? "," : "\\|", -1);
    return new Choices.Values(text, Arrays.stream(parts).map(String::strip).toList());
  }

  /** Whether a text has the form of the key's values, allowed or not. */
  private static boolean isValue(SpecKey key, String text) {
    try {
      return key.value().read().apply(text) != null;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  private static Choices.Range range(SpecKey key, String text, Matcher parts) {
    OptionalDouble low = number(key, parts.group(1));
    OptionalDouble high = number(key, parts.group(2));
    boolean linear = parts.group(3) != null;
    if (low.isEmpty() || high.isEmpty() || !(low.getAsDouble() < high.getAsDouble())) {
      throw new UsageException(
          key.option()
              + " must be values, or a range of numbers from the lower to the higher (1e-4..1e-2);"
              + " got '"
              + text
              + "'");
    }
    if (low.getAsDouble() <= 0 && !linear) {
      throw new UsageException(
          key.option()
              + " must be a range above 0, whose logarithm is uniform, or end in :linear; got '"
              + text
              + "'");
    }
    boolean whole = !isValue(key, "1.5");
    return new Choices.Range(text, low.getAsDouble(), high.getAsDouble(), linear, whole);
  }

  /** Empty if the key's values are words or lists. */
  private static OptionalDouble number(SpecKey key, String text) {
    if (!isValue(key, text)) {
      return OptionalDouble.empty();
    }
    Object value = key.value().read().apply(text);
    return value instanceof OptionalDouble number
        ? number
        : value instanceof Number number
            ? OptionalDouble.of(number.doubleValue())
            : OptionalDouble.empty();
  }

  /** The keys that differ between settings. */
  public List<SpecKey> varied() {
    return choices.entrySet().stream()
        .filter(e -> !(e.getValue() instanceof Choices.Values v) || v.values().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Every combination; the values of the last key change first.
   *
   * @throws UsageException if a key has a range, or there are too many
   */
  List<Map<SpecKey, String>> grid() {
    List<Map<SpecKey, String>> settings = List.of(Map.of());
    for (Map.Entry<SpecKey, Choices> each : choices.entrySet()) {
      if (!(each.getValue() instanceof Choices.Values several)) {
        throw new UsageException(
            each.getKey().option()
                + " must be values, since ranges need --search random:<count>; got '"
                + each.getValue().text()
                + "'");
      }
      List<Map<SpecKey, String>> more = new ArrayList<>();
      if ((long) settings.size() * several.values().size() > MOST) {
        throw new UsageException("--set must leave at most 1,000 settings; the grid has more");
      }
      for (Map<SpecKey, String> setting : settings) {
        for (String value : several.values()) {
          Map<SpecKey, String> longer = new LinkedHashMap<>(setting);
          longer.put(each.getKey(), value);
          more.add(longer);
        }
      }
      settings = more;
    }
    return settings;
  }

  /**
   * Random settings. A value depends only on the seed, its key and the number of its setting: more
   * settings or more keys do not change the others.
   */
  List<Map<SpecKey, String>> random(int count, long seed) {
    List<Map<SpecKey, String>> settings = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Map<SpecKey, String> setting = new LinkedHashMap<>();
      for (Map.Entry<SpecKey, Choices> each : choices.entrySet()) {
        String stream = "sweep/" + each.getKey().name() + "/" + i;
        setting.put(each.getKey(), each.getValue().drawn(Xoshiro256.named(seed, stream)));
      }
      settings.add(setting);
    }
    return settings;
  }
}
