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

  /** The message. */
  static String text(Path file, String what) {
    return file + " is damaged: " + what;
  }

  static IOException of(Path file, String what) {
    return new IOException(text(file, what));
  }

  /** Reads something from a file. */
  static <T> T read(Path file, Supplier<T> reader) throws IOException {
    try {
      return reader.get();
    } catch (IllegalArgumentException | UsageException | TypeConversionException e) {
      throw new IOException(text(file, String.valueOf(e.getMessage())), e);
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
