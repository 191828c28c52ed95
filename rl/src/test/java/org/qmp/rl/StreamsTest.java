package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.classic.PointReach;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.store.Checkpoint;

/** After a kill, every random stream of the behaviour continues where it stopped. */
final class StreamsTest {
  /** Picks random candidates, scores with samples and has guides, so it draws from every stream. */
  private static QSwitch rule(QSwitch.Score score) {
    return new QSwitch(
        score,
        QSwitch.CriticChoice.MEAN,
        QSwitch.Entropy.NONE,
        1,
        0.3,
        0,
        3,
        QSwitch.Tie.LOWEST_INDEX);
  }

  private static Training training(QSwitch.Score score) {
    return MethodRuns.training(PointReach.figureB(), Method.SEPARATED.with(rule(score)));
  }

  private static Checkpoint saved(Training training) throws IOException {
    byte[] bytes = TrainingState.save(training, "0".repeat(64)).toBytes();
    return Checkpoint.read("a checkpoint", bytes);
  }

  @Test
  void everyStreamOfABehaviorIsSavedAndRestored() throws IOException {
    String task = PointReach.figureB().tasks().get(0).name();
    try (Training first = training(new QSwitch.Expectation(3));
        Training second = training(new QSwitch.Expectation(3))) {
      MethodRuns.rounds(first, 60);
      Checkpoint checkpoint = saved(first);
      TrainingState.restore(second, Path.of("a run"), checkpoint);
      Checkpoint again = saved(second);
      for (String purpose : List.of("action", "choice", "score", "guide")) {
        String name = purpose + "/" + task;
        long[] state = checkpoint.longs("behavior/" + name);
        assertFalse(
            Arrays.equals(Xoshiro256.named(11, name).state(), state), name + " was drawn from");
        assertArrayEquals(state, again.longs("behavior/" + name), name);
      }
      assertEquals(
          4,
          checkpoint.names().stream().filter(name -> name.matches("behavior/.*/" + task)).count());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aKilledRunWithGuidesWritesTheSameFiles(boolean atSample, @TempDir Path temp)
      throws IOException {
    QSwitch.Score score = atSample ? new QSwitch.AtSample() : new QSwitch.Expectation(2);
    TrainingConfig config =
        new TrainingConfig(240, 40, Start.BEHAVIOR, Turns.STEPS, 0.3, 500, 60, 2, 46);
    RunSpec spec =
        new RunSpec(
            "point-figure-b",
            Method.SEPARATED.with(rule(score)),
            9,
            Precision.FLOAT,
            config,
            Runs.tinyNets(4));
    Path unbroken = temp.resolve("unbroken");
    Path broken = temp.resolve("broken");
    String fingerprint = Runs.run(spec, PointReach.figureB(), unbroken, Runs.SILENT);
    for (int death : new int[] {67, 199}) {
      assertThrows(
          Runs.Death.class, () -> Runs.run(spec, PointReach.figureB(), broken, Runs.dieAt(death)));
    }
    assertEquals(fingerprint, Runs.run(spec, PointReach.figureB(), broken, Runs.SILENT));
    assertEquals(
        Files.readString(MetricsOfARun.file(unbroken, "metrics.csv")),
        Files.readString(MetricsOfARun.file(broken, "metrics.csv")));
  }
}
