package org.qmp.cli.option;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Methods that the documentation names exist. */
final class DocumentedMethodsTest {
  private static final Pattern OPTION = Pattern.compile("--methods?[ =]([a-z][^\\s`|)]*)");

  @Test
  void everyMethodOfACommandIsUnderstood() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("../README.md")));
    try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    int found = 0;
    for (Path page : pages) {
      Matcher options = OPTION.matcher(Files.readString(page));
      while (options.find()) {
        String methods = options.group(1);
        assertDoesNotThrow(
            () -> new Methods.Several().convert(methods), () -> page + ": " + options.group());
        found++;
      }
    }
    assertTrue(found > 20, "found " + found);
  }
}
