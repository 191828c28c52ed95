package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Mat;
import org.qmp.env.Box;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.nn.Safetensors;
import org.qmp.nn.Tensor;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;

/** A policy loaded without its run acts as it does within the run, to the bit. */
final class SavedPolicyTest {
  private static final TaskSuite POINT = PointReach.suite();

  private static RunSpec spec(String suite, String method) {
    return Runs.tiny(suite, 7, 80, 1000)
        .with(
            c -> {
              c.method = NamedMethod.of(method).method();
              c.training = c.training.with(t -> t.evaluateEvery = 1000);
              c.sac = c.sac.with(sac -> sac.hidden = List.of(8, 6));
            });
  }

  private static Path run(String suite, String method, Path directory) throws IOException {
    Runs.run(spec(suite, method), Runs.suite(suite), directory, Runs.SILENT);
    return directory;
  }

  private static double[] observation(Xoshiro256 rng, int size) {
    double[] seen = new double[size];
    Arrays.setAll(seen, i -> rng.nextDouble(-2, 2));
    return seen;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "separated",
        "params",
        "params-id",
        "fully-shared",
        "mcal",
        "decaf",
        "dnc",
        "pcgrad"
      })
  void theMeanActionsAreThoseOfTheRun(String method, @TempDir Path temp) throws IOException {
    Path run = run("point", method, temp.resolve("run"));
    Xoshiro256 rng = Xoshiro256.named(1, "observations");
    int tasks = POINT.size();
    List<Policy> policies = new ArrayList<>();
    for (TaskSuite.Task task : POINT.tasks()) {
      policies.add(Policy.load(run, task.name()));
    }
    try (SavedRun saved = SavedRun.open(run, Runs::suite, Backend.best())) {
      BehaviorPolicy within = saved.policy(Acts.OWN, 1);
      for (int n = 0; n < 5; n++) {
        double[][] seen = new double[tasks][];
        for (int i = 0; i < tasks; i++) {
          seen[i] = observation(rng, POINT.observations().size());
          within.observe(i, seen[i]);
        }
        within.decide(0);
        for (int i = 0; i < tasks; i++) {
          double[] expected = new double[POINT.actions().size()];
          within.meanAction(i, expected);
          ((Box) POINT.actions()).stretch(expected, expected);
          assertArrayEquals(expected, policies.get(i).act(seen[i]), method + ", task " + i);
        }
      }
    }
  }

  @Test
  void aPolicyFileHoldsTheWholePolicy(@TempDir Path temp) throws IOException {
    Path run = run("pendulum", "separated", temp.resolve("run"));
    Policy policy = Policy.load(run, "swing-up");
    Path file = temp.resolve("policy.safetensors");
    policy.save(file);
    byte[] bytes = Files.readAllBytes(file);
    for (Policy again :
        List.of(Policy.load(file), Policy.read(new ByteArrayInputStream(bytes)), policy.copy())) {
      assertEquals(policy.info(), again.info());
      assertArrayEquals(bytes, again.safetensors().toBytes());
      assertSameActions(policy, again);
    }
    try (SavedRun saved = SavedRun.open(run, Runs::suite, Backend.best())) {
      assertEquals(saved.fingerprint(), policy.info().provenance().get("fingerprint"));
      assertEquals(saved.spec().canonical(), policy.info().provenance().get("specification"));
    }
    assertEquals(
        List.of(
            "swing-up/actor/layer0/weight",
            "swing-up/actor/layer0/bias",
            "swing-up/actor/layer1/weight",
            "swing-up/actor/layer1/bias",
            "swing-up/actor/layer2/weight",
            "swing-up/actor/layer2/bias"),
        List.copyOf(policy.safetensors().tensors().keySet()));
    Map<String, String> metadata = new LinkedHashMap<>(policy.safetensors().metadata());
    metadata.keySet().removeAll(List.of("fingerprint", "specification"));
    assertEquals(
        "{actionHigh=[2], actionLow=[-2], activation=relu, format=qmp policy 1,"
            + " logStd=clamped:-20:2, networks=separate, observationHigh=[1, 1, 8],"
            + " observationLow=[-1, -1, -8], seed=7, step=80, suite=pendulum, task=swing-up}",
        metadata.toString());
  }

  @Test
  void thePolicyOfAStoppedRunHasTheStepOfTheStop(@TempDir Path temp) throws IOException {
    Runs.run(spec("pendulum", "separated"), Runs.suite("pendulum"), temp, Runs.stopAt(61));
    assertEquals("61", Policy.load(temp, "swing-up").info().provenance().get("step"));
  }

  private static void assertSameActions(Policy one, Policy other) {
    Xoshiro256 rng = Xoshiro256.named(3, "observations");
    Xoshiro256 noise = Xoshiro256.named(4, "noise");
    Xoshiro256 sameNoise = Xoshiro256.named(4, "noise");
    for (int n = 0; n < 5; n++) {
      double[] seen = observation(rng, one.info().observations().size());
      assertArrayEquals(one.act(seen), other.act(seen));
      double[] sample = new double[one.info().actions().size()];
      double[] same = new double[sample.length];
      one.sampledAction(seen, noise, sample);
      other.sampledAction(seen, sameNoise, same);
      assertArrayEquals(sample, same);
    }
  }

  @Test
  void samplesAreAroundTheMeanAndWithinTheBounds(@TempDir Path temp) throws IOException {
    Policy policy = Policy.load(run("pendulum", "separated", temp), "swing-up");
    Xoshiro256 rng = Xoshiro256.named(1, "noise");
    double[] seen = {0.5, -0.5, 1};
    double mean = policy.act(seen)[0];
    int below = 0;
    for (int n = 0; n < 400; n++) {
      double[] action = new double[1];
      policy.sampledAction(seen, rng, action);
      assertTrue(policy.info().actions().contains(action));
      below += action[0] < mean ? 1 : 0;
    }
    assertEquals(200, below, 60); // half of them, within six standard deviations
  }

  @Test
  void invalidInputsAreRefusedWithTheReason(@TempDir Path temp) throws IOException {
    Path run = run("pendulum", "separated", temp);
    Policy policy = Policy.load(run, "swing-up");
    double[] action = new double[1];
    assertRefused(
        "policy swing-up: an observation has length 3, not 2", () -> policy.act(new double[2]));
    assertRefused(
        "policy swing-up: observation[1] is NaN, not a finite float",
        () -> policy.act(new double[] {0, Double.NaN, 0}));
    assertRefused(
        "policy swing-up: observation[2] is 1.0E300, not a finite float",
        () -> policy.sampledAction(new double[] {0, 0, 1e300}, Xoshiro256.named(1, "a"), action));
    assertRefused(
        "policy swing-up: an action has length 1, not 4",
        () -> policy.meanAction(new double[3], new double[4]));
    assertRefused(
        run + " has no task 'hopper'; its tasks: swing-up", () -> Policy.load(run, "hopper"));
  }

  /** For the other tensors only the checksum is computed, which still detects damage. */
  @Test
  void damageAnywhereInTheCheckpointIsNoticed(@TempDir Path temp) throws IOException {
    Path run = run("pendulum", "separated", temp);
    Path file = run.resolve("checkpoints/ckpt-80.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    String some = "learner/swing-up/temperature/logAlpha";
    assertEquals(
        Set.of(some), RunDirectory.newestCheckpoint(run, some::equals).orElseThrow().names());
    bytes[bytes.length - 1] ^= 1; // in a list of files, which no policy needs
    Files.write(file, bytes);
    String message =
        assertThrows(NoUsableCheckpointException.class, () -> Policy.load(run, "swing-up"))
            .getMessage();
    assertTrue(message.contains("ckpt-80.safetensors: damaged: its checksum is"), message);
  }

  private static void assertRefused(String message, Executable what) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, what).getMessage());
  }

  @Test
  void invalidPolicyFilesAreRefusedWithTheReason(@TempDir Path temp) throws IOException {
    Safetensors good =
        Policy.load(run("pendulum", "separated", temp.resolve("run")), "swing-up").safetensors();
    Path file = temp.resolve("p.safetensors");
    Map<String, String> metadata = new LinkedHashMap<>(good.metadata());
    assertUnreadable(
        "its metadata do not say 'format'", new Safetensors(good.tensors(), Map.of()), file);
    metadata.put("format", "qmp checkpoint 1");
    assertUnreadable(
        "its format is 'qmp checkpoint 1', not 'qmp policy 1'",
        new Safetensors(good.tensors(), metadata),
        file);
    metadata.putAll(good.metadata());
    metadata.put("actionLow", "[-2, -2]");
    metadata.put("actionHigh", "[2, 2]");
    assertUnreadable(
        "policy swing-up: a network from 3 to 2 numbers, expected 3 to 4",
        new Safetensors(good.tensors(), metadata),
        file);
    metadata.putAll(good.metadata());
    metadata.put("actionHigh", "[Infinity]"); // an action would be NaN
    assertUnreadable(
        "policy swing-up: actions in Box [-2.0, Infinity], expected finite bounds",
        new Safetensors(good.tensors(), metadata),
        file);
    Map<String, Tensor> tensors = new LinkedHashMap<>(good.tensors());
    tensors.remove("swing-up/actor/layer1/bias");
    assertUnreadable(
        "actor/layer1/bias = nothing, expected a matrix",
        new Safetensors(tensors, good.metadata()),
        file);
    Mat weight = good.tensors().get("swing-up/actor/layer0/weight").mat();
    weight.set(2, 1, Double.NaN); // each action would be NaN
    tensors.putAll(good.tensors());
    tensors.put("swing-up/actor/layer0/weight", Tensor.of(weight));
    assertUnreadable(
        "swing-up/actor/layer0/weight is not finite in row 2, column 1",
        new Safetensors(tensors, good.metadata()),
        file);
    tensors.clear();
    assertUnreadable(
        "actor/layer0/weight = nothing, expected a matrix",
        new Safetensors(tensors, good.metadata()),
        file);
  }

  private static void assertUnreadable(String why, Safetensors content, Path file)
      throws IOException {
    assertUnreadable(why, content, file, () -> Policy.load(file));
  }

  /** Asserts that loading a file with this content is refused, naming the file and the reason. */
  static void assertUnreadable(String why, Safetensors content, Path file, Executable load)
      throws IOException {
    content.write(file);
    assertEquals(file + ": " + why, assertThrows(IOException.class, load).getMessage());
  }
}
