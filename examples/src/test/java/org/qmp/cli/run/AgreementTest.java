package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Precision;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.UsageException;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;

/** The message names the option that differs, with the requested and the existing value. */
final class AgreementTest {
  private static final QSwitch RULE = QSwitch.defaults();
  private static final RunSpec BASE =
      new RunSpec(
          "point",
          Method.SEPARATED.with(RULE),
          1,
          Precision.FLOAT,
          new TrainingConfig(1000, 100, Start.UNIFORM, Turns.STEPS, 0.5, 500, 250, 10, 300),
          SacConfig.defaults());

  private static RunSpec spec(String suite, Method method, long seed, Precision precision) {
    return new RunSpec(suite, method, seed, precision, BASE.training(), BASE.sac());
  }

  private static RunSpec switched(QSwitch rule) {
    return spec("point", Method.SEPARATED.with(rule), 1, Precision.FLOAT);
  }

  private static RunSpec training(UnaryOperator<TrainingConfig> change) {
    return new RunSpec(
        "point", BASE.method(), 1, Precision.FLOAT, change.apply(BASE.training()), BASE.sac());
  }

  private static RunSpec learner(Consumer<SacConfig.Choices> change) {
    return new RunSpec(
        "point", BASE.method(), 1, Precision.FLOAT, BASE.training(), BASE.sac().with(change));
  }

  private static void assertNamed(String asked, String has, RunSpec other) {
    assertEquals(
        asked + " does not agree with the run in runs/x, which has " + has,
        assertThrows(UsageException.class, () -> Agreement.require(BASE, other, Path.of("runs/x")))
            .getMessage());
  }

  @Test
  void theSameRunAgreesHoweverOftenItIsSaved() {
    assertDoesNotThrow(() -> Agreement.require(BASE, BASE, Path.of("x")));
    RunSpec saved =
        training(
            t -> new TrainingConfig(1000, 100, Start.UNIFORM, Turns.STEPS, 0.5, 500, 250, 10, 7));
    assertDoesNotThrow(() -> Agreement.require(BASE, saved, Path.of("x")));
  }

  @Test
  void suiteSeedPrecisionAndMethodAreCompared() {
    assertNamed("--suite maze", "--suite point", spec("maze", BASE.method(), 1, Precision.FLOAT));
    assertNamed("--seed 2", "--seed 1", spec("point", BASE.method(), 2, Precision.FLOAT));
    assertNamed(
        "--precision double",
        "--precision float",
        spec("point", BASE.method(), 1, Precision.DOUBLE));
    for (String name : List.of("separated", "params+qmp", "dnc", "data+qmp", "pcgrad", "mcal")) {
      Method method = Methods.named(name).method();
      assertNamed(
          "--method " + name, "--method separated+qmp", spec("point", method, 1, Precision.FLOAT));
    }
  }

  @Test
  void trainingOptionsAreCompared() {
    assertNamed(
        "--steps 1001",
        "--steps 1000",
        training(t -> new TrainingConfig(1001, 100, t.start(), t.turns(), 0.5, 500, 250, 10, 300)));
    assertNamed(
        "--warm-up 101",
        "--warm-up 100",
        training(t -> new TrainingConfig(1000, 101, t.start(), t.turns(), 0.5, 500, 250, 10, 300)));
    assertNamed(
        "--start behavior",
        "--start uniform",
        training(
            t -> new TrainingConfig(1000, 100, Start.BEHAVIOR, t.turns(), 0.5, 500, 250, 10, 300)));
    assertNamed(
        "--turns episodes",
        "--turns steps",
        training(
            t -> new TrainingConfig(1000, 100, t.start(), Turns.EPISODES, 0.5, 500, 250, 10, 300)));
    assertNamed(
        "--updates-per-step 0.25",
        "--updates-per-step 0.5",
        training(
            t -> new TrainingConfig(1000, 100, t.start(), t.turns(), 0.25, 500, 250, 10, 300)));
    assertNamed(
        "--replay-capacity 501",
        "--replay-capacity 500",
        training(t -> new TrainingConfig(1000, 100, t.start(), t.turns(), 0.5, 501, 250, 10, 300)));
    assertNamed(
        "--evaluate-every 251",
        "--evaluate-every 250",
        training(t -> new TrainingConfig(1000, 100, t.start(), t.turns(), 0.5, 500, 251, 10, 300)));
    assertNamed(
        "--evaluation-episodes 11",
        "--evaluation-episodes 10",
        training(t -> new TrainingConfig(1000, 100, t.start(), t.turns(), 0.5, 500, 250, 11, 300)));
  }

  @Test
  void learnerOptionsAreCompared() {
    int batch = BASE.sac().batch();
    assertNamed("--batch 9", "--batch " + batch, learner(c -> c.batch = 9));
    assertNamed("--hidden 8", "--hidden 256,256", learner(c -> c.hidden = List.of(8)));
    assertNamed("--gamma 0.5", "--gamma 0.99", learner(c -> c.gamma = 0.5));
    assertNamed(
        "--learning-rate 0.5", "--learning-rate 0.0003", learner(c -> c.learningRate = 0.5));
  }

  @Test
  void switchOptionsAreCompared() {
    assertNamed("--score sample", "--score mean", switched(with(new QSwitch.AtSample())));
    assertNamed("--score 4", "--score mean", switched(with(new QSwitch.Expectation(4))));
    assertNamed(
        "--critic-choice min",
        "--critic-choice first",
        switched(
            new QSwitch(
                RULE.score(), QSwitch.CriticChoice.MIN, RULE.entropy(), 1, 0, 0, 0, RULE.tie())));
    assertNamed(
        "--entropy gaussian",
        "--entropy none",
        switched(
            new QSwitch(
                RULE.score(),
                RULE.criticChoice(),
                QSwitch.Entropy.GAUSSIAN,
                1,
                0,
                0,
                0,
                RULE.tie())));
    assertNamed("--persistence 2", "--persistence 1", switched(with(2, 0, 0, 0)));
    assertNamed("--own-floor 0.5", "--own-floor 0", switched(with(1, 0.5, 0, 0)));
    assertNamed("--switch-warm-up 3", "--switch-warm-up 0", switched(with(1, 0, 3, 0)));
    assertNamed("--candidates 2", "--candidates all", switched(with(1, 0, 0, 2)));
    assertNamed(
        "--tie own",
        "--tie lowest-index",
        switched(
            new QSwitch(
                RULE.score(), RULE.criticChoice(), RULE.entropy(), 1, 0, 0, 0, QSwitch.Tie.OWN)));
  }

  private static QSwitch with(QSwitch.Score score) {
    return new QSwitch(score, RULE.criticChoice(), RULE.entropy(), 1, 0, 0, 0, RULE.tie());
  }

  private static QSwitch with(int persistence, double floor, long warmUp, int candidates) {
    return new QSwitch(
        RULE.score(),
        RULE.criticChoice(),
        RULE.entropy(),
        persistence,
        floor,
        warmUp,
        candidates,
        RULE.tie());
  }
}
