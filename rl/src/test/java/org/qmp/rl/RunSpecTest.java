package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.sac.SacConfig;

/** What a specification's text contains, and how errors in it are reported. */
final class RunSpecTest {

  @Property(tries = 1000)
  void everyNumberIsReadBackFromItsDigits(@ForAll double value) {
    assertEquals(value, Double.parseDouble(SpecValue.text(value)));
  }

  @Test
  void numbersHaveTheFewestDigitsOnEveryVirtualMachine() {
    assertEquals("2E-323", SpecValue.text(2e-323));
    assertEquals("0.0003", SpecValue.text(3e-4));
    assertEquals("1", SpecValue.text(1));
  }

  @Test
  void everyChoiceIsALine() {
    RunSpec spec =
        new RunSpec(
            "pendulum",
            Method.SEPARATED,
            1,
            Precision.FLOAT,
            TrainingConfig.of(10),
            SacConfig.defaults());
    assertEquals(
        """
        qmp run specification 1
        suite = pendulum
        seed = 1
        precision = float
        networks = separate
        data = none
        regularizer = none
        surgery = none
        critics = own
        behavior = own
        steps = 10
        warmUp = 1000
        start = uniform
        turns = steps
        updatesPerStep = 1
        replayCapacity = 1000000
        evaluateEvery = 1000
        evaluationEpisodes = 10
        hidden = 256,256
        batch = 256
        learningRate = 0.0003
        gamma = 0.99
        tau = 0.005
        targetUpdateInterval = 1
        rewardScale = 1
        temperature = learned
        alpha = 1
        temperatureLoss = log-alpha
        targetEntropy = auto
        logStd = clamped:-20:2
        criticNorm = none
        gradientClip = none
        """,
        spec.canonical());
  }

  @Test
  void parametersOfTheMethodAreLinesOnlyWhereTheyExist() {
    Method method =
        Method.of(Networks.SEPARATE)
            .with(QSwitch.defaults())
            .with(new DataSharing.Cds(0.9))
            .with(new Regularizer.Dnc(new Beta.Uniform(0.05), 0, 100));
    RunSpec spec = named("pendulum").with(c -> c.method = method);
    assertTrue(
        spec.canonical()
            .contains(
                """
                data = cds
                dataQuantile = 0.9
                regularizer = dnc
                dncBeta = 0.05
                dncPeriod = 0
                dncSteps = 100
                surgery = none
                critics = own
                behavior = qswitch
                persistence = 1
                score = mean
                criticChoice = first
                entropy = none
                ownFloor = 0
                switchWarmUp = 0
                candidates = all
                tie = lowest-index
                steps = 10
                """),
        spec.canonical());
  }

  @Test
  void parametersStartAtTheirDefaults() {
    RunSpec spec = named("pendulum").set("data", "cds").set("regularizer", "dnc");
    assertEquals(NamedMethod.of("dnc").method().regularizer(), spec.method().regularizer());
    assertTrue(
        spec.canonical()
            .contains(
                """
                dataQuantile = 0.9
                regularizer = dnc
                dncBeta = 0.05
                dncPeriod = 50000
                dncSteps = 100
                """),
        spec.canonical());
  }

  private static void isRefused(String from, String to, String message) {
    String text = named("pendulum").canonical().replace(from, to);
    var error = assertThrows(IllegalArgumentException.class, () -> RunSpec.parse(text));
    assertEquals(message, error.getMessage());
  }

  @Test
  void wrongTextIsRefusedNamingItsLineOrKey() {
    isRefused("seed = 1\n", "", "key 'seed' is missing");
    isRefused("seed = 1\n", "seed\n", "line 3: \"seed\" where \"key = value\" is expected");
    isRefused("seed = 1\n", "seed = 1\nseed = 1\n", "line 4: key 'seed' stands there twice");
    isRefused(
        "batch = 256",
        "batch = zero",
        "line 20: batch must be a whole number from 1 to 100k; got 'zero'");
    isRefused(
        "tau = 0.005",
        "tau = 7",
        "line 23: tau must be a number > 0 and ≤ 1, such as 0.005; got '7'");
    isRefused(
        "surgery = none",
        "surgery = pcgrad",
        "line 8: surgery cannot be pcgrad: PCGrad with separate networks: no parameter has"
            + " gradients of two tasks");
    isRefused(
        "gradientClip = none\n",
        "gradientClip = none\nmore = 1\n",
        "line 33: unknown key 'more'; written by a newer version?");
    isRefused(
        "gradientClip = none\n",
        "gradientClip = none\ntie = own\n",
        "line 33: tie needs behavior = qswitch");
    isRefused(
        "clamped",
        "sharp",
        "line 30: logStd must be clamped:-20:2 or smooth:-5:2, or the like; got 'sharp:-20:2'");
    isRefused(
        "specification 1",
        "specification 2",
        "line 1: \"qmp run specification 2\" where \"qmp run specification 1\" is expected");
  }

  @Test
  void linesMayBeInAnyOrderWithCommentsAndOtherNotations() {
    List<String> lines = new ArrayList<>(named("pendulum").canonical().lines().toList());
    Collections.reverse(lines.subList(1, lines.size()));
    lines.add(3, "  # more than this would not fit");
    lines.add(5, "");
    String text =
        String.join("\n", lines)
            .replace("replayCapacity = 1000000", "replayCapacity=1M")
            .replace("learningRate = 0.0003", "learningRate = 3e-4")
            .replace("networks = separate", "networks = SEPARATE");
    assertEquals(named("pendulum"), RunSpec.parse(text));
  }

  @Test
  void saveEveryIsReadButIsNotInTheCanonicalText() {
    RunSpec spec = RunSpec.parse(named("pendulum").canonical() + "saveEvery = 7\n");
    assertEquals(7, spec.training().saveEvery());
    assertEquals(named("pendulum").canonical(), spec.canonical());
    assertEquals(5000, RunSpec.parse(spec.canonical()).training().saveEvery());
  }

  /** Pretends that earlier versions did not have {@code gradientClip}. */
  @Test
  void aNewKeyDoesNotChangeOldSpecifications() {
    List<SpecKey> later =
        SpecKeys.ALL.stream()
            .map(
                key ->
                    key.name().equals("gradientClip")
                        ? new SpecKey(
                            key.name(),
                            key.group(),
                            key.path(),
                            key.value(),
                            new SpecKey.Saved.Unless("none"))
                        : key)
            .toList();
    String old = named("pendulum").canonical().replace("gradientClip = none\n", "");
    RunSpec spec = RunSpec.parse(old, later);
    assertEquals(named("pendulum"), spec);
    assertEquals(old, spec.canonical(later));
    RunSpec clipped = spec.set("gradientClip", "3");
    assertEquals(old + "gradientClip = 3\n", clipped.canonical(later));
    assertEquals(clipped, RunSpec.parse(clipped.canonical(later), later));
  }

  @Test
  void everyKeyHasHelp() {
    for (SpecKey key : SpecKeys.ALL) {
      assertTrue(key.label().matches("<[a-z]+>"), key.name());
      assertTrue(key.help().matches("[A-Z].*\\."), key.name());
    }
  }

  @Test
  void keysAreOptionsToo() {
    assertEquals("--learning-rate", SpecKeys.of("learningRate").option());
    assertEquals(1_200_000, named("pendulum").set("steps", "1.2M").training().steps());
    RunSpec spec = named("pendulum").set("behavior", "qswitch").set("candidates", "2");
    assertEquals(spec, spec.set("behavior", "qswitch"));
    assertEquals(named("pendulum"), spec.set("behavior", "own"));
    var error =
        assertThrows(SpecKey.InvalidException.class, () -> named("pendulum").set("steps", "0"));
    assertEquals("steps", error.key());
    assertEquals("must be a whole number ≥ 1 (10k, 1.2M); got '0'", error.problem());
    assertThrows(IllegalArgumentException.class, () -> named("pendulum").set("stepz", "1"));
    error = assertThrows(SpecKey.InvalidException.class, () -> named("p").set("dataQuantile", "1"));
    assertEquals("dataQuantile needs data = uds or cds", error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"10k, 10000", "1.2M, 1200000", "7, 7", "5e3, 5000", "2K, 2000"})
  void countsAreReadAsPeopleWriteThem(String text, long value) {
    assertEquals(value, named("point").set("steps", text).training().steps());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "1.5", "10kk", "-1", "0", "1e-3", "NaN", "1.0001k", "9e18M"})
  void invalidCountsAreRefused(String text) {
    assertThrows(SpecKey.InvalidException.class, () -> named("point").set("steps", text));
  }

  private static RunSpec named(String suite) {
    return new RunSpec(
        suite, Method.SEPARATED, 1, Precision.FLOAT, TrainingConfig.of(10), SacConfig.defaults());
  }

  @Test
  void invalidSuiteNamesAreRefused() {
    for (String name : List.of("", "a\nseed = 2", "a\r", "a\rb", " a")) {
      assertThrows(IllegalArgumentException.class, () -> named(name));
    }
  }

  @Test
  void linesMayEndAsOnWindows() {
    RunSpec spec = named("pendulum");
    assertEquals(spec, RunSpec.parse(spec.canonical().replace("\n", "\r\n")));
  }

  /** Turns, steps, warm-up steps, updates per step of a task, tasks, learners, expected warning. */
  @ParameterizedTest
  @CsvSource({
    "STEPS, 300, 10000, 1, 1, 1, true",
    "STEPS, 300, 300, 1, 1, 1, true",
    "STEPS, 300, 299, 1, 1, 1, false",
    "STEPS, 300, 296, 0.25, 1, 1, false",
    "STEPS, 300, 297, 0.25, 1, 1, true",
    "STEPS, 300, 0, 0.001, 1, 1, true",
    "STEPS, 300, 10000, 0, 1, 1, false",
    "STEPS, 30400, 30000, 0.1, 50, 50, true", // 8 steps of each task
    "STEPS, 30500, 30000, 0.1, 50, 50, false",
    "STEPS, 30500, 30000, 0.1, 50, 1, false",
    "STEPS, 12, 9, 1, 5, 5, false", // of three rounds, the first two begin in the warm-up
    "STEPS, 10, 6, 1, 5, 5, true",
    "EPISODES, 30400, 30000, 0.1, 50, 50, false", // all 400 may be those of one task
    "EPISODES, 30400, 30000, 0.1, 50, 1, true", // a mean of 8
    "EPISODES, 30450, 30000, 0.1, 50, 1, true", // a mean of 9
    "EPISODES, 30451, 30000, 0.1, 50, 1, false", // all tasks may act in the last round
    "EPISODES, 100, 99, 1, 2, 1, false",
    "EPISODES, 99, 99, 1, 2, 1, true"
  })
  void aRunWhoseWarmUpLeavesNoUpdateIsDetected(
      Turns turns,
      long steps,
      long warmUp,
      double updatesPerStep,
      int tasks,
      int learners,
      boolean told) {
    TrainingConfig config =
        new TrainingConfig(steps, warmUp, Start.UNIFORM, turns, updatesPerStep, 9, 9, 9, 9);
    assertEquals(told, config.warmUpLeavesNoUpdate(tasks, learners));
  }
}
