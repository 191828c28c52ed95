package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
  @TempDir private Path temp;

  @Test
  void neitherALinkNorItsFileIsReplaced() throws IOException {
    Path mine = Files.writeString(temp.resolve("mine"), "mine");
    Path link = Files.createSymbolicLink(temp.resolve("curves.svg"), mine);
    assertEquals(
        link + " is not a regular file, and only such a file is replaced",
        assertThrows(IOException.class, () -> OutputFile.write(link, "a")).getMessage());
    assertEquals("mine", Files.readString(mine));
    assertEquals(mine, Files.readSymbolicLink(link));
  }

  @Test
  void aFileIsReplacedAsAWhole() throws IOException {
    Path file = temp.resolve("new/folder/file");
    OutputFile.write(file, "long text");
    OutputFile.write(file, "é");
    assertEquals("é", Files.readString(file));
    assertEquals(List.of("file"), List.of(file.resolveSibling("").toFile().list()));
  }

  @Test
  void aFileWithSeveralWritersIsAlwaysWhole() throws Exception {
    Path file = temp.resolve("file");
    List<String> texts = List.of("a".repeat(100_000), "b".repeat(200_000));
    OutputFile.write(file, texts.get(0));
    ExecutorService writers = Executors.newFixedThreadPool(2);
    List<Future<?>> done = new ArrayList<>();
    for (String text : texts) {
      done.add(
          writers.submit(
              () -> {
                for (int i = 0; i < 100; i++) {
                  OutputFile.write(file, text);
                }
                return null;
              }));
    }
    while (!done.stream().allMatch(Future::isDone)) {
      assertTrue(texts.contains(Files.readString(file)));
    }
    for (Future<?> each : done) {
      each.get();
    }
    writers.shutdown();
  }
}
