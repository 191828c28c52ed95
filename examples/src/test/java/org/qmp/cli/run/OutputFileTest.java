package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
  @TempDir private Path temp;

  @Test
  void whatALinkPointsToIsNotReplaced() throws IOException {
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
  }
}
