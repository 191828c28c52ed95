package org.qmp.rl.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Of all processes that open a run, only the one that began to write last may write. A lock ensures
 * this on most systems, but it may not reach other machines, and a process that hangs keeps it. So
 * each process creates a file with the next number and deletes the earlier ones: a process that no
 * longer finds its own file has been superseded.
 */
final class Attempt {
  private static final Pattern NAME = Pattern.compile("\\.attempt-([1-9][0-9]{0,17})");

  private final Path directory;
  private long number;

  /** An attempt that has not begun to write. */
  Attempt(Path directory) {
    this.directory = directory;
  }

  /** How many processes have begun to write, including this one; 0 if it has not. */
  long number() {
    return number;
  }

  /**
   * Checks, before something is written, that no process has begun since this one, which begins at
   * the first call.
   *
   * @throws SupersededException if one has
   */
  void requireLast() throws IOException {
    while (number == 0) {
      begin();
    }
    // opened, since network file systems may answer other queries from a cache
    try {
      FileChannel.open(file(number), StandardOpenOption.READ).close();
    } catch (NoSuchFileException e) {
      throw new SupersededException(directory);
    }
  }

  private void begin() throws IOException {
    List<Long> before = numbers();
    long next = before.stream().mapToLong(n -> n).max().orElse(0) + 1;
    try {
      Files.createFile(file(next));
    } catch (FileAlreadyExistsException e) {
      return; // another process was quicker, and will be superseded
    }
    for (long earlier : before) {
      Files.deleteIfExists(file(earlier));
    }
    // two others may have been quicker, the second of which had deleted this name of the first
    if (numbers().stream().noneMatch(n -> n > next)) {
      number = next;
    }
  }

  private List<Long> numbers() throws IOException {
    return new LocalDirectory(directory)
        .list().stream()
            .map(NAME::matcher)
            .filter(Matcher::matches)
            .map(matcher -> Long.parseLong(matcher.group(1)))
            .toList();
  }

  private Path file(long attempt) {
    return directory.resolve(".attempt-" + attempt);
  }
}
