package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.option.NamedSuite;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;

/** A comparison ends with the same files, whichever process runs its parts, in any order. */
final class ShardedComparisonTest {
  private static final int ALL_STEPS = 80;

  @TempDir private static Path temp;
  private static Path whole;

  @BeforeAll
  static void compareInOneProcess() {
    whole = temp.resolve("whole");
    assertEquals(0, compare(whole).code());
  }

  private static Shell compare(Path out, String... more) {
    return compare(NamedSuite::suite, out, more);
  }

  private static Shell compare(Function<String, TaskSuite> suites, Path out, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(
        List.of(
            ("compare --suite point --methods separated,qmp --seeds 2 --threads 1 --hidden 4,4"
                    + " --batch 4 --warm-up 20 --evaluation-episodes 1")
                .split(" ")));
    String steps = String.valueOf(ALL_STEPS);
    args.addAll(List.of("--steps", steps, "--evaluate-every", steps, "--out"));
    args.add(out.toString());
    args.addAll(List.of(more));
    return Shell.qmp(false, suites, args.toArray(String[]::new));
  }

  /** Compares all files except {@code but} and those that record how often a run was opened. */
  static void assertSameFiles(Path expected, Path actual, String... but) throws IOException {
    try (Stream<Path> files = Files.walk(expected)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = expected.relativize(file).toString();
        if (name.contains(".attempt-")
            || name.endsWith("passport.json")
            || List.of(but).contains(name)) {
          continue;
        }
        assertEquals(-1, Files.mismatch(file, actual.resolve(name)), name);
      }
    }
  }

  @Test
  void shardsInAnyOrderWriteTheSameFilesAsOneProcess() throws IOException {
    Path out = temp.resolve("sharded");
    Shell nothing = compare(out, "--collect");
    assertEquals(75, nothing.code(), nothing.err());
    assertTrue(nothing.err().contains("4 of 4 runs not finished"), nothing.err());
    assertFalse(Files.exists(out), "nothing has begun");

    Shell third = compare(out, "--shard", "3/3");
    assertEquals(0, third.code(), third.err());
    assertTrue(third.out().contains("\n1 of 4 runs here\n"), third.out());
    assertFalse(Files.exists(out.resolve("comparison.md")));
    assertEquals(0, compare(out, "--shard=1/3").code());
    assertEquals(0, compare(out, "--shard=1/3").code());
    Shell some = compare(out, "--collect");
    assertEquals(75, some.code(), some.err());
    assertTrue(some.err().contains("1 of 4 runs not finished"), some.err());
    String tables = Files.readString(out.resolve("comparison.md"));
    assertTrue(tables.contains("not begun"), tables);
    assertTrue(tables.contains(", 1 seed of 80 steps"), tables);
    assertEquals(0, Shell.qmp("report", out.toString()).code());
    assertTrue(Files.readString(out.resolve("report.html")).contains("3 of 4 runs finished:"));

    assertEquals(0, compare(out, "--shard=2/3", "--quiet").code());
    assertEquals(0, compare(out, "--collect").code());
    assertSameFiles(whole, out);
  }

  /** Counts the steps of all runs together and throws at one of them. */
  private static final class Counting extends Wrapper {
    private final AtomicInteger steps;
    private final int ill;

    Counting(Environment inner, AtomicInteger steps, int ill) {
      super(inner);
      this.steps = steps;
      this.ill = ill;
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      if (steps.incrementAndGet() == ill) {
        throw new IllegalStateException("ill");
      }
      return super.step(action, observationOut);
    }
  }

  @Test
  void aRunThatFailsIsNamedAndTheOthersFinish() throws IOException {
    Path out = temp.resolve("failed");
    AtomicInteger steps = new AtomicInteger();
    Function<String, TaskSuite> suites =
        name -> NamedSuite.suite(name).wrapped(world -> new Counting(world, steps, 30));
    Shell failed = compare(suites, out);
    assertEquals(42, failed.code(), failed.err());
    String why = "separated-1 at step 28: task ";
    assertTrue(failed.err().contains("qmp compare: 1 of 4 runs failed: " + why), failed.err());
    assertTrue(failed.out().contains("\nseparated-1      FAILED at step 28: task "), failed.out());
    assertTrue(failed.out().contains("\nseparated+qmp-1  finished, but not with"), failed.out());
    assertTrue(Files.readString(out.resolve("comparison.md")).contains("FAILED at step 28"));

    int made = steps.get();
    Shell again = compare(suites, out);
    assertEquals(42, again.code(), again.err());
    assertEquals(made, steps.get(), "it is not tried again");
    assertEquals(42, compare(suites, out, "--collect", "--quiet").code());
    assertEquals(0, compare(suites, out, "--shard=2/2").code());
    assertEquals(42, compare(suites, out, "--shard=1/2").code());

    Shell retried = compare(suites, out, "--retry-failed");
    assertEquals(0, retried.code(), retried.err());
    assertSameFiles(whole, out);
  }

  @Test
  void contradictoryOptionsAreRefused() {
    Path out = temp.resolve("none");
    assertEquals(
        "qmp compare: --collect carries out no runs, so --shard 1/2 is wrong\n",
        compare(out, "--collect", "--shard=1/2").err());
    assertEquals(2, compare(out, "--collect", "--retry-failed").code());
    assertEquals(
        "qmp compare: --shard must be i/n with whole numbers 1 ≤ i ≤ n ≤ 999999, such as 2/8; got"
            + " '3/2'\n",
        compare(out, "--shard=3/2").err());
    assertFalse(Files.exists(out));
  }
}
