package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.RunDirectory;

/**
 * Kills the packaged command line with {@code kill -9}, again and again. It takes minutes, so it
 * has a tag and is run by this command:
 *
 * <pre>
 *   ./mvnw -q verify -pl examples -am -Dqmp.test.excluded= -Dgroups=long -Dit.test=KilledJarIT \
 *     -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@Tag("long")
final class KilledJarIT {
  private static final int KILLS = 50;

  /** Milliseconds, about the time that a JVM takes until the first step of a run. */
  private static final int BEGINNING = 1000;

  /** Milliseconds, enough for many steps and a few saves. */
  private static final int MOMENT = 80;

  private static final String CHOICES =
      "train --suite pendulum --seed 5 --steps 40k --batch 8 --hidden 16,16 --save-every 150"
          + " --evaluate-every 900 --evaluation-episodes 1 --resume --out";

  private static Process start(Path run) throws IOException {
    List<String> args = new ArrayList<>(List.of(CHOICES.split(" ")));
    args.add(run.toString());
    return Shell.jar(List.of(), args);
  }

  private static long saved(Path run) throws IOException {
    return Files.isDirectory(run.resolve("checkpoints"))
        ? RunDirectory.newestCheckpoint(run).map(Checkpoint::step).orElse(0L)
        : 0;
  }

  @Test
  void fiftyKillsAtRandomMomentsChangeNothing(@TempDir Path temp) throws Exception {
    Path killed = temp.resolve("killed");
    Xoshiro256 moments = Xoshiro256.named(5, "kills");
    int further = 0;
    for (int i = 0; i < KILLS; i++) {
      long before = saved(killed);
      live(killed, moments, i);
      long after = saved(killed);
      assertTrue(after >= before, "kill " + i + " took back " + before + " to " + after);
      further += after > before ? 1 : 0;
    }
    assertTrue(further >= KILLS / 2, "only " + further + " lives came further");

    Path unbroken = temp.resolve("unbroken");
    assertEquals(finish(unbroken), finish(killed));
    for (String file : List.of("metrics/metrics.csv", "metrics/metrics.jsonl", "episode.svg")) {
      assertEquals(-1, Files.mismatch(unbroken.resolve(file), killed.resolve(file)), file);
    }
  }

  /** Kills every fourth process while it starts, the others shortly after they have saved. */
  private static void live(Path run, Xoshiro256 moments, int number) throws Exception {
    long before = saved(run);
    Process process = start(run);
    if (number % 4 == 3) {
      Thread.sleep(moments.nextInt(BEGINNING));
    } else {
      while (process.isAlive() && saved(run) == before) {
        Thread.sleep(5);
      }
      Thread.sleep(moments.nextInt(MOMENT));
    }
    process.toHandle().destroyForcibly(); // unlike Process.destroyForcibly, it leaves the pipe open
    String said = Shell.text(process.getInputStream());
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it does not die");
    assertNotEquals(0, process.exitValue(), "it ended before it was killed: " + said);
    assertFalse(said.contains("qmp train:"), said); // a kill causes no warning
  }

  /** Runs to the end and returns the fingerprint. */
  private static String finish(Path run) throws Exception {
    Process process = start(run);
    String said = Shell.text(process.getInputStream());
    assertEquals(0, process.waitFor(), said);
    return said.lines().filter(line -> line.startsWith("fingerprint")).findFirst().orElseThrow();
  }
}
