package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.StopSignal;
import org.qmp.examples.FitASine;

/** Commands write the same files in any locale, with any line separator, with java.base alone. */
final class AnywhereTest {
  @TempDir private static Path temp;
  private static SortedMap<String, String> expected;

  /** Runs several commands in one JVM. */
  static final class Commands {
    private Commands() {}

    public static void main(String[] args) throws IOException {
      String tiny = " " + String.join(" ", Shell.TINY);
      List<String> commands =
          List.of(
              "train --quiet --suite point --method qmp" + tiny,
              "render runs/point-separated+qmp-1 --what map --out map.svg",
              "compare --quiet --suite point --methods separated,qmp --seeds 1" + tiny,
              "plot runs/compare-point --out plot.svg",
              "eval runs/point-separated+qmp-1 --episodes 1",
              "envs",
              "methods");
      for (String command : commands) {
        Console console = new Console(System.out, System.err, false, Console.COLUMNS);
        int code = Qmp.run(console, new StopSignal(), NamedSuite::suite, command.split(" "));
        if (code != 0) {
          System.exit(code);
        }
      }
      System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
      FitASine.main(args); // for its picture only: it prints with the system's line separator
    }
  }

  private static Process start(String name, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(Shell.SHORT_LIVED);
    command.addAll(List.of("-cp", Shell.absoluteClassPath()));
    command.addAll(List.of(Commands.class.getName(), "sine.svg"));
    Path directory = Files.createDirectory(temp.resolve(name));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectOutput(directory.resolve("said").toFile())
        .redirectError(temp.resolve(name + "-err").toFile())
        .start();
  }

  /** Waits for a process and returns the content of its files in hexadecimal, by file name. */
  private static SortedMap<String, String> files(String name, Process process) throws Exception {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(temp.resolve(name + "-err")));
    SortedMap<String, String> files = new TreeMap<>();
    Path directory = temp.resolve(name);
    try (Stream<Path> found = Files.walk(directory)) {
      found
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(directory.relativize(file).toString(), hex(file)));
    }
    return files;
  }

  private static String hex(Path file) {
    try {
      return HexFormat.of().formatHex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void runHere() throws Exception {
    expected = files("here", start("here", "-Duser.language=en"));
    assertTrue(expected.containsKey("runs/point-separated+qmp-1/passport.json"));
    assertTrue(expected.containsKey("runs/compare-point/curves.png"));
    assertTrue(expected.containsKey("sine.svg"));
  }

  private static void assertSame(SortedMap<String, String> files) {
    SortedMap<String, String> known = new TreeMap<>(expected);
    files.forEach((name, content) -> assertEquals(known.remove(name), content, name));
    assertEquals(List.of(), List.copyOf(known.keySet()));
  }

  @Test
  void filesAreTheSameInOtherLocalesAndWithOtherLineSeparators() throws Exception {
    Process arabic =
        start("arabic", "-Duser.language=ar", "-Duser.country=EG", "-Dline.separator=\r\n");
    Process turkish = start("turkish", "-Duser.language=tr", "-Duser.country=TR");
    assertSame(files("arabic", arabic));
    assertSame(files("turkish", turkish));
  }

  /** No file is missing, not even a picture; only the printed text may differ. */
  @Test
  void filesAreTheSameWithOnlyTheBaseModule() throws Exception {
    SortedMap<String, String> files = files("bare", start("bare", "--limit-modules", "java.base"));
    assertEquals(expected.keySet(), files.keySet());
    for (String name : files.keySet()) {
      if (!name.equals("said")) {
        assertEquals(expected.get(name), files.get(name), name);
      }
    }
    assertEquals("", Files.readString(temp.resolve("bare-err")));
  }
}
