package org.qmp.cli.option;

import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers that are not part of a run's specification. */
public final class Numbers {
  private Numbers() {}

  private static <T> T read(
      String text, String must, Function<String, T> reader, Predicate<T> holds) {
    try {
      T value = reader.apply(text);
      if (holds.test(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new TypeConversionException("must be " + must);
    }
    throw new TypeConversionException("must be " + must);
  }

  /** A count of things that fit into memory. */
  public static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return read(
          text.replaceFirst("[kK]$", "000"),
          "a whole number from 1 to 100k",
          Integer::parseInt,
          n -> n >= 1 && n <= 100_000);
    }
  }

  /** A part of one. */
  public static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return read(text, "a number from 0 to 1", Double::valueOf, x -> x >= 0 && x <= 1);
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

  /** A port of this machine. */
  public static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return read(
          text,
          "a whole number from 0, which means any free port, to 65535",
          Integer::parseInt,
          n -> n >= 0 && n <= 0xffff);
    }
  }

  /** Any whole number. */
  public static final class Seed implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, "a whole number of at most 64 bits", Long::parseLong, n -> true);
    }
  }

  /** A number above 0. */
  public static final class Above0 implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return read(text, "a number > 0", Double::valueOf, x -> x > 0 && Double.isFinite(x));
    }
  }
}
