package org.qmp.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of several equal parts of some runs.
 *
 * @param index from 1 to the count
 * @param count of parts, at least 1
 */
public record Shard(int index, int count) {
  /** All runs. */
  public static final Shard WHOLE = new Shard(1, 1);

  public boolean isWhole() {
    return count == 1;
  }

  /**
   * Whether a run belongs to it. Parts differ by one run at most: in all, for each position in a
   * cycle, such as a method, and within each cycle, such as a seed.
   *
   * @param place of the run, from 0
   * @param cycle how many things follow each other
   */
  public boolean has(int place, int cycle) {
    // dealt in turn, shifted by one whenever the same positions would come again
    int round = cycle / gcd(cycle, count) * count;
    return (place + (place / round)) % count == index - 1;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }

  /** Reads {@code 2/8}; there are at most 999,999 parts. */
  public static final class Reader implements ITypeConverter<Shard> {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})/([1-9]\\d{0,5})");

    @Override
    public Shard convert(String text) {
      Matcher form = FORM.matcher(text);
      if (form.matches()) {
        Shard shard = new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        if (shard.index <= shard.count) {
          return shard;
        }
      }
      throw new TypeConversionException(
          "must be i/n with whole numbers 1 ≤ i ≤ n ≤ 999999, such as 2/8");
    }
  }
}
