package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.Box;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.store.CheckpointException;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;

/** What a run has learned can be used while the run continues. */
final class SavedRunTest {

  private static SavedRun open(Path directory) throws IOException {
    return SavedRun.open(directory, Runs::suite, Backend.best());
  }

  @Test
  void aRunIsReadBackWhileItsDirectoryIsInUse(@TempDir Path temp) throws IOException {
    RunSpec spec = Runs.tiny("point", 3, 120, 1000);
    try (Trainer trainer = new Trainer(spec, Runs.suite("point"), Backend.best(), temp)) {
      trainer.run(new Agent.Listener() {});
      try (SavedRun saved = open(temp)) {
        assertEquals(trainer.fingerprint(), saved.fingerprint());
        assertEquals(trainer.step(), saved.step());
        assertEquals(spec.canonical(), saved.spec().canonical());
      }
    }
  }

  @Test
  void oneSeedGivesTheSameEpisodes(@TempDir Path temp) throws IOException {
    RunSpec spec = Runs.tiny("pendulum", 3, 60, 1000);
    try (Trainer trainer = new Trainer(spec, Runs.suite("pendulum"), Backend.best(), temp)) {
      trainer.run(new Agent.Listener() {});
    }
    try (SavedRun saved = open(temp)) {
      double[] first = saved.evaluate(Acts.OWN, 3, 5).get(0).returns();
      assertArrayEquals(first, saved.evaluate(Acts.OWN, 3, 5).get(0).returns());
    }
  }

  @Test
  void aDirectoryWithoutARunOrACheckpointIsRefused(@TempDir Path temp) throws IOException {
    assertThrows(NoSuchFileException.class, () -> open(temp));
    RunDirectory.open(temp, Runs.tiny("pendulum", 3, 60, 1000).canonical(), Map.of()).close();
    assertThrows(NoUsableCheckpointException.class, () -> open(temp));
  }

  private static void begun(Path directory) throws IOException {
    Runs.run(Runs.tiny("pendulum", 3, 60, 25), Runs.suite("pendulum"), directory, Runs.SILENT);
  }

  @Test
  void aDamagedNewestCheckpointIsReportedAndAnOlderOneUsed(@TempDir Path temp) throws IOException {
    begun(temp);
    try (SavedRun saved = open(temp)) {
      assertEquals(List.of(), saved.warnings());
    }
    Path newest = temp.resolve("checkpoints/ckpt-60.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    try (SavedRun saved = open(temp)) {
      assertEquals(50, saved.step());
      assertEquals(1, saved.warnings().size());
      assertTrue(
          saved.warnings().get(0).startsWith("ckpt-60.safetensors: "), saved.warnings().toString());
    }
  }

  @Test
  void aDamagedSpecificationIsNamedWithItsFile(@TempDir Path temp) throws IOException {
    begun(temp);
    Path file = temp.resolve("spec.txt");
    String spec = Files.readString(file);
    Files.writeString(file, spec.replace("regularizer =", "regu ="));
    String message = assertThrows(CheckpointException.class, () -> open(temp)).getMessage();
    assertEquals(file + ": line 7: unknown key 'regu'; written by a newer version?", message);
    Files.writeString(file, spec.replace("gamma = 0.99", "gamma = 0.990"));
    message = assertThrows(CheckpointException.class, () -> RunSpec.in(temp)).getMessage();
    assertEquals(file + ": not as it was written: changed or damaged", message);
    Files.writeString(file, spec.substring(0, spec.indexOf("seed =") + 2));
    message = assertThrows(CheckpointException.class, () -> RunSpec.in(temp)).getMessage();
    assertTrue(message.startsWith(file + ": ") && message.contains("line 3: \"se\""), message);
  }

  /** The file is valid, but it differs from the specification in the run's checkpoint. */
  @Test
  void anEditedSpecificationIsNamedWithItsFileAndLine(@TempDir Path temp) throws IOException {
    begun(temp);
    Path file = temp.resolve("spec.txt");
    String spec = Files.readString(file);
    Files.writeString(file, spec.replaceAll("(?m)^(seed *= *)3$", "$14"));
    String message = assertThrows(CheckpointException.class, () -> open(temp)).getMessage();
    assertTrue(message.startsWith(file + ": damaged, or of another run: "), message);
    assertTrue(message.matches(".*has \"seed *= *3\" and not \"seed *= *4\""), message);
    RunSpec edited = RunSpec.in(temp);
    String resumed =
        assertThrows(
                CheckpointException.class,
                () -> Runs.run(edited, Runs.suite("pendulum"), temp, Runs.SILENT))
            .getMessage();
    assertEquals(message, resumed);
  }

  @Test
  void aForeignFileNamedLikeACheckpointIsIgnoredWithoutAWarning(@TempDir Path temp)
      throws IOException {
    begun(temp);
    Files.writeString(temp.resolve("checkpoints/ckpt-999.safetensors"), "notes of mine");
    Files.createDirectory(temp.resolve("checkpoints/ckpt-1000.safetensors"));
    try (SavedRun saved = open(temp)) {
      assertEquals(60, saved.step());
      assertEquals(List.of(), saved.warnings());
    }
  }

  /** A checkout may convert line ends; the run stays the same. */
  @Test
  void windowsLineEndsChangeNothing(@TempDir Path temp) throws IOException {
    RunSpec spec = Runs.tiny("pendulum", 3, 60, 25);
    assertThrows(
        Runs.Death.class,
        () -> Runs.run(spec, Runs.suite("pendulum"), temp.resolve("r"), Runs.dieAt(30)));
    Path file = temp.resolve("r/spec.txt");
    String converted =
        "\ufeff" + Files.readString(file).replace("\n", "\r\n"); // as some editors do
    Files.writeString(file, converted);
    try (SavedRun saved = open(temp.resolve("r"))) {
      assertEquals(spec.canonical(), saved.spec().canonical());
      assertEquals(25, saved.step());
    }
    String resumed = Runs.run(spec, Runs.suite("pendulum"), temp.resolve("r"), Runs.SILENT);
    assertEquals(
        Runs.run(spec, Runs.suite("pendulum"), temp.resolve("whole"), Runs.SILENT), resumed);
    assertEquals(converted, Files.readString(file));
  }

  /** The pendulum's own bounds are ±2. */
  @Test
  void theSuiteOfASavedRunAcceptsTheActionsOfItsPolicies(@TempDir Path temp) throws IOException {
    begun(temp);
    try (SavedRun saved = open(temp)) {
      assertEquals(Box.cube(1, -1, 1), saved.suite().actions());
      assertEquals(Box.cube(1, -1, 1), saved.suite().tasks().get(0).create().actions());
    }
  }

  @Test
  void aSuiteWithAnotherNameIsRefused(@TempDir Path temp) throws IOException {
    begun(temp);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> SavedRun.open(temp, name -> Runs.suite("walker"), Backend.plain()))
            .getMessage();
    assertEquals("the run is of suite pendulum, not of suite walker", message);
  }

  /** A suite of a plugin can have other tasks, guides or observations than when it was saved. */
  @Test
  void aSuiteThatHasChangedSinceIsRefused(@TempDir Path temp) throws IOException {
    TaskSuite suite = Runs.suite("point");
    List<TaskSuite.Task> tasks = suite.tasks();
    List<String> names = suite.taskNames();
    Runs.run(Runs.tiny("point", 3, 60, 25), suite, temp, Runs.SILENT);
    List<TaskSuite.Task> reordered = new ArrayList<>(tasks);
    Collections.swap(reordered, 0, 1);
    List<TaskSuite.Task> fewer = tasks.subList(0, 2);
    for (List<TaskSuite.Task> changed : List.of(reordered, fewer)) {
      List<String> now = changed.stream().map(TaskSuite.Task::name).toList();
      assertRefused(
          temp, new TaskSuite("point", changed), "the tasks " + names, "the tasks " + now);
    }
    assertRefused(
        temp,
        new TaskSuite("point", tasks).withGuides(PointReach.figureB().guides()),
        "4 tasks and guides",
        "7 tasks and guides");
    List<TaskSuite.Task> pendulums =
        names.stream().map(name -> new TaskSuite.Task(name, Pendulum::new)).toList();
    assertRefused(
        temp,
        new TaskSuite("point", pendulums),
        "a task " + names.get(0) + " with observations of length 2",
        "a task " + names.get(0) + " with observations of length 3");
  }

  private static void assertRefused(Path run, TaskSuite suite, String saved, String now) {
    assertEquals(
        run + ": its suite has changed: it had " + saved + " and now has " + now,
        assertThrows(
                NoUsableCheckpointException.class,
                () -> SavedRun.open(run, name -> suite, Backend.plain()))
            .getMessage());
    RunSpec spec = Runs.tiny("point", 3, 60, 25);
    String resumed =
        assertThrows(
                NoUsableCheckpointException.class, () -> Runs.run(spec, suite, run, Runs.SILENT))
            .getMessage();
    assertTrue(resumed.startsWith(run.toString()), resumed);
  }
}
