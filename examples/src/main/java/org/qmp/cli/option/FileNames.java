package org.qmp.cli.option;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads names of files and directories. */
public final class FileNames {
  private FileNames() {}

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          problem(text, String.valueOf(e.getReason()), System.getProperty("sun.jnu.encoding")));
    }
  }

  /** Without a locale, Java reads file names as ASCII and loses all other characters. */
  public static String problem(String text, String reason, @Nullable String encoding) {
    boolean ascii = text.chars().allMatch(c -> c > 0 && c < 0x80);
    return ascii || "UTF-8".equals(encoding)
        ? "must be a valid path (" + reason + ")"
        : "must be ASCII, since the locale's encoding of file names is "
            + encoding
            + "; set LC_ALL=C.UTF-8 or another UTF-8 locale to use other characters";
  }

  /**
   * Why file names relative to the current directory cannot be used; empty if they can.
   *
   * @param directory as Java has read its name: U+FFFD, which no 8-bit encoding has, where a
   *     character was lost
   */
  public static Optional<String> unreadableDirectory(String directory, String encoding) {
    boolean readable =
        encoding.isEmpty() || Charset.forName(encoding).newEncoder().canEncode(directory);
    return readable
        ? Optional.empty()
        : Optional.of(
            "the name of the current directory cannot be read in the locale's encoding, "
                + encoding
                + "; set LC_ALL=C.UTF-8 or another UTF-8 locale, or start the launcher ./qmp, which"
                + " does so");
  }

  /** Checks that no file has the name of a parent directory. */
  private static void requireRoom(Path file) {
    for (Path above = file.toAbsolutePath().getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above) && !Files.isDirectory(above)) {
        throw new TypeConversionException("must be inside a directory; " + above + " is a file");
      }
    }
  }

  /** Reads the name of a directory, which need not exist. */
  public static final class Directory implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      if (text.isBlank()) {
        throw new TypeConversionException("must name a directory");
      }
      Path directory = path(text);
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw new TypeConversionException("must be a directory, not a file");
      }
      requireRoom(directory);
      return directory;
    }
  }

  /** Reads the name of a directory, or of a file of evaluations that exists. */
  public static final class DirectoryOrRows implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      boolean rows = text.endsWith(".csv") || text.endsWith(".csv.gz");
      if (!rows && Files.isRegularFile(path(text))) {
        throw new TypeConversionException("must be a directory, or a file evaluations.csv");
      }
      return rows && !Files.isDirectory(path(text))
          ? new Existing().convert(text)
          : new Directory().convert(text);
    }
  }

  /** The name of a file to be written, with one of some endings. */
  private static Path output(String text, String endings, String told) {
    Path file = path(text);
    Path name = file.getFileName();
    if (name == null || !name.toString().matches("(?s).+\\.(" + endings + ")")) {
      throw new TypeConversionException("must be a file name that ends in " + told);
    }
    if (Files.isDirectory(file)) {
      throw new TypeConversionException("must be a file, not a directory");
    }
    requireRoom(file);
    return file;
  }

  /** Reads the name of a picture to be written. */
  public static final class Picture implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return output(text, "svg|png|gif", ".svg, .png or .gif");
    }
  }

  /** Reads the name of a page to be written. */
  public static final class Html implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return output(text, "html", ".html");
    }
  }

  /** Reads the name of a policy to be written. */
  public static final class Exported implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return output(text, "safetensors|onnx|java", ".safetensors, .onnx or .java");
    }
  }

  /**
   * The file that an option names, if its value is not always a file.
   *
   * @throws UsageException if there is none, or its name cannot be read
   */
  static Path existing(String option, String text) {
    try {
      return new Existing().convert(text);
    } catch (TypeConversionException e) {
      throw new UsageException(option + " " + e.getMessage() + "; got '" + text + "'");
    }
  }

  /** Reads the name of an existing file. */
  public static final class Existing implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path file = path(text);
      if (!Files.isRegularFile(file)) {
        throw new TypeConversionException("must be a file that exists");
      }
      return file;
    }
  }
}
