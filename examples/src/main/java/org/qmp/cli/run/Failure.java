package org.qmp.cli.run;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.stream.Stream;
import org.qmp.cli.option.UsageException;

/** Failures in words, without names of Java classes. */
public final class Failure {
  private static final long GIBIBYTE = 1L << 30;

  private Failure() {}

  /** What went wrong: "index out of bounds: 4", or the message about wrong input. */
  public static String text(Throwable error) {
    if (error instanceof UsageException) {
      return String.valueOf(error.getMessage());
    }
    String kind =
        error
            .getClass()
            .getSimpleName()
            .replaceFirst("(Exception|Error)$", "")
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .toLowerCase(Locale.ROOT);
    String message = error.getMessage() == null ? "" : error.getMessage();
    return Stream.of(kind, message)
        .filter(part -> !part.isEmpty())
        .reduce((a, b) -> a + ": " + b)
        .orElse("unknown error");
  }

  /** What went wrong in this program itself, with the line at which it happened. */
  public static String unforeseen(Throwable error) {
    String place =
        Stream.of(error.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("org.qmp."))
            .findFirst()
            .map(frame -> " (" + frame.getFileName() + ", line " + frame.getLineNumber() + ")")
            .orElse("");
    return "failed unexpectedly: " + text(error) + place + memoryHint(error);
  }

  /**
   * Why reading or writing failed, since Java's own messages are often only the name of the file.
   */
  public static String ofFile(Exception error) {
    String what = error.getMessage() == null ? "reading or writing failed" : error.getMessage();
    boolean told = !(error instanceof FileSystemException file) || file.getReason() != null;
    if (told) {
      return what;
    }
    if (error instanceof AccessDeniedException) {
      return what + ": permission denied";
    }
    if (error instanceof NoSuchFileException) {
      return what + ": no such file or directory";
    }
    if (error instanceof NotDirectoryException) {
      return what + ": not a directory";
    }
    return error instanceof FileAlreadyExistsException
        ? what + ": a file of this name is in the way"
        : what;
  }

  /** What to do about too little memory, to be added to a message; empty for other failures. */
  public static String memoryHint(Throwable error) {
    if (!(error instanceof OutOfMemoryError)
        || String.valueOf(error.getMessage()).contains("thread")) {
      return "";
    }
    long now = Runtime.getRuntime().maxMemory();
    return Format.text(
        "; Java may use %,d MiB: QMP_JAVA_OPTS=-Xmx%dg ./qmp (or java -Xmx%2$dg -jar qmp.jar) gives"
            + " it more; a smaller --hidden, --batch or --replay-capacity needs less",
        now >> 20, 2 * (now + GIBIBYTE - 1) / GIBIBYTE);
  }
}
