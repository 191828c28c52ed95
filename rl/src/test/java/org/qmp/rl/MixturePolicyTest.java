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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.TaskSuite.Task;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.nn.Normal;
import org.qmp.nn.Safetensors;
import org.qmp.nn.Tensor;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.NamedMethod;

/** A mixture outside its run acts as it does within the run, to the bit; bad files are refused. */
final class MixturePolicyTest {
  private static final TaskSuite POINT = PointReach.suite();
  private static final String LEFT = POINT.tasks().get(0).name();
  private static final int SEED = 5;

  /** Trains a run with options {@code key=value}, separated by spaces. */
  private static Path run(String method, String options, Path directory) throws IOException {
    RunSpec spec =
        Runs.tiny("point", 7, 100, 1000)
            .with(
                c -> {
                  c.method = NamedMethod.of(method).method();
                  c.training = c.training.with(t -> t.evaluateEvery = 1000);
                  c.sac =
                      c.sac.with(
                          sac -> {
                            sac.hidden = List.of(8, 6);
                            sac.learningRate = 0.03;
                          });
                });
    for (String option : options.isEmpty() ? new String[0] : options.split(" ", -1)) {
      spec = spec.set(option.split("=", -1)[0], option.split("=", -1)[1]);
    }
    Runs.run(spec, POINT, directory, Runs.SILENT);
    return directory;
  }

  @Test
  void aTaskMayHaveTheNameOfAnOptimizer(@TempDir Path temp) throws IOException {
    List<Task> tasks =
        Stream.of("x/adam", "y").map(name -> new Task(name, POINT.tasks().get(0)::create)).toList();
    RunSpec spec =
        Runs.tiny("point", 7, 100, 1000)
            .with(c -> c.method = NamedMethod.of("separated+uniform").method());
    Runs.run(spec, new TaskSuite("point", tasks), temp, Runs.SILENT);
    assertEquals(List.of("x/adam", "y"), MixturePolicy.load(temp, "x/adam").content().policies());
  }

  /** Plays episodes as an evaluation does, and gives their returns. */
  private static double[] play(Task task, MixturePolicy policy, int episodes, List<String> acting) {
    Xoshiro256 rng = Xoshiro256.named(SEED, "evaluation/" + task.name());
    Environment environment = task.create();
    double[] observation = new double[environment.observations().size()];
    double[] returns = new double[episodes];
    for (int e = 0; e < episodes; e++) {
      environment.reset(rng::nextDouble, observation);
      policy.episodeBegan();
      Outcome outcome;
      do {
        outcome = environment.step(policy.act(observation), observation);
        returns[e] += outcome.reward();
        acting.add(policy.acting());
      } while (!outcome.over());
    }
    return returns;
  }

  @ParameterizedTest
  @CsvSource({
    "separated+qmp, ''",
    "params+qmp, criticChoice=min persistence=5",
    "params-id+qmp, criticChoice=mean entropy=gaussian",
    "mcal+qmp, score=sample tie=own criticNorm=layer",
    "decaf+qmp, candidates=2 ownFloor=0.2 criticNorm=layer",
    "dnc+qmp, score=3 switchWarmUp=100",
    "separated+qmp, score=3 ownFloor=0.5",
    "separated+qmp, score=2 persistence=3",
    "separated+qmp, switchWarmUp=10k",
    "pcgrad+uniform, persistence=3",
    "separated+uniform, 'precision=double logStd=smooth:-5:2'",
    "cds+uniform, 'behavior=fixed shares=0.2,0.3,0.5,0;0.4,0.4,0.1,0.1;1,0,0,0;0,1,0,0'",
    "decaf+uniform, 'behavior=fixed shares=0,.5,.5,0;.5,0,.5,0;0,.5,0,.5;.5,0,.5,0 persistence=7'"
  })
  void aLoadedMixturePlaysTheEpisodesOfItsRun(String method, String options, @TempDir Path temp)
      throws IOException {
    Path run = run(method, options, temp);
    boolean others = false;
    try (SavedRun saved = SavedRun.open(run, Runs::suite, Backend.best())) {
      List<Evaluation> expected = saved.evaluate(Acts.MIXTURE, 2, SEED);
      for (int i = 0; i < POINT.size(); i++) {
        MixturePolicy loaded = MixturePolicy.load(run, POINT.tasks().get(i).name());
        byte[] file = loaded.safetensors().toBytes();
        MixturePolicy read = MixturePolicy.read(new ByteArrayInputStream(file));
        assertArrayEquals(file, read.safetensors().toBytes());
        for (MixturePolicy policy : List.of(loaded, read)) {
          policy.restart(SEED);
          List<String> acting = new ArrayList<>();
          double[] returns = play(POINT.tasks().get(i), policy, 2, acting);
          assertArrayEquals(expected.get(i).returns(), returns, POINT.tasks().get(i).name());
          others |= acting.stream().anyMatch(name -> !name.equals(policy.info().task()));
        }
      }
    }
    assertEquals(!options.equals("switchWarmUp=10k"), others, "others act, but in no warm-up");
  }

  @Test
  void aMixtureFileHasAllPoliciesAndTheTasksCritics(@TempDir Path temp) throws IOException {
    Path run = run("separated+qmp", "hidden=4", temp.resolve("run"));
    Path file = temp.resolve("mixture.safetensors");
    MixturePolicy.load(run, LEFT).save(file);
    TreeSet<String> networks = new TreeSet<>();
    Safetensors content = Safetensors.read(file);
    content.tensors().keySet().forEach(n -> networks.add(n.substring(0, n.indexOf("/layer"))));
    TreeSet<String> expected = new TreeSet<>(List.of(LEFT + "/critic1", LEFT + "/critic2"));
    POINT.tasks().forEach(task -> expected.add(task.name() + "/actor"));
    assertEquals(expected, networks);
    MixturePolicy policy = MixturePolicy.load(file);
    assertEquals(MixturePolicy.load(run, LEFT).info(), policy.info());
    assertArrayEquals(Files.readAllBytes(file), policy.copy().safetensors().toBytes());
  }

  @Test
  void samplesDifferAndARestartRepeatsThem(@TempDir Path temp) throws IOException {
    MixturePolicy policy = MixturePolicy.load(run("separated+qmp", "", temp), LEFT);
    double[] seen = new double[POINT.observations().size()];
    double[] first = new double[POINT.actions().size()];
    double[] second = first.clone();
    policy.restart(2);
    policy.sampledAction(seen, first);
    policy.sampledAction(seen, second);
    assertTrue(first[0] != second[0]);
    policy.restart(2);
    policy.sampledAction(seen, second);
    assertArrayEquals(first, second);
  }

  /** A choice lasts for a hundred steps, so whoever acts is the first policy drawn. */
  @Test
  void aMixtureAndItsCopiesStartWithTheNoiseOfSeedOne(@TempDir Path temp) throws IOException {
    MixturePolicy policy =
        MixturePolicy.load(run("separated+uniform", "persistence=100", temp), LEFT);
    List<String> names = policy.content().policies();
    double[] seen = new double[POINT.observations().size()];
    policy.act(seen);
    assertEquals(firstDrawn(names, 1), policy.acting());
    for (int seed = 2; seed <= 5; seed++) {
      policy.restart(seed);
      policy.act(seen);
      assertEquals(firstDrawn(names, seed), policy.acting());
      MixturePolicy copy = policy.copy();
      for (int n = 0; n < 2; n++) {
        copy.act(seen);
        assertEquals(firstDrawn(names, 1), copy.acting());
        policy.act(seen);
        assertEquals(firstDrawn(names, seed), policy.acting());
      }
      copy.episodeBegan();
      copy.act(seen);
      Xoshiro256 rng = Xoshiro256.named(1, "evaluation/choice/" + LEFT);
      rng.nextDouble();
      assertEquals(names.get((int) (names.size() * rng.nextDouble())), copy.acting());
    }
  }

  /** The first policy drawn, when all are equally likely. */
  private static String firstDrawn(List<String> names, int seed) {
    double u = Xoshiro256.named(seed, "evaluation/choice/" + LEFT).nextDouble();
    return names.get((int) (names.size() * u));
  }

  @Test
  void networksOfTheWrongSizeAndMalformedBoundsAreNamed(@TempDir Path temp) throws IOException {
    Safetensors good =
        MixturePolicy.load(run("separated+qmp", "hidden=4", temp.resolve("run")), LEFT)
            .safetensors();
    int seen = POINT.observations().size();
    Map<String, String> metadata = new LinkedHashMap<>(good.metadata());
    // two more observations than the networks take
    metadata.put("observationLow", Collections.nCopies(seen + 2, -1).toString());
    metadata.put("observationHigh", Collections.nCopies(seen + 2, 1).toString());
    assertUnreadable(
        "policy " + LEFT + ": a network from 2 to 4 numbers, expected 4 to 4",
        new Safetensors(good.tensors(), metadata),
        temp);
    Map<String, Tensor> tensors = new LinkedHashMap<>(good.tensors());
    for (String part : List.of("layer0/weight", "layer0/bias", "layer1/weight", "layer1/bias")) {
      tensors.put(LEFT + "/critic2/" + part, tensor(good, "actor/" + part));
    }
    assertUnreadable(
        "policy " + LEFT + ": a network from 2 to 4 numbers, expected 4 to 1",
        new Safetensors(tensors, good.metadata()),
        temp);
    metadata.putAll(good.metadata());
    metadata.put("actionLow", "-1");
    assertUnreadable(
        "actionLow is '-1', expected [numbers]", new Safetensors(good.tensors(), metadata), temp);
  }

  private static Tensor tensor(Safetensors content, String name) {
    return Optional.ofNullable(content.tensors().get(LEFT + "/" + name)).orElseThrow();
  }

  private static void assertUnreadable(String why, Safetensors content, Path temp)
      throws IOException {
    Path file = temp.resolve("wrong.safetensors");
    SavedPolicyTest.assertUnreadable(why, content, file, () -> MixturePolicy.load(file));
  }

  /** The values of log α in the joint learner are 0, −1, −2 and −3. */
  @Test
  void aMixtureHasTheTemperatureOfItsTask() throws IOException {
    RunSpec spec =
        Runs.tiny("point", 7, 100, 1000)
            .with(c -> c.method = NamedMethod.of("params+qmp").method());
    double[] expected = {1, 0.36787944117144233, 0.1353352832366127, 0.049787068367863944};
    try (Agent agent = new Agent(spec, POINT, Backend.plain())) {
      var learned = agent.training.learners().states().get("learner/together/");
      learned.get("temperature/logAlpha").set(new double[] {0, -1, -2, -3});
      for (int i = 0; i < POINT.size(); i++) {
        MixturePolicy mixture = agent.mixture(POINT.tasks().get(i).name());
        byte[] file = mixture.safetensors().toBytes();
        assertEquals(expected[i], mixture.content().alpha(), 1e-15);
        MixturePolicy read = MixturePolicy.read(new ByteArrayInputStream(file));
        assertEquals(expected[i], read.content().alpha(), 1e-15);
      }
    }
  }

  /** Every policy draws from tanh N(½, 1), and the pendulum's bounds are ±2. */
  @Test
  void actionsAreStretchedToTheBoundsOfTheEnvironment() {
    Task swingUp = Pendulum.suite().tasks().get(0);
    TaskSuite twins =
        new TaskSuite(
            "twins", List.of(new Task("one", swingUp::create), new Task("two", swingUp::create)));
    Method method = Method.SEPARATED.with(new Behavior.Uniform(1));
    RunSpec spec = Runs.tiny("twins", 7, 100, 1000).with(c -> c.method = method);
    try (Agent agent = new Agent(spec, twins, Backend.plain())) {
      for (String task : agent.tasks()) {
        MethodRuns.pin(agent.training, task, 0.5);
        var learned = agent.training.learners().states().get("learner/" + task + "/");
        learned.get("actor/layer2/bias").set(0, 1, 0);
      }
      MixturePolicy mixture = agent.mixture("one");
      assertEquals(2 * StrictMath.tanh(0.5), mixture.act(new double[3])[0], 1e-6);
      mixture.restart(2);
      double[] sample = new double[1];
      mixture.sampledAction(new double[3], sample);
      Mat epsilon = Precision.FLOAT.zeros(1, 1);
      new Normal(Xoshiro256.named(2, "evaluation/action/one")).fill(epsilon);
      assertEquals(2 * StrictMath.tanh(0.5 + epsilon.scalar()), sample[0], 1e-6);
    }
  }

  @Test
  void invalidMixturesAndObservationsAreRefusedWithTheReason(@TempDir Path temp)
      throws IOException {
    Path own = run("separated", "", temp.resolve("own"));
    assertEquals(
        "the method has no mixture: every task acts by itself",
        assertThrows(MethodException.class, () -> MixturePolicy.load(own, LEFT)).getMessage());
    Path domain = run("separated+domain", "", temp.resolve("domain"));
    assertEquals(
        "suite point brings the shares of its mixtures, which are code and not numbers",
        assertThrows(MethodException.class, () -> MixturePolicy.load(domain, LEFT)).getMessage());
    Path file = temp.resolve("p.safetensors");
    Policy.load(own, LEFT).save(file);
    assertEquals(
        file + ": its format is 'qmp policy 1', not 'qmp mixture 1'",
        assertThrows(IOException.class, () -> MixturePolicy.load(file)).getMessage());
    MixturePolicy good = MixturePolicy.load(run("separated+qmp", "", temp.resolve("run")), LEFT);
    assertEquals(
        "policy " + LEFT + ": observation[0] is NaN, not a finite float",
        assertThrows(
                IllegalArgumentException.class,
                () -> {
                  double[] seen = new double[POINT.observations().size()];
                  seen[0] = Double.NaN;
                  good.act(seen);
                })
            .getMessage());
    Map<String, String> metadata = new LinkedHashMap<>(good.safetensors().metadata());
    metadata.put("tie", "both");
    new Safetensors(good.safetensors().tensors(), metadata).write(file);
    assertEquals(
        file + ": tie must be one of lowest-index, own; got 'both'",
        assertThrows(IOException.class, () -> MixturePolicy.load(file)).getMessage());
    metadata.put("tie", "own");
    metadata.put("task", "nobody");
    new Safetensors(good.safetensors().tensors(), metadata).write(file);
    String message = assertThrows(IOException.class, () -> MixturePolicy.load(file)).getMessage();
    assertTrue(message.startsWith(file + ": task nobody is none of its ["), message);
  }
}
