package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.NamedSuite;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;

/** The measures by which methods are compared. */
final class MeasureTest {
  @Test
  void anotherMeasureThanTheDefaultCanBeChosen() {
    TaskSuite reacher = NamedSuite.suite("reacher");
    assertEquals(Measure.SUCCESS, Measure.of(reacher, "--measure", Optional.empty()));
    assertSame(Measure.RETURN, Measure.of(reacher, "--measure", Optional.of("return")));
    Measure goal = Measure.of(reacher, "--measure", Optional.of("subgoal"));
    assertEquals(new Measure("subgoal", true, 0.9), goal);
    assertEquals(new Measure("subgoal", true, 0.5), goal.withThreshold(0.5));
    assertEquals("evaluation-mixture/a/subgoal/ever", goal.name(Acts.MIXTURE, "a"));
    assertEquals("evaluation/a/return", Measure.RETURN.name(Acts.OWN, "a"));
    assertEquals(List.of("have subgoal", "succeed"), List.of(goal.verb(), Measure.SUCCESS.verb()));
  }

  /** These are all rates, by which runs can be compared later, and the measure itself. */
  @Test
  void evaluationsByWhichRunsCanBeComparedAreKept() {
    List<String> rates = List.of("evaluation/a/success/ever", "evaluation-mixture/a/subgoal/ever");
    List<String> all =
        Stream.concat(
                rates.stream(),
                Stream.of("evaluation/a/return", "evaluation/a/length", "learner/return"))
            .toList();
    assertEquals(rates, all.stream().filter(Measure.SUCCESS::isKept).toList());
    assertEquals(all.subList(0, 3), all.stream().filter(Measure.RETURN::isKept).toList());
  }
}
