package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.nn.Jvm;
import org.qmp.nn.Xoshiro256;

/**
 * Kills a real process, as {@code kill -9} does. It keeps running after reporting the step at which
 * it is to die, so the kill can come at any moment: in a step, an evaluation or a save.
 */
final class KillTest {
  private static final List<String> OPTIONS =
      List.of("--add-modules", "ALL-SYSTEM", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  /** The number of steps a process may make after the step at which it is to be killed. */
  private static final int GRACE = 40;

  /** One process: the step it started from, the last it reported, its fingerprint unless killed. */
  private record Life(long from, long to, Optional<String> fingerprint) {}

  @ParameterizedTest
  @CsvSource({"pendulum, 300, 41", "point, 300, 13"})
  void aProcessThatIsKilledTwiceEndsWithTheSameBits(
      String suite, long steps, long saveEvery, @TempDir Path temp)
      throws IOException, InterruptedException {
    RunSpec spec = Runs.tiny(suite, 11, steps, saveEvery);
    Path killed = temp.resolve("killed");
    long reached = 0;
    for (long death : new long[] {90, 160}) {
      Life life = live(killed, spec, death, 0);
      assertTrue(life.from() <= reached, "it began beyond the last step reported: " + life);
      assertTrue(life.fingerprint().isEmpty(), "it ended before it was killed: " + life);
      reached = life.to();
    }
    assertEndsAsUnbroken(spec, killed, temp.resolve("unbroken"));
  }

  /** Fifty kills, each after a few more steps and a random delay; the run saves every 23 steps. */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"pendulum", "point"})
  void fiftyKillsAtRandomMomentsChangeNothing(String suite, @TempDir Path temp)
      throws IOException, InterruptedException {
    RunSpec spec = Runs.tiny(suite, 12, 6000, 23);
    Path killed = temp.resolve("killed");
    Xoshiro256 moments = Xoshiro256.named(50, "kills/" + suite);
    List<Life> lives = new ArrayList<>();
    long reached = 0;
    while (lives.size() < 50) {
      long death = reached + 1 + moments.nextInt(60);
      Life life = live(killed, spec, death, moments.nextInt(20));
      lives.add(life);
      assertTrue(life.from() <= reached, "it began beyond the last step reported: " + lives);
      assertTrue(life.fingerprint().isEmpty(), "it ended before it was killed: " + lives);
      reached = life.to();
    }
    assertNotEquals(0, lives.get(49).from(), "no save survived");
    assertEndsAsUnbroken(spec, killed, temp.resolve("unbroken"));
  }

  private static void assertEndsAsUnbroken(RunSpec spec, Path killed, Path unbroken)
      throws IOException, InterruptedException {
    String expected = Runs.run(spec, Runs.suite(spec.suite()), unbroken, Runs.SILENT);
    assertEquals(Optional.of(expected), live(killed, spec, 10_000, 0).fingerprint());
    MetricsOfARun.assertSameFiles(unbroken, killed);
  }

  private static Life live(Path directory, RunSpec spec, long death, int delay)
      throws IOException, InterruptedException {
    Path complaints = directory.resolveSibling("stderr");
    Process process =
        new ProcessBuilder(
                Jvm.current()
                    .command(
                        KilledRun.class,
                        OPTIONS,
                        directory.toString(),
                        spec.suite(),
                        Long.toString(spec.seed()),
                        Long.toString(spec.training().steps()),
                        Long.toString(spec.training().saveEvery()),
                        Long.toString(death + GRACE)))
            .redirectError(complaints.toFile())
            .start();
    boolean dying = false;
    long from = -1;
    long to = -1;
    Optional<String> fingerprint = Optional.empty();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      while (line != null) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
          case "from" -> from = Long.parseLong(words[1]);
          case "step" -> to = Long.parseLong(words[1]);
          case "fingerprint" -> fingerprint = Optional.of(words[1]);
          default -> throw new AssertionError(line);
        }
        if (to >= death && !dying) {
          Thread.sleep(delay);
          process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the pipe
          dying = true;
        }
        line = said.readLine();
      }
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it does not die");
    }
    assertTrue(from >= 0, () -> "it did not begin: " + text(complaints));
    return new Life(from, to, fingerprint);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
