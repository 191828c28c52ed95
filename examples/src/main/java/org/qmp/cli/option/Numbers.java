package org.qmp.cli.option;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as people write them, and what to say about others: "must be …". */
public final class Numbers {
  private static final BigDecimal THOUSAND = new BigDecimal(1000);

  private Numbers() {}

  /** A whole number, also as {@code 10k}, {@code 1.2M} or {@code 5e3}. */
  private static long whole(String text) {
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    String digits = "kKM".indexOf(last) < 0 ? text : text.substring(0, text.length() - 1);
    BigDecimal unit =
        switch (last) {
          case 'k', 'K' -> THOUSAND;
          case 'M' -> THOUSAND.multiply(THOUSAND);
          default -> BigDecimal.ONE;
        };
    BigDecimal number = new BigDecimal(digits);
    if (number.scale() < -30) {
      throw new ArithmeticException("too many digits");
    }
    return number.multiply(unit).longValueExact();
  }

  private static <T> T read(
      String text, String must, ITypeConverter<T> reader, Predicate<T> holds) {
    try {
      T value = reader.convert(text);
      if (holds.test(value)) {
        return value;
      }
    } catch (Exception e) {
      throw new TypeConversionException("must be " + must);
    }
    throw new TypeConversionException("must be " + must);
  }

  /** Whole numbers from 1. */
  public static final class Positive implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, "a whole number ≥ 1 (10k, 1.2M)", Numbers::whole, n -> n >= 1);
    }
  }

  /** Whole numbers from 0. */
  static final class NonNegative implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, "a whole number ≥ 0 (10k, 1.2M)", Numbers::whole, n -> n >= 0);
    }
  }

  /** How many of something that must fit into memory. */
  public static final class Some implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return Math.toIntExact(
          read(text, "a whole number from 1 to 100k", Numbers::whole, n -> n >= 1 && n <= 100_000));
    }
  }

  /** How many of something that may take a good part of the memory. */
  static final class Capacity implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return Math.toIntExact(
          read(
              text,
              "a whole number from 1 to 100M",
              Numbers::whole,
              n -> n >= 1 && n <= 100_000_000));
    }
  }

  /** A part of one. */
  public static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return read(text, "a number from 0 to 1", Double::valueOf, x -> x >= 0 && x <= 1);
    }
  }

  /** Any number. */
  static final class Finite implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return read(text, "a finite number, such as -2", Double::valueOf, Double::isFinite);
    }
  }

  /** How many threads. */
  public static final class Threads implements ITypeConverter<Integer> {
    private static final int MOST = 256;

    @Override
    public Integer convert(String text) {
      return read(
          text, "a whole number from 1 to 256", Integer::parseInt, n -> n >= 1 && n <= MOST);
    }

    /** One for each processor. */
    public static int all() {
      return Math.min(MOST, Runtime.getRuntime().availableProcessors());
    }
  }

  /** Any whole number. */
  public static final class Seed implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, "a whole number of at most 64 bits", Long::parseLong, n -> true);
    }
  }

  /** A learning rate. */
  public static final class Rate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return read(text, "a number > 0 and < 1, such as 3e-4", Double::valueOf, x -> x > 0 && x < 1);
    }
  }

  /** Updates for each step. */
  static final class Ratio implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return read(
          text, "a number from 0 to 1000, such as 0.5", Double::valueOf, x -> x >= 0 && x <= 1000);
    }
  }

  /** Widths of layers; no list, of which there would be one for each time that it is given. */
  record Widths(List<Integer> list) {}

  /** Reads widths of layers. */
  static final class Hidden implements ITypeConverter<Widths> {
    @Override
    public Widths convert(String text) {
      return read(
          text,
          "widths from 1 to 10000, separated by commas (256,256)",
          t -> new Widths(Arrays.stream(t.split(",", -1)).map(Integer::valueOf).toList()),
          widths -> widths.list().stream().allMatch(w -> w >= 1 && w <= 10_000));
    }
  }
}
