package org.qmp.cli.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers and commands as text, the same in every locale. */
public final class Format {
  private Format() {}

  public static String text(String format, Object... values) {
    return values.length == 0 ? format : String.format(Locale.ROOT, format, values);
  }

  /** Digits in threes: 12,345. */
  public static String count(long value) {
    return text("%,d", value);
  }

  /** A count of something: 1 run, 2 runs. */
  public static String count(long value, String one) {
    return count(value) + " " + (value == 1 ? one : one + "s");
  }

  /** A return or another measurement, with a true minus sign. */
  public static String number(double value) {
    double size = Math.abs(value);
    String digits = text(size >= 1000 ? "%,.0f" : size >= 10 ? "%.1f" : "%.3f", size);
    return value < 0 && !digits.equals("0.000") ? "−" + digits : digits;
  }

  /** The words of a command, quoted for a shell where they must be. */
  public static String shell(List<String> words) {
    return words.stream().map(Format::shell).collect(Collectors.joining(" "));
  }

  /** A word of a command, quoted for a shell where it must be. */
  public static String shell(String word) {
    return word.matches("[A-Za-z0-9_.,:+=/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Minutes and seconds, with hours where there are any. */
  public static String time(double seconds) {
    Duration d = Duration.ofSeconds(Math.round(seconds));
    return d.toHours() > 0
        ? text("%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart())
        : text("%d:%02d", d.toMinutes(), d.toSecondsPart());
  }
}
