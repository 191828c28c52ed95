package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Failure;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.store.RunDirectory;

/** A failure while a command runs has an exit code and a helpful message of one line. */
final class FailedRunsTest {
  /** What happens at a step of the environment; steps are counted from 1. */
  private interface Event {
    double reward(long step, double reward);
  }

  private static TaskSuite pendulum(Event event) {
    return Pendulum.suite().wrapped(world -> new Eventful(world, event));
  }

  private static final class Eventful extends Wrapper {
    private final Event event;
    private long steps;

    Eventful(Environment inner, Event event) {
      super(inner);
      this.event = event;
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      Outcome outcome = super.step(action, observationOut);
      steps++;
      double reward = event.reward(steps, outcome.reward());
      return outcome.over() ? outcome : new Outcome.Running(reward);
    }
  }

  private static Event at150(DoubleUnaryOperator event) {
    return (step, reward) -> step == 150 ? event.applyAsDouble(reward) : reward;
  }

  /** Saves at 100 and 200; evaluates only at the end, so all steps before that are training. */
  private static String[] options(Path run) {
    String choices =
        "train --suite pendulum --steps 240 --batch 8 --hidden 16,16 --warm-up 50"
            + " --evaluate-every 240 --evaluation-episodes 1 --save-every 100 --out";
    return Stream.concat(Stream.of(choices.split(" ")), Stream.of(run.toString()))
        .toArray(String[]::new);
  }

  private static Shell train(Path run, DoubleUnaryOperator event) {
    return Shell.qmp(false, name -> pendulum(at150(event)), options(run));
  }

  private static void fails(int code, String said, Shell shell) {
    assertEquals(code, shell.code(), shell.err());
    assertEquals(1, shell.err().lines().count(), shell.err());
    assertTrue(shell.err().contains(said), shell.err());
  }

  private static void stopsAndCanGoOn(String why, Path run, DoubleUnaryOperator event) {
    Shell shell = train(run, event);
    fails(
        42,
        "qmp train: the run failed at step 149: "
            + why
            + "; the last checkpoint in "
            + run
            + " is kept",
        shell);
    assertGoesOn(run);
  }

  /** Resumes from step 100 and checks that the bits are those of a run without failure. */
  private static void assertGoesOn(Path run) {
    Shell resumed = Shell.qmp("train", "--out", run.toString(), "--resume", "--retry-failed");
    assertEquals(0, resumed.code(), resumed.err());
    Shell healthy = Shell.qmp(options(run.resolveSibling("healthy")));
    assertTrue(healthy.fingerprint().isPresent(), healthy.err());
    assertEquals(healthy.fingerprint(), resumed.fingerprint());
  }

  @Test
  void aWorldThatThrowsExitsWith42AndIsNamedWithTaskAndStep(@TempDir Path temp) {
    stopsAndCanGoOn(
        "task swing-up, step 150: Pendulum failed in step: ill",
        temp.resolve("run"),
        reward -> {
          throw new IllegalStateException("ill");
        });
  }

  @Test
  void aRewardOfNanExitsWith42AndIsNamedWithTaskAndStep(@TempDir Path temp) {
    stopsAndCanGoOn(
        "task swing-up, step 150: reward is NaN, not a finite float",
        temp.resolve("run"),
        reward -> Double.NaN);
  }

  /** For example {@code OutOfMemoryError}, which is not an {@code Exception}. */
  @Test
  void aJavaErrorExitsWith42Too(@TempDir Path temp) {
    stopsAndCanGoOn(
        "out of memory: none left",
        temp.resolve("run"),
        reward -> {
          throw new OutOfMemoryError("none left");
        });
  }

  @Test
  void aFailureBeforeTheRunStartsExitsWith42(@TempDir Path temp) {
    String[] options = options(temp.resolve("run"));
    fails(42, "no memory for a world", Shell.qmp(false, FailedRunsTest::tooLarge, options));
    fails(42, "no such world", Shell.qmp(false, FailedRunsTest::broken, options));
  }

  private static TaskSuite tooLarge(String name) {
    throw new OutOfMemoryError("no memory for a world");
  }

  private static TaskSuite broken(String name) {
    throw new IllegalStateException("no such world");
  }

  private static double lateAndThenIll(long step, double reward) {
    if (step == 149) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
    if (step == 150) {
      throw new IllegalStateException("ill");
    }
    return reward;
  }

  @Test
  void theProgressLineIsClearedBeforeTheFailureIsPrinted(@TempDir Path temp) {
    Shell shell =
        Shell.qmp(
            true, name -> pendulum(FailedRunsTest::lateAndThenIll), options(temp.resolve("run")));
    assertEquals(42, shell.code(), shell.err());
    assertTrue(shell.out().contains("\rstep 149 of 240"), shell.out());
    assertTrue(shell.out().endsWith(" \r"), shell.out());
  }

  @Test
  void aDirectoryOfOtherFilesIsWrongInputAndStaysUnchanged(@TempDir Path temp) throws IOException {
    Path metrics = Files.createDirectories(temp.resolve("project/metrics"));
    Files.writeString(metrics.resolve("metrics.csv"), "mine");
    Path project = metrics.getParent();
    fails(2, project + " is not empty and holds no run, but metrics;", Shell.qmp(options(project)));
    assertEquals("mine", Files.readString(metrics.resolve("metrics.csv")));
    try (var files = Files.list(project)) {
      assertEquals(List.of(metrics), files.toList());
    }
  }

  private static Path begun(Path temp) {
    Path run = temp.resolve("run");
    assertEquals(0, Shell.qmp(options(run)).code());
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics", "checkpoints"})
  void aFileInPlaceOfADirectoryExitsWith74(String name, @TempDir Path temp) throws IOException {
    Path run = begun(temp);
    Files.move(run.resolve(name), temp.resolve("away"));
    Files.writeString(run.resolve(name), "in the way");
    fails(
        74, run.resolve(name).toString(), Shell.qmp("train", "--resume", "--out", run.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.csv", "metrics.jsonl", "events.out.tfevents.qmp"})
  void metricsThatCannotBeWrittenExitWith74(String name, @TempDir Path temp) throws IOException {
    Path run = begun(temp);
    Files.delete(run.resolve("metrics").resolve(name));
    Files.createDirectory(run.resolve("metrics").resolve(name));
    fails(74, name, Shell.qmp("train", "--resume", "--out", run.toString()));
  }

  @Test
  void aDiskFailureExitsWith74AndTheRunCanBeResumed(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("run");
    Path checkpoints = run.resolve("checkpoints");
    Path away = temp.resolve("away");
    Shell shell =
        train(
            run,
            reward -> {
              replace(checkpoints, away);
              return reward;
            });
    fails(74, checkpoints.toString(), shell);
    Files.delete(checkpoints);
    Files.move(away, checkpoints);
    assertGoesOn(run);
  }

  private static void replace(Path directory, Path away) {
    try {
      Files.move(directory, away);
      Files.writeString(directory, "in the way");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void damagedMetricsExitWith74AndAreNamed(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("run");
    assertEquals(0, Shell.qmp(options(run)).code());
    Path metrics = run.resolve("metrics/metrics.csv");
    Files.writeString(metrics, Files.readString(metrics) + "17,evaluation/x/return\n");
    String out = temp.resolve("curves.svg").toString();
    fails(
        74, "'17,evaluation/x/return' is damaged", Shell.qmp("plot", run.toString(), "--out", out));
    Files.write(metrics, new byte[] {(byte) 0xff, '\n'});
    fails(
        74,
        metrics + " is damaged: it is not text in UTF-8",
        Shell.qmp("plot", run.toString(), "--out", out));
    Files.delete(metrics);
    Files.createDirectory(metrics); // a pipe is refused too: reading it would never end
    fails(74, metrics + " is not a regular file", Shell.qmp("plot", run.toString(), "--out", out));
  }

  /** It is wrong input (2), not a failure to read or write (74). */
  @Test
  void aRunThatIsInUseIsNamedAsSuch(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("run");
    assertEquals(0, Shell.qmp(options(run)).code());
    try (RunDirectory held = RunDirectory.open(run, RunDirectory.spec(run), Map.of())) {
      Shell second = Shell.qmp("train", "--resume", "--out", held.path().toString());
      assertEquals(2, second.code());
      assertTrue(second.err().startsWith("qmp train: " + run + " is in use"), second.err());
    }
  }

  @Test
  void aPictureThatCannotBeWrittenExitsWith74(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("run");
    assertEquals(0, Shell.qmp(options(run)).code());
    Path out = Files.createSymbolicLink(temp.resolve("curves.svg"), temp.resolve("elsewhere"));
    fails(74, out.toString(), Shell.qmp("plot", run.toString(), "--out", out.toString()));
  }

  @Test
  void theProcessExitsWithTheCodeOfItsCommand(@TempDir Path temp) throws Exception {
    Path run = begun(temp);
    Files.move(run.resolve("metrics"), temp.resolve("away"));
    Files.writeString(run.resolve("metrics"), "in the way");
    Process child = Shell.child(List.of("train", "--resume", "--out", run.toString()));
    String said = Shell.text(child.getInputStream());
    assertTrue(child.waitFor(20, TimeUnit.SECONDS));
    assertEquals(74, child.exitValue(), said);
  }

  @Test
  void aFailureBeforeTheFirstCheckpointSaysThatThereIsNone(@TempDir Path temp) {
    Path run = temp.resolve("run");
    Event at50 = (step, reward) -> step == 50 ? Double.NaN : reward;
    Shell shell = Shell.qmp(false, name -> pendulum(at50), options(run));
    fails(
        42,
        "qmp train: the run failed at step 49: task swing-up, step 50: reward is NaN, not a"
            + " finite float; it had no checkpoint yet\n",
        shell);
    fails(43, run + " has no checkpoint yet", Shell.qmp("eval", run.toString()));
  }

  @Test
  void tooLittleHeapIsAnsweredWithTheOptionThatGivesMore() {
    assertTrue(
        Failure.memoryHint(new OutOfMemoryError("Java heap space"))
            .matches("; Java may use [0-9,]+ MiB: QMP_JAVA_OPTS=-Xmx[0-9]+g \\./qmp .*"));
    assertEquals("", Failure.memoryHint(new OutOfMemoryError("unable to create native thread")));
    assertEquals("", Failure.memoryHint(new StackOverflowError()));
  }

  @Test
  void aDamagedSpecificationExitsWith43AndIsNamed(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("run");
    assertEquals(0, Shell.qmp(options(run)).code());
    Path spec = run.resolve("spec.txt");
    String text = Files.readString(spec);
    Files.writeString(spec, text.replace("regularizer =", "regu ="));
    for (String command : List.of("eval", "plot", "render")) {
      fails(43, spec + ": ", Shell.qmp(command, run.toString()));
    }
    fails(43, spec + ": ", Shell.qmp("train", "--resume", "--out", run.toString()));
    Files.writeString(spec, text.replaceFirst("(?m)^gamma = .*$", "gamma = 0.5"));
    for (String[] command :
        List.of(
            new String[] {"eval", run.toString()},
            new String[] {"train", "--resume", "--out", run.toString()})) {
      fails(43, spec + ": damaged, or of another run: ", Shell.qmp(command));
    }
  }

  /** Not with 43, which means that files of the run cannot be used. */
  @Test
  void anErrorOfTheProgramExitsWith42AndIsNamedWithItsLine(@TempDir Path temp) {
    TaskSuite point = NamedSuite.suite("point");
    Shell shell =
        Shell.qmp(
            false,
            name -> {
              throw new IndexOutOfBoundsException(name + point.size());
            },
            options(temp.resolve("run")));
    fails(
        42,
        "qmp train: failed unexpectedly: index out of bounds: pendulum4 (FailedRunsTest.java, line ",
        shell);
    String before = System.setProperty("qmp.kernels", "none");
    try {
      fails(42, "qmp info: failed unexpectedly: illegal argument: system prop", Shell.qmp("info"));
    } finally {
      System.clearProperty("qmp.kernels");
      Optional.ofNullable(before).ifPresent(each -> System.setProperty("qmp.kernels", each));
    }
  }
}
