package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.cli.run.TextWrap;
import org.qmp.rl.Evaluation;

final class EvalTest {

  /** Only one of the tasks has the second metric. */
  @Test
  void theLineOfSeveralTasksPoolsAllTheirEpisodes() {
    Evaluation one =
        new Evaluation(
            new double[] {5, 7},
            new long[] {10, 20},
            List.of("success/ever", "distance/last"),
            new double[][] {{1, 0.2}, {1, 0.4}});
    Evaluation other =
        new Evaluation(
            new double[] {1, 3},
            new long[] {10, 20},
            List.of("success/ever"),
            new double[][] {{1}, {0}});
    String line = Eval.line(List.of(one, other)).replace(TextWrap.NO_BREAK, ' ');
    assertEquals(
        "return 4.000 ± 2.582   length 15.0 ± 5.774   success/ever 0.750   distance/last 0.300",
        line);
  }

  /** The standard deviation of one number is unknown, not 0. */
  @Test
  void oneEpisodeHasNoDeviation() {
    Evaluation one =
        new Evaluation(new double[] {4}, new long[] {10}, List.of(), new double[][] {{}});
    String line = Eval.line(List.of(one)).replace(TextWrap.NO_BREAK, ' ');
    assertEquals("return 4.000   length 10.0", line);
  }
}
