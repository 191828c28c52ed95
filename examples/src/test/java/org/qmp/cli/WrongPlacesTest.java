package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.qmp.cli.WrongInputTest.isRefusedWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.option.FileNames;

/** Impossible paths are answered with a helpful message of one line. */
final class WrongPlacesTest {
  @Test
  void impossiblePathsAreRefusedBeforeAnyWork(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "in the way");
    Path folder = Files.createDirectory(temp.resolve("folder.svg"));
    for (String command : List.of("train", "compare")) {
      String begin = "qmp " + command + ": --out must ";
      isRefusedWith(
          begin + "be a directory, not a file; got '" + file + "'", command, "--out=" + file);
      isRefusedWith(
          begin + "be inside a directory; " + file + " is a file; got '" + file + "/a/run'",
          command,
          "--out=" + file + "/a/run");
      isRefusedWith(begin + "name a directory; got ''", command, "--out=");
    }
    for (String command : List.of("plot", "render")) {
      String begin = "qmp " + command + ": --out must ";
      for (String out : List.of("/", "", "foo/.svg", "x.jpg", "..")) {
        isRefusedWith(
            begin + "be a file name that ends in .svg, .png or .gif; got '" + out + "'",
            command,
            "run",
            "--out=" + out);
      }
      isRefusedWith(
          begin + "be a file, not a directory; got '" + folder + "'",
          command,
          "run",
          "--out=" + folder);
      isRefusedWith(
          begin + "be inside a directory; " + file + " is a file; got '" + file + "/x.svg'",
          command,
          "run",
          "--out=" + file + "/x.svg");
    }
    assertEquals("in the way", Files.readString(file));
  }

  /** In such a locale, Java replaces umlauts by other characters. */
  @Test
  void aLocaleWithoutUmlautsIsNamedAsTheReason() {
    assertEquals(
        "must be ASCII, since the locale's encoding of file names is ANSI_X3.4-1968; set"
            + " LC_ALL=C.UTF-8 or another UTF-8 locale to use other characters",
        FileNames.problem("gr\ufffd\ufffdn", "unmappable", "ANSI_X3.4-1968"));
    assertEquals(
        "must be a valid path (Nul character not allowed)",
        FileNames.problem("grün", "Nul character not allowed", "UTF-8"));
    isRefusedWith(
        "qmp eval: <run> must be a valid path (Nul character not allowed); got 'a\0'",
        "eval",
        "a\0");
  }

  /** In such a locale, Java reads each byte of an umlaut as U+FFFD. */
  @Test
  void aCurrentDirectoryThatJavaCannotReadIsNamedAsTheReason() {
    assertEquals(
        Optional.of(
            "the name of the current directory cannot be read in the locale's encoding,"
                + " ANSI_X3.4-1968; set LC_ALL=C.UTF-8 or another UTF-8 locale, or start the launcher"
                + " ./qmp, which does so"),
        FileNames.unreadableDirectory("/home/gr\ufffd\ufffdn", "ANSI_X3.4-1968"));
    assertEquals(Optional.empty(), FileNames.unreadableDirectory("/home/green", "ANSI_X3.4-1968"));
    assertEquals(Optional.empty(), FileNames.unreadableDirectory("/home/grün", "UTF-8"));
    assertEquals(Optional.empty(), FileNames.unreadableDirectory("/home/grün", ""));
  }

  @Test
  void inADirectoryThatJavaCannotReadACommandSaysSo(@TempDir Path temp) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh here");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        "d=$(printf 'gr\\303\\274n') && mkdir \"$d\" && cd \"$d\" && LC_ALL=C \"$1\" -cp \"$2\""
            + " org.qmp.cli.Qmp info; echo $?";
    Process process =
        new ProcessBuilder("/bin/sh", "-c", script, "sh", java, Shell.absoluteClassPath())
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .start();
    String said = Shell.text(process.getInputStream());
    assertTrue(said.startsWith("qmp: the name of the current directory cannot be read"), said);
    assertTrue(said.endsWith("\n2\n"), said);
  }

  @Test
  void aDirectoryWithoutARunIsNamed(@TempDir Path temp) {
    for (String command : List.of("eval", "render", "plot")) {
      isRefusedWith(
          "qmp "
              + command
              + ": <run> must be the directory of a run made by 'qmp train'; got '"
              + temp
              + "'",
          command,
          temp.toString());
    }
  }
}
