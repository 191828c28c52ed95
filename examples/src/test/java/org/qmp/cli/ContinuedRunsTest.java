package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.cli.Shell.works;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs continue from their checkpoints after a stop, with the same settings or more steps. */
final class ContinuedRunsTest {
  @Test
  void resumingWithTheMethodNameKeepsTheSettingsOfTheSwitch(@TempDir Path temp) {
    String run = temp.resolve("p1").toString();
    Shell first =
        Shell.tiny("train", "--suite=point", "--method=qmp", "--score=sample", "--out", run);
    works(first, "finished");
    Shell again = Shell.qmp("train", "--resume", "--method=separated+qmp", "--out", run);
    assertEquals(first.fingerprint(), again.fingerprint(), again.err());
    Shell other = Shell.qmp("train", "--resume", "--method=qmp", "--score=mean", "--out", run);
    assertTrue(other.err().contains("--score mean does not agree"), other.err());
  }

  @Test
  void aRunWithAPresetCanBeResumedWithIt(@TempDir Path temp) throws IOException {
    String run = temp.resolve("p1").toString();
    String preset = "--preset=published";
    works(
        Shell.tiny("train", "--suite=point", preset, "--method=qmp", "--seed=3", "--out", run),
        "finished");
    works(Shell.tiny("train", "--resume", preset, "--out", run), "finished");
    Shell other = Shell.qmp("train", "--resume", preset, "--out", run);
    assertTrue(other.err().contains(" does not agree with the run in"), other.err());
    Path line = Files.writeString(temp.resolve("spec.txt"), "seed = 4");
    Shell ofFile = Shell.tiny("train", "--resume", preset, "--spec=" + line, "--out", run);
    assertTrue(ofFile.err().contains("--seed 4 does not agree with the run in"), ofFile.err());
  }

  @Test
  void aDirectoryWithARunIsLeftAloneUnlessResumed(@TempDir Path temp) {
    String run = temp.resolve("p1").toString();
    works(Shell.tiny("train", "--suite", "point", "--out", run), "finished");
    Shell again = Shell.tiny("train", "--suite", "point", "--out", run);
    assertEquals(2, again.code());
    assertTrue(again.err().contains("already holds a run; --resume"), again.err());
    Shell other = Shell.qmp("train", "--out", run, "--resume", "--batch", "9");
    assertEquals(2, other.code());
    assertTrue(other.err().contains("--batch 9 does not agree"), other.err());
  }

  @Test
  void aRunIsResumedOnlyWithItsOwnOptions(@TempDir Path temp) throws IOException {
    String run = temp.resolve("run").toString();
    String[] begin =
        ("train --suite maze --method params+qmp --seed 3 --score 2 --critic-choice min --entropy gaussian"
                + " --persistence 2 --own-floor 0.25 --switch-warm-up 100 --candidates 3 --tie own"
                + " --gamma 0.98 --target-entropy -1 --replay-capacity 1k --start uniform"
                + " --resume --out "
                + run)
            .split(" ");
    Shell first = Shell.tiny(begin);
    works(first, "maze, params+qmp, seed 3, 240 steps");
    assertEquals(first.fingerprint(), Shell.tiny(begin).fingerprint());
    String spec = Files.readString(temp.resolve("run/spec.txt"));
    for (String line :
        List.of("score = 2", "criticChoice = min", "entropy = gaussian", "ownFloor = 0.25")) {
      assertTrue(spec.contains("\n" + line + "\n"), spec);
    }
    for (String line :
        List.of("persistence = 2", "switchWarmUp = 100", "candidates = 3", "tie = own")) {
      assertTrue(spec.contains("\n" + line + "\n"), spec);
    }
    for (String other :
        List.of(
            "--method params+uniform",
            "--score sample",
            "--tie LOWEST_INDEX",
            "--candidates 4",
            "--gamma 0.97",
            "--start BEHAVIOR",
            "--suite maze-medium",
            "--seed 4")) {
      String[] option = other.split(" ", 2);
      String written = other.toLowerCase(Locale.ROOT).replace('_', '-');
      Shell shell = Shell.qmp("train", "--resume", "--out", run, option[0], option[1]);
      assertEquals(2, shell.code(), other);
      assertTrue(shell.err().contains(written + " does not agree with the run in"), shell.err());
    }
  }

  @Test
  void resumingFromOnlyDamagedCheckpointsFails(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("p1");
    works(Shell.tiny("train", "--suite", "pendulum", "--out", run.toString()), "finished");
    try (var files = Files.list(run.resolve("checkpoints"))) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[] {1});
      }
    }
    Shell shell = Shell.qmp("train", "--out", run.toString(), "--resume");
    assertEquals(43, shell.code(), shell.err());
    assertEquals(1, shell.err().lines().count(), shell.err());
  }

  @Test
  void usingAnOlderCheckpointPrintsAWarning(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("p1");
    works(
        Shell.tiny("train", "--suite=point", "--method=qmp", "--save-every=100", "--out=" + run),
        "finished");
    Path newest;
    try (var files = Files.list(run.resolve("checkpoints"))) {
      newest =
          files.filter(file -> file.endsWith("ckpt-240.safetensors")).findFirst().orElseThrow();
    }
    Files.write(newest, new byte[] {1});
    String svg = "--out=" + temp.resolve("x.svg");
    for (String[] args :
        List.of(
            new String[] {"eval", run.toString(), "--episodes=1"},
            new String[] {"render", run.toString(), svg},
            new String[] {"render", run.toString(), "--what=map", svg})) {
      Shell shell = Shell.qmp(args);
      assertEquals(0, shell.code(), shell.err());
      assertEquals(1, shell.err().lines().count(), shell.err());
      assertTrue(shell.err().startsWith("qmp: "), shell.err());
      assertTrue(shell.err().contains(newest.getFileName().toString()), shell.err());
    }
  }

  @Test
  void aProlongedRunHasTheSameBitsAsALongRun(@TempDir Path temp) throws IOException {
    String parent = temp.resolve("parent").toString();
    String child = temp.resolve("child").toString();
    works(Shell.tiny("train", "--suite=point", "--method=qmp", "--out=" + parent), "finished");
    Shell longer = Shell.qmp("train", "--prolong", parent, "--steps=480", "--out", child);
    works(longer, "finished after 480 steps");
    String[] whole =
        Shell.withTiny("train", "--suite=point", "--method=qmp", "--out=" + temp.resolve("whole"))
            .stream()
            .map(each -> each.equals("240") ? "480" : each)
            .toArray(String[]::new);
    assertEquals(Shell.qmp(whole).fingerprint(), longer.fingerprint());
    assertTrue(Files.readString(temp.resolve("child/passport.json")).contains("parent"));
    String[] again = {"train", "--prolong", parent, "--steps=480", "--out", child, "--resume"};
    assertEquals(longer.fingerprint(), Shell.qmp(again).fingerprint());
    for (String[] refused :
        new String[][] {
          {"--steps=240", "--steps must be more than the 240 of the run in " + parent},
          {"--batch=9", "--steps is missing; it must be more than the 240 of the run in " + parent},
          {"--steps=480,--batch=9", "--batch 9 does not agree with the run in " + parent},
          {"--steps=480,--method=params", "--method params does not agree with the run in"}
        }) {
      List<String> args = args("train", temp.resolve("none").toString(), refused[0].split(",", -1));
      args.addAll(List.of("--prolong", parent));
      Shell shell = Shell.qmp(args.toArray(String[]::new));
      assertEquals(2, shell.code(), shell.err());
      assertTrue(shell.err().contains(refused[1]), shell.err());
    }
    assertEquals(
        "qmp train: --out is missing; --prolong needs a new directory\n",
        Shell.qmp("train", "--prolong", parent, "--steps=480").err());
    String none = temp.resolve("none").toString();
    assertEquals(
        "qmp train: --prolong must be the directory of a run; got '" + none + "'\n",
        Shell.qmp("train", "--prolong", none, "--steps=480", "--out", child + "-2").err());
    assertTrue(Files.notExists(temp.resolve("none")));
  }

  @Test
  void sigtermSavesAndTheResumedRunEndsWithTheSameBits(@TempDir Path temp) throws Exception {
    String whole = temp.resolve("whole").toString();
    String killed = temp.resolve("killed run").toString();
    String[] options = {
      "--suite", "pendulum", "--steps", "6k", "--batch", "8", "--hidden", "16,16"
    };
    List<String> begun = args("train", killed, options);
    begun.add("--save-every=777");
    Process child = Shell.child(begun);
    BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
    String line = "";
    while (!line.startsWith("FLOAT, ")) { // from here on the process saves before it ends
      line = Objects.requireNonNull(lines.readLine(), "ended too soon");
    }
    Thread.sleep(100);
    assertTrue(child.toHandle().destroy()); // Process.destroy would close its output
    String said = lines.lines().collect(Collectors.joining("\n"));
    assertTrue(child.waitFor(20, TimeUnit.SECONDS));
    assertEquals(143, child.exitValue(), said);
    assertTrue(said.contains("saved and stopped after"), said);
    String next = "to continue   qmp train --resume --out '" + killed + "' --save-every 777";
    assertTrue(said.contains(next), said);

    Shell resumed = Shell.qmp("train", "--out", killed, "--resume");
    Shell unbroken = Shell.qmp(args("train", whole, options).toArray(String[]::new));
    assertEquals(0, resumed.code(), resumed.err());
    assertEquals(unbroken.fingerprint(), resumed.fingerprint());
  }

  private static List<String> args(String command, String out, String... options) {
    var all = new ArrayList<>(List.of(command, "--out", out));
    all.addAll(List.of(options));
    return all;
  }
}
