package org.qmp.cli.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.qmp.cli.option.UsageException;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads values from a file; if one is wrong, the message names the file, as the user did not type
 * it.
 */
final class Damage {
  private Damage() {}

  static IOException of(Path file, String what) {
    return new IOException(file + " is damaged: " + what);
  }

  /** Reads something from a file. */
  static <T> T read(Path file, Supplier<T> reader) throws IOException {
    try {
      return reader.get();
    } catch (IllegalArgumentException | UsageException | TypeConversionException e) {
      throw new IOException(of(file, String.valueOf(e.getMessage())).getMessage(), e);
    }
  }

  /** A value of that name, as an option of the command line is read. */
  static <T> T value(Path file, String name, String text, Function<String, T> reader)
      throws IOException {
    try {
      return reader.apply(text);
    } catch (TypeConversionException e) {
      throw of(file, name + " " + e.getMessage() + "; got '" + text + "'");
    }
  }
}
