package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.NamedMethod;

/** An agent trains in memory, with the same results as a run in a directory. */
final class AgentTest {
  private static final TaskSuite POINT = PointReach.suite();
  private static final String TASK = POINT.tasks().get(0).name();

  private static RunSpec spec(String method) {
    return Runs.tiny("point", 3, 120, 1000).with(c -> c.method = NamedMethod.of(method).method());
  }

  private static Agent agent(String method) {
    return new Agent(spec(method), POINT, Backend.best());
  }

  @Test
  void aFinishedRunRefusesAnotherRound() {
    try (Agent agent = agent("separated")) {
      agent.run(Agent.Listener.NONE);
      String end = agent.fingerprint();
      assertEquals(
          "the run is over, at step 120",
          assertThrows(IllegalStateException.class, () -> agent.round(Agent.Listener.NONE))
              .getMessage());
      assertEquals(end, agent.fingerprint());
      assertTrue(agent.run(Agent.Listener.NONE), "nothing to do is no error");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"separated+qmp", "params", "dnc+uniform"})
  void hasTheSameBitsMetricsAndPoliciesAsARunInADirectory(String method, @TempDir Path temp)
      throws IOException {
    Path run = temp.resolve("run");
    String expected = Runs.run(spec(method), POINT, run, Runs.SILENT);
    Path csv = temp.resolve("metrics.csv");
    double[] seen = new double[POINT.observations().size()];
    try (Agent agent = agent(method)) {
      agent.add(MetricsSink.csv(csv));
      assertTrue(agent.run(Agent.Listener.NONE));
      assertEquals(expected, agent.fingerprint());
      assertArrayEquals(Policy.load(run, TASK).act(seen), agent.policy(TASK).act(seen));
      assertArrayEquals(
          Policy.load(run, TASK).safetensors().toBytes(),
          agent.policy(TASK).safetensors().toBytes());
      if (method.contains("+")) {
        assertArrayEquals(
            MixturePolicy.load(run, TASK).safetensors().toBytes(),
            agent.mixture(TASK).safetensors().toBytes());
      }
      try (SavedRun saved = SavedRun.open(run, Runs::suite, Backend.best())) {
        assertArrayEquals(
            saved.evaluate(Acts.OWN, 2, 1).get(0).returns(),
            agent.evaluate(Acts.OWN, 2, 1).get(0).returns());
      }
    }
    assertEquals(-1, Files.mismatch(run.resolve("metrics/metrics.csv"), csv));
  }

  @Test
  void oneCallTrainsWithTheDefaults() {
    try (Agent agent = Agent.train(Pendulum.suite(), Method.SEPARATED, 3)) {
      assertEquals(3, agent.step());
      assertEquals(RunSpec.of("pendulum", Method.SEPARATED, 3), agent.spec());
      assertTrue(agent.run(Agent.Listener.NONE));
      assertEquals(3, agent.step());
    }
  }

  /** Records every notification. */
  private static final class Diary implements Agent.Listener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void onEpisode(Agent agent, String task, double sum, long length) {
      lines.add(String.format(Locale.ROOT, "%d episode %s %d", agent.step(), task, length));
      assertTrue(Double.isFinite(sum));
    }

    @Override
    public void onRound(Agent agent) {
      lines.add(agent.step() + " round");
    }

    @Override
    public void onEvaluation(Agent agent, Acts who, String task, Evaluation evaluation) {
      lines.add(agent.step() + " " + who + " " + task);
      assertEquals(1, evaluation.returns().length);
    }
  }

  @Test
  void listenersReceiveEpisodesThenTheRoundThenEvaluations() {
    Diary diary = new Diary();
    RunSpec spec =
        spec("separated+qmp").with(c -> c.training = c.training.with(t -> t.steps = 400));
    Agent.train(POINT, spec, diary).close();
    List<String> tasks = POINT.taskNames();
    List<String> expected = new ArrayList<>();
    long length = episodeLength(diary);
    for (long step = 4; step <= 400; step += 4) {
      for (String task : tasks) {
        if (step / 4 % length == 0) {
          expected.add(step + " episode " + task + " " + length);
        }
      }
      expected.add(step + " round");
      long every = spec.training().evaluateEvery();
      if (step == 400 || step / every != (step - 4) / every) {
        for (Acts who : Acts.values()) {
          for (String task : tasks) {
            expected.add(step + " " + who + " " + task);
          }
        }
      }
    }
    assertEquals(expected, diary.lines);
  }

  /** The length of every episode: no goal is reached in this run, so all end at the time limit. */
  private static long episodeLength(Diary diary) {
    String first =
        diary.lines.stream().filter(l -> l.contains("episode")).findFirst().orElseThrow();
    return Long.parseLong(first.substring(first.lastIndexOf(' ') + 1));
  }

  @Test
  void aListenerCanStopTrainingAndItContinuesFromThere() {
    String whole;
    try (Agent agent = Agent.train(POINT, spec("separated"), Agent.Listener.NONE)) {
      whole = agent.fingerprint();
    }
    try (Agent agent = Agent.train(POINT, spec("separated"), stopAt(60))) {
      assertEquals(60, agent.step());
      assertNotEquals(whole, agent.fingerprint());
      assertFalse(agent.run(stopAt(80)));
      agent.requestStop();
      assertFalse(agent.run(Agent.Listener.NONE));
      assertEquals(80, agent.step());
      agent.round(Agent.Listener.NONE);
      assertEquals(84, agent.step());
      assertTrue(agent.run(Agent.Listener.NONE));
      assertEquals(whole, agent.fingerprint());
    }
  }

  private static Agent.Listener stopAt(long step) {
    return Runs.stopAt(step);
  }

  @Test
  void aPolicyDoesNotChangeWhileTrainingContinues() {
    double[] seen = new double[POINT.observations().size()];
    try (Agent agent = Agent.train(POINT, spec("separated"), stopAt(60))) {
      Policy before = agent.policy(TASK);
      double[] action = before.act(seen);
      agent.run(Agent.Listener.NONE);
      assertArrayEquals(action, before.act(seen));
      assertNotEquals(action[0], agent.policy(TASK).act(seen)[0]);
    }
  }

  @Test
  void afterAFailureAnAgentDoesNotContinue() {
    try (Agent agent = agent("separated")) {
      assertThrows(Runs.Death.class, () -> agent.run(Runs.dieAt(20)));
      assertEquals(
          "this agent is training, has failed or is closed",
          assertThrows(IllegalStateException.class, () -> agent.run(Agent.Listener.NONE))
              .getMessage());
    }
  }

  /** The evaluation at step 44 fails; continuing would report its results again. */
  @Test
  void afterAFailureInAnEvaluationAnAgentDoesNotContinue() {
    Agent.Listener bad =
        new Agent.Listener() {
          @Override
          public void onEvaluation(Agent running, Acts who, String task, Evaluation evaluation) {
            throw new Runs.Death();
          }
        };
    try (Agent agent = agent("separated")) {
      assertThrows(Runs.Death.class, () -> agent.run(bad));
      assertEquals(44, agent.step());
      assertThrows(IllegalStateException.class, () -> agent.run(Agent.Listener.NONE));
      assertThrows(IllegalStateException.class, () -> agent.round(Agent.Listener.NONE));
    }
  }

  /** The warm-up ends at step 52; then every two steps of each task bring one update. */
  @ParameterizedTest
  @CsvSource({"separated, 4", "params, 1"})
  void anAgentReportsItsStepsUpdatesAndLearners(String method, int learners) {
    try (Agent agent = Agent.train(POINT, spec(method), stopAt(80))) {
      assertEquals(learners, agent.learners());
      assertEquals(80, agent.step());
      assertEquals(3, agent.updates());
      agent
          .training
          .learners()
          .states()
          .values()
          .forEach(state -> state.get("target1/layer2/bias").fill(Double.NaN));
      assertThrows(NonFiniteException.class, () -> agent.round(Agent.Listener.NONE));
      assertEquals(84, agent.step(), "where it failed");
    }
  }

  @Test
  void aSinkThatFailsEndsTheTrainingAndAllSinksAreClosed() {
    List<String> closed = new ArrayList<>();
    Agent agent = agent("separated");
    agent.add(
        new MetricsSink() {
          @Override
          public void write(long step, String name, double value) throws IOException {
            throw new IOException("full");
          }

          @Override
          public void close() throws IOException {
            closed.add("first");
            throw new IOException("cannot be closed");
          }
        });
    agent.add(
        new MetricsSink() {
          @Override
          public void write(long step, String name, double value) {
            assertTrue(closed.isEmpty());
          }

          @Override
          public void close() {
            closed.add("second");
          }
        });
    assertThrows(UncheckedIOException.class, () -> agent.run(Agent.Listener.NONE));
    assertThrows(UncheckedIOException.class, agent::close);
    assertEquals(List.of("second", "first"), closed);
    agent.close();
  }

  /** Every call returns a separate policy, which no other policy and no evaluation restarts. */
  @Test
  void behaviorPoliciesDoNotDisturbEachOther() {
    try (Agent agent = Agent.train(POINT, spec("separated+uniform"), Agent.Listener.NONE)) {
      List<Integer> alone = actors(agent.policy(Acts.MIXTURE, 1), 20);
      BehaviorPolicy one = agent.policy(Acts.MIXTURE, 1);
      List<Integer> found = new ArrayList<>(actors(one, 10));
      actors(agent.policy(Acts.MIXTURE, 2), 3);
      agent.evaluate(Acts.MIXTURE, 1, 1);
      found.addAll(actors(one, 10));
      assertEquals(alone, found);
    }
  }

  @Test
  void policiesDrawTheirChoicesFromTheStreamsOfTheirSeed(@TempDir Path temp) throws IOException {
    Runs.run(spec("separated+uniform"), POINT, temp, Runs.SILENT);
    try (Agent agent = agent("separated+uniform");
        SavedRun saved = SavedRun.open(temp, Runs::suite, Backend.best())) {
      for (int seed = 1; seed <= 2; seed++) {
        assertEquals(drawn(seed, "evaluation/"), actors(agent.policy(Acts.MIXTURE, seed), 20));
        assertEquals(drawn(seed, "saved/"), actors(saved.policy(Acts.MIXTURE, seed), 20));
      }
    }
  }

  /** Of four equally likely policies, u in [0, 1) chooses number ⌊4 u⌋. */
  private static List<Integer> drawn(int seed, String prefix) {
    Xoshiro256 choice = Xoshiro256.named(seed, prefix + "choice/" + TASK);
    return IntStream.range(0, 20).mapToObj(n -> (int) (4 * choice.nextDouble())).toList();
  }

  private static List<Integer> actors(BehaviorPolicy policy, int steps) {
    List<Integer> actors = new ArrayList<>();
    for (int n = 0; n < steps; n++) {
      policy.observe(0, new double[POINT.observations().size()]);
      policy.decide(n);
      actors.add(policy.acting(0));
    }
    return actors;
  }

  @Test
  void invalidRequestsAreRefusedWithTheReason() {
    try (Agent agent = agent("separated")) {
      assertEquals(
          "episodes = 0, expected 1 to 100000",
          assertThrows(IllegalArgumentException.class, () -> agent.evaluate(Acts.OWN, 0, 1))
              .getMessage());
      String tasks = String.join(", ", agent.tasks());
      assertEquals(
          "this run has no task 'moon'; its tasks: " + tasks,
          assertThrows(IllegalArgumentException.class, () -> agent.policy("moon")).getMessage());
      assertEquals(
          "the method has no mixture: every task acts by itself",
          assertThrows(IllegalArgumentException.class, () -> agent.mixture(TASK)).getMessage());
    }
  }
}
