package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.rl.Passport;

/** Processes that share a directory end with the same files, even if some are killed or hang. */
@Tag("long")
final class SharedStoreTest {
  @TempDir private static Path temp;
  private static Path whole;

  private static List<String> compare(Path out, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("compare", "--suite", "point", "--methods", "separated,qmp"));
    args.addAll(List.of("--seeds", "3", "--save-every", "40", "--out", out.toString()));
    args.addAll(List.of(more));
    args.addAll(List.of(Shell.TINY));
    return args;
  }

  private static Shell compareHere(Path out, String... more) {
    return Shell.qmp(compare(out, more).toArray(String[]::new));
  }

  @BeforeAll
  static void compareInOneProcess() {
    whole = temp.resolve("whole");
    assertEquals(0, compareHere(whole).code());
  }

  private static void awaits(Path file, Process child) throws InterruptedException {
    while (!Files.exists(file)) {
      assertTrue(child.isAlive(), "ended too soon");
      Thread.sleep(2);
    }
  }

  private static void ends(int code, Process child) throws IOException, InterruptedException {
    String said = Shell.text(child.getInputStream());
    assertTrue(child.waitFor(60, TimeUnit.SECONDS), said);
    assertEquals(code, child.exitValue(), said);
  }

  @Test
  void aKilledShardCanBeRunAgain() throws Exception {
    Path out = temp.resolve("killed");
    Process child = Shell.child(compare(out, "--shard=1/2", "--threads=1"));
    awaits(out.resolve("separated-1/checkpoints/ckpt-40.safetensors"), child);
    child.destroyForcibly();
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, compareHere(out, "--shard=2/2").code());
    assertEquals(75, compareHere(out, "--collect").code());
    assertEquals(0, compareHere(out, "--shard=1/2").code());
    assertEquals(0, compareHere(out, "--collect").code());
    ShardedComparisonTest.assertSameFiles(whole, out);
  }

  @Test
  void twoProcessesShareTheRunsAtTheSameTime() throws Exception {
    Path out = temp.resolve("two");
    Process one = Shell.child(compare(out, "--threads=2"));
    Process two = Shell.child(compare(out, "--threads=2"));
    ends(0, one);
    ends(0, two);
    ShardedComparisonTest.assertSameFiles(whole, out, "report.html"); // it names other JVMs
    for (String run : List.of("separated-1", "separated+qmp-1", "separated-3")) {
      String attempts = Passport.in(out.resolve(run)).getOrDefault("attempts", "");
      assertTrue(attempts.matches("[12]"), attempts); // 2 if it was opened just after its end
    }
  }

  private static void signal(String name, Process child) throws Exception {
    List<String> command = List.of("kill", name, String.valueOf(child.pid()));
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
  }

  /** The process continues after another, which no lock has stopped, has done its work. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theRunsOfAProcessThatHangsAreTakenOver() throws Exception {
    Path out = temp.resolve("hung");
    Process child = Shell.child(compare(out, "--threads=1"));
    Path first = out.resolve("separated-1");
    awaits(first.resolve("checkpoints/ckpt-40.safetensors"), child);
    signal("-STOP", child);
    Files.delete(first.resolve(".lock"));
    assertEquals(0, compareHere(out).code());
    signal("-CONT", child);
    Shell.text(child.getInputStream());
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    ShardedComparisonTest.assertSameFiles(whole, out);
    String attempts = Passport.in(first).getOrDefault("attempts", "");
    assertTrue(attempts.matches("[12]"), attempts); // 1 if it had just ended
  }
}
