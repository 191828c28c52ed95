package org.qmp.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Metrics;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;

/** Fifty tasks on one page. */
final class RunPageOfManyTasksTest {
  private static final NamedSuite FIFTY = NamedSuite.named("--suite", "mt50");

  /** Three evaluations; at the end, task i of the suite succeeds in 2 i % and has the return −i. */
  private static Page page() {
    TaskSuite suite = FIFTY.suite();
    SortedMap<Long, SortedMap<String, Double>> byStep = new TreeMap<>();
    for (long step = 1; step <= 3; step++) {
      SortedMap<String, Double> moment = new TreeMap<>();
      for (int i = 0; i < suite.size(); i++) {
        String name = suite.tasks().get(i).name();
        moment.put("evaluation/" + name + "/success/ever", step * i / 150.0);
        moment.put("evaluation/" + name + "/return", (double) -i);
        moment.put("learner/" + name + "/alpha", 0.1);
      }
      byStep.put(step * 1000, moment);
    }
    RunSpec spec =
        FIFTY.defaults().with(c -> c.training = c.training.with(t -> t.evaluationEpisodes = 50));
    RunFiles run = new RunFiles(Path.of("fifty"), spec, suite, 3000, new Metrics(byStep), Map.of());
    return RunPage.of(run, RunPictures.NONE);
  }

  @Test
  void familiesAndExtremesComeFirst() {
    String html = page().html(false);
    PageTest.requireSound(html);
    assertTrue(html.contains("<th scope=\"row\">all tasks</th><td>49 ["), html);
    assertTrue(html.contains("<th scope=\"row\">plate, 4 tasks</th><td>73 ["), "tasks 35 to 38");
    assertTrue(html.contains("<th scope=\"row\">highest: window-close</th><td>98 ["));
    assertTrue(html.contains("<th scope=\"row\">lowest: assembly</th><td>0 ["));
    assertTrue(html.contains("<details><summary>Every task</summary>"));
    assertTrue(html.length() < 200_000, "length " + html.length());
  }

  @Test
  void noChartHasMoreLinesThanAReaderCanDistinguish() {
    String data = page().data(false);
    assertEquals(15, data.split("\"name\":\"success: ", -1).length - 1, "a view for each family");
    for (String view : data.split("\"lines\":", -1)) {
      assertTrue(view.split("\"runs\":", -1).length - 1 <= 11, view);
    }
    assertTrue(data.contains("\"name\":\"all tasks\",\"runs\":1"), data);
    assertTrue(data.contains("[3000,0.49,0.245,0.735]"), "mean and quartiles of 0, 0.02 … 0.98");
  }
}
