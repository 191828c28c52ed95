package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.ProgressLine;
import org.qmp.cli.run.StopSignal;
import org.qmp.cli.run.Terminal;
import org.qmp.cli.run.TextWrap;

final class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static final class Full extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void longLinesAreWrappedOnlyOnATerminal() {
    String text = "maze   ten ways through a large maze";
    new Console(out, err, true, 20).paragraph(7, text);
    assertEquals("maze   ten ways\n       through a\n       large maze\n", said());
    out.reset();
    new Console(out, err, false, 20).paragraph(7, text);
    assertEquals(text + "\n", said());
  }

  @Test
  void linesBreakNeitherInWordsNorAtNonBreakingSpaces() {
    assertEquals(List.of("a", "longword", "b"), TextWrap.wrap("a longword b", 4, 0));
    assertEquals(List.of("1234", "5"), TextWrap.wrap("1234 5", 4, 0));
    assertEquals(List.of("--a", "--b 2", "--c"), TextWrap.wrap("--a --b\u00a02 --c", 6, 0));
    assertEquals(List.of("    long", "    word"), TextWrap.wrap("    long word", 6, 4));
    assertEquals(List.of(""), TextWrap.wrap("", 6, 4));
    assertEquals("12345", TextWrap.cut("12345", 5));
    assertEquals("1234…", TextWrap.cut("123456", 5));
  }

  /** A line that reaches the last column of a terminal would start a new line each time. */
  @Test
  void theProgressLineLeavesTheLastColumnFree() {
    ProgressLine line = new ProgressLine(new Console(out, err, true, 10), false);
    line.show("0123456789abcdef");
    line.show("012");
    line.close();
    assertEquals("\r01234567…\r012      \r   \r", said());
  }

  @Test
  void aRepeatedWarningIsPrintedOnce() {
    Console console = new Console(out, err, false, 80);
    console.warn("it rains,\n  again");
    console.warn("it rains,\n  again");
    console.warn("it pours");
    assertEquals("qmp: it rains, again\nqmp: it pours\n", err.toString(StandardCharsets.UTF_8));
  }

  /** Where 80 is expected, the width is as without the variable. */
  @ParameterizedTest
  @CsvSource({"120, 120", "7, 20", "0, 80", "wide, 80", "-5, 80", "100000, 100000"})
  void theWidthIsReadFromTheEnvironmentVariableColumns(String told, int columns) {
    int without = Terminal.columns(Map.of());
    assertEquals(columns == 80 ? without : columns, Terminal.columns(Map.of("COLUMNS", told)));
  }

  private Shell full(String... args) {
    Console console = new Console(new Full(), err, false, 80);
    int code = Qmp.run(console, new StopSignal(), NamedSuite::suite, args);
    return new Shell(code, "", err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"methods", "envs", "info", "--version", "--help", "train --help", "help"})
  void resultsThatCannotBeWrittenExitWith74(String args) {
    assertEquals(
        new Shell(74, "", "qmp: standard output: No space left on device\n"),
        full(args.split(" ")));
  }

  @Test
  void commandsOnRunsExitWith74Too(@TempDir Path temp) {
    String run = temp.resolve("run").toString();
    assertEquals(
        74,
        full(Shell.withTiny("train", "--suite=point", "--method=qmp", "--out=" + run)
                .toArray(String[]::new))
            .code());
    assertEquals(74, full("eval", run, "--episodes=1").code());
    assertEquals(74, full("plot", run, "--out=" + run + "/c.svg").code());
    assertEquals(74, full("render", run, "--what=map", "--out=" + run + "/m.svg").code());
    assertEquals(
        74,
        full(Shell.withTiny(
                    "compare",
                    "--suite=point",
                    "--methods=separated",
                    "--seeds=1",
                    "--out=" + temp.resolve("c"))
                .toArray(String[]::new))
            .code());
  }

  @Test
  void anEarlierFailureKeepsItsExitCode() {
    assertEquals(2, full("fly").code());
    Console console = new Console(out, new Full(), false, 80);
    assertEquals(2, Qmp.run(console, new StopSignal(), NamedSuite::suite, "fly"));
    assertFalse(console.failure().isEmpty());
  }

  /** The exit code of a real process; a reader that has seen enough closes its pipe. */
  @Test
  void aFullDeviceIsAFailureButAClosedPipeIsNot(@TempDir Path temp) throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "there is no full device here");
    assertEquals("74", codeOf("methods > /dev/full", temp));
    assertEquals("0", codeOf("methods | :", temp));
  }

  private static String codeOf(String command, Path temp) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String[] parts = command.split(" ", 2);
    String script =
        "{ \"$1\" -cp \"$2\" org.qmp.cli.Qmp " + parts[0] + "; echo $? > \"$3\"; } " + parts[1];
    Path code = temp.resolve("code");
    new ProcessBuilder(
            "/bin/sh", "-c", script, "sh", java, System.getProperty("java.class.path"), "" + code)
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("said").toFile())
        .start()
        .waitFor();
    return Files.readString(code).strip();
  }

  @Test
  void infoShowsTheNumberOfThreadsThatTrainUses() {
    int threads = Numbers.Threads.all();
    assertEquals(
        0, Qmp.run(new Console(out, err, false, 80), new StopSignal(), NamedSuite::suite, "info"));
    assertTrue(said().contains(" kernels, " + Format.count(threads, "thread")), said());
  }
}
