package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.env.maze.Maze;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.sac.SacConfig;

/**
 * Every named method, run on two suites for 3,000 steps with tiny networks, ends with the
 * fingerprint recorded in {@code every-method.csv}.
 */
final class EveryMethodTest {
  private static final int STEPS = 3000;
  private static final TaskSuite POINT = PointReach.suite();
  private static final TaskSuite MAZE = Maze.large();

  private static Method method(String name) {
    Method method = NamedMethod.of(name).method();
    boolean conquers = method.regularizer() instanceof Regularizer.Dnc dnc && dnc.period() > 0;
    return conquers ? method.with(new Regularizer.Dnc(new Beta.Uniform(0.05), 1000, 3)) : method;
  }

  private static RunSpec spec(String name, String suite) {
    SacConfig sac =
        SacConfig.defaults()
            .with(
                c -> {
                  c.hidden = List.of(8, 8);
                  c.batch = 10;
                  c.learningRate = 1e-3;
                });
    double ratio = suite.equals("point") ? 0.1 : 0.25;
    TrainingConfig config =
        new TrainingConfig(
            STEPS, 600, Start.BEHAVIOR, Turns.STEPS, ratio, 1000, 2 * STEPS, 1, 2 * STEPS);
    return new RunSpec(suite, method(name), 2, Precision.FLOAT, config, sac);
  }

  private static Trainer open(String name, String suite, Backend backend, Path path)
      throws IOException {
    return new Trainer(spec(name, suite), suite.equals("point") ? POINT : MAZE, backend, path);
  }

  /** The table was recorded from unbroken runs on one thread. */
  @ParameterizedTest
  @CsvFileSource(resources = "every-method.csv")
  void aRunStoppedHalfwayAndResumedOnMoreThreadsEndsWithItsFingerprint(
      String name, String suite, String expected, @TempDir Path temp) throws IOException {
    stopInTheMiddle(name, suite, temp);
    assertEquals(expected, fingerprint(name, suite, Backend.best().withThreads(2), temp));
  }

  private static void stopInTheMiddle(String name, String suite, Path path) throws IOException {
    try (Trainer half = open(name, suite, Backend.best(), path)) {
      assertFalse(half.run(Runs.stopAt(STEPS / 2)));
      assertEquals(STEPS / 2, half.step());
    }
  }

  private static String fingerprint(String name, String suite, Backend backend, Path path)
      throws IOException {
    try (Trainer trainer = open(name, suite, backend, path)) {
      assertTrue(trainer.run(Runs.SILENT));
      return trainer.fingerprint();
    }
  }

  private static List<String[]> table() throws IOException {
    try (InputStream in = EveryMethodTest.class.getResourceAsStream("every-method.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> line.split(",", -1)).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "separated+qmp, point",
    "data+uniform, point",
    "params+qmp, maze",
    "pcgrad, point",
    "dnc+qmp, point",
    "decaf+qmp, point"
  })
  void everyKernelAndThreadCountGivesTheFingerprint(String name, String suite, @TempDir Path temp)
      throws IOException {
    String expected =
        table().stream()
            .filter(row -> row[0].equals(name) && row[1].equals(suite))
            .map(row -> row[2])
            .findFirst()
            .orElseThrow();
    for (Backend backend :
        List.of(
            Backend.plain(),
            Backend.plain().withThreads(3),
            new Backend(Instructions.SOFTWARE, 2),
            new Backend(Instructions.SIMD, 1),
            new Backend(Instructions.SIMD, 3))) {
      String run = backend.instructions() + " " + backend.threads();
      assertEquals(expected, fingerprint(name, suite, backend, temp.resolve(run)), run);
    }
  }

  @Test
  void theTableHasEveryCombinationOnceAndAllFingerprintsDiffer() throws IOException {
    List<String> expected =
        Stream.of("point", "maze")
            .flatMap(suite -> names().map(name -> name + " " + suite))
            .toList();
    List<String> found = table().stream().map(row -> row[0] + " " + row[1]).toList();
    assertEquals(expected, found);
    Set<String> results = new TreeSet<>();
    table().forEach(row -> results.add(row[2]));
    assertEquals(expected.size(), results.size());
  }

  private static Stream<String> names() {
    return NamedMethod.LEARNERS.stream()
        .flatMap(
            learner ->
                learner.method().networks() == Networks.SHARED
                    ? Stream.of(learner.name())
                    : Stream.of("", "+qmp", "+uniform").map(who -> learner.name() + who));
  }

  @Test
  void domainKnowledgeRunsOnSuitesThatHaveItAndIsRefusedOnOthers(@TempDir Path temp)
      throws IOException {
    String whole = fingerprint("params+domain", "point", Backend.best(), temp.resolve("whole"));
    stopInTheMiddle("params+domain", "point", temp.resolve("half"));
    assertEquals(
        whole, fingerprint("params+domain", "point", Backend.best(), temp.resolve("half")));
    assertEquals(
        "these tasks come without domain knowledge",
        assertThrows(
                IllegalArgumentException.class,
                () -> open("params+domain", "maze", Backend.best(), temp.resolve("maze")))
            .getMessage());
  }
}
