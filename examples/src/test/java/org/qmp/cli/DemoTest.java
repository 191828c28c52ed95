package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.StopSignal;

/** What the demo prints the first time and when it is run again. */
final class DemoTest {
  @Test
  void theDemoPrintsItsResultsAndTheSameWhenRunAgain(@TempDir Path temp) throws Exception {
    String first = demo(temp);
    for (String part :
        List.of(
            "(c) up, right, up-right  ",
            "errands: separated, separated+qmp, separated+qmp:persistence=10:tie=own,",
            "Learning curves, own policies: success",
            "Whose policy acted, in % of the steps that policies made for a task: separated+qmp:pers",
            "Solved at the end, of 3 sparse errands (3 tasks, 1 seed): separated 0,",
            "separated+qmp against separated, 1 seed: policies other than the task's own acted in",
            "who is picked     ")) {
      assertTrue(first.contains(part), first);
    }
    String held = "-separated+qmp-persistence=10-tie=own";
    for (String file : List.of("illustration", "curves", "matrix" + held, "map" + held)) {
      assertTrue(Files.exists(temp.resolve(file + ".svg")), file);
      assertTrue(Files.exists(temp.resolve(file + ".png")), file);
    }
    assertEquals(first, demo(temp));
    String page = Shell.qmp("report", temp.toString()).out().strip();
    assertTrue(
        Files.readString(Path.of(page))
            .contains("--methods separated,separated+qmp,separated+qmp:persistence=10:tie=own,"));
  }

  @Test
  void theDemoSaysWhatToDoIfTheDirectoryHoldsOtherRuns(@TempDir Path temp) throws IOException {
    Path run = Files.createDirectory(temp.resolve("separated-1"));
    Files.writeString(run.resolve("spec.txt"), NamedSuite.POINT.defaults().canonical());
    assertEquals(
        temp
            + " holds something other than the runs of this demo; delete or rename it, and 'qmp"
            + " train' starts over (--suite errands does not agree with the run in "
            + run
            + ", which has --suite point)",
        assertThrows(UsageException.class, () -> demo(temp)).getMessage());
  }

  /** Runs a demo so short that its comparison ends before the first update. */
  private static String demo(Path directory) throws Exception {
    var bytes = new ByteArrayOutputStream();
    Console console = new Console(bytes, OutputStream.nullOutputStream(), false, Console.COLUMNS);
    RunContext context =
        new RunContext(console, new StopSignal(), NamedSuite::suite, Backend.best(), false);
    new Demo(context, 2, 1, 120).run(Demo.comparison(directory, 1040, 1));
    return bytes
        .toString(StandardCharsets.UTF_8)
        .replaceAll("\\d+ of 5 runs finished.*\n", ""); // progress, which depends on the clock
  }
}
