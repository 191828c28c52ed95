package org.qmp.cli.option;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command line accepts every method in the documentation. */
final class MethodsInDocsTest {
  private static final Pattern OPTION = Pattern.compile("--methods?[\\s\\\\]+([a-z][\\w+,:=.-]*)");

  @Test
  void allMethodsAreAccepted() throws IOException {
    int found = 0;
    for (Path page : pages()) {
      Matcher option = OPTION.matcher(Files.readString(page));
      for (; option.find(); found++) {
        String methods = option.group(1);
        assertDoesNotThrow(
            () -> new Methods.Several().convert(methods), () -> page + ": " + methods);
      }
    }
    assertTrue(found > 20, "found " + found);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
      return Stream.concat(Stream.of(Path.of("../README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }
}
