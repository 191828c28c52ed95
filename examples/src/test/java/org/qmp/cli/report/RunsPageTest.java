package org.qmp.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Metrics;
import org.qmp.rl.RunSpec;

/** The page of several runs, and the page of one run. */
final class RunsPageTest {
  private static final NamedSuite POINT = NamedSuite.POINT;
  private static final List<String> TASKS = POINT.suite().taskNames();

  private static RunFiles run(
      String name,
      String method,
      int seed,
      long step,
      SortedMap<Long, SortedMap<String, Double>> all) {
    RunSpec spec =
        POINT
            .defaults()
            .with(
                c -> {
                  c.method = Methods.named(method).method();
                  c.seed = seed;
                  c.training =
                      c.training.with(
                          t -> {
                            t.steps = 400;
                            t.warmUp = 0;
                            t.evaluationEpisodes = 10;
                          });
                });
    return new RunFiles(Path.of(name), spec, POINT.suite(), step, new Metrics(all), Map.of());
  }

  /**
   * At steps 100, 200, … task i has the given return minus i, and succeeds in half the episodes.
   */
  private static SortedMap<Long, SortedMap<String, Double>> returns(double... first) {
    SortedMap<Long, SortedMap<String, Double>> all = new TreeMap<>();
    for (int at = 0; at < first.length; at++) {
      SortedMap<String, Double> moment = new TreeMap<>();
      for (int i = 0; i < TASKS.size(); i++) {
        moment.put("evaluation/" + TASKS.get(i) + "/return", first[at] - i);
        moment.put("evaluation/" + TASKS.get(i) + "/success/ever", 0.5);
      }
      all.put(100L * (at + 1), moment);
    }
    return all;
  }

  /** The texts of a page, with bars in place of tags. */
  private static String text(Page page) {
    String html = page.html(false);
    PageTest.requireSound(html);
    return html.substring(html.indexOf("</style>"))
        .replace("\n", "")
        .replaceAll("<[^>]*>", "|")
        .replaceAll("\\|+", "|");
  }

  /** The tasks' returns are lower by 0, 1, 2 and 3 than the first task's, so the mean by 1.5. */
  @Test
  void everyRunHasARowAndSeedsShareALine() {
    List<RunFiles> runs =
        List.of(
            run("a", "separated", 1, 400, returns(-10, -8, -6, -4)),
            run("b", "separated", 2, 200, returns(-12, -2)),
            run("c", "qmp", 1, 0, new TreeMap<>()));
    Page page = RunsPage.of(Path.of("some", "where"), runs);
    String text = text(page);
    assertTrue(text.contains("|where|"), text);
    assertTrue(text.contains("|1 of 3 runs finished, 50 % of all steps|"), text);
    assertTrue(text.contains("|a|point, separated|1|400|400|−5.500|50|"), text);
    assertTrue(text.contains("|b|point, separated|2|200|400|−3.500|50|"), text);
    assertTrue(text.contains("|c|point, separated+qmp|1|0|400|"), text);
    String data = page.data(false);
    String views = data.substring(data.indexOf("\"name\":\"success\""));
    assertTrue(views.indexOf("\"name\":\"return\"") > 0, "success comes first");
    assertEquals(2, views.split("\"name\":\"point\",\"runs\":2", -1).length - 1, views);
    assertTrue(views.contains("[[100,-12.5,-13.5,-11.5],[200,-6.5,-9.5,-3.5]]"), views);
  }

  /** In half of the steps of the second task, another policy acted. */
  @Test
  void theRunOfAMixtureShowsBothWaysOfActing() {
    SortedMap<Long, SortedMap<String, Double>> all = returns(-10, -8);
    for (SortedMap<String, Double> moment : all.values()) {
      for (int i = 0; i < TASKS.size(); i++) {
        String task = TASKS.get(i);
        moment.put("evaluation-mixture/" + task + "/return", -1.0 - i);
        moment.put("evaluation-mixture/" + task + "/success/ever", 1.0);
        moment.put("mixture/" + task + "/" + task, i == 1 ? 0.5 : 1);
        moment.put("learner/" + task + "/alpha", 0.25 + i);
      }
      moment.put("mixture/" + TASKS.get(1) + "/" + TASKS.get(0), 0.5);
    }
    Page page = RunPage.of(run("run", "qmp", 1, 200, all), RunPictures.NONE);
    String text = text(page);
    assertTrue(text.contains("|point, separated+qmp, seed 1|"), text);
    assertTrue(text.contains("|at step 200 of 400 steps, 4 tasks|"), text);
    assertTrue(
        text.contains(
            "|After 200 steps, the evaluation return is −9.500 (first −11.5), the mean over 4 tasks"
                + " and 10 episodes of each.|"),
        text);
    assertTrue(text.contains("|50 [35, 65] % of these episodes succeed.|"), text);
    assertTrue(
        text.contains(
            "|Policies other than the task's own acted in 13 % of the steps that policies made.|"),
        text);
    assertTrue(
        text.contains(
            "|Evaluation at step 200: mean of 10 episodes of each task; brackets hold 95 % Wilson"
                + " intervals|task|success, in %|success, in %, acting as in training|return|return,"
                + " acting as in training|"),
        text);
    assertTrue(
        text.contains("|" + TASKS.get(1) + "|50 [24, 76]|100 [72, 100]|−9.000|−2.000|"), text);
    String data = page.data(false);
    assertTrue(data.contains("[[100,-11.5,-11.5,-11.5],[200,-9.5,-9.5,-9.5]]"), data);
    assertTrue(data.contains("\"all tasks, acting as in training\""), data);
    String learner = data.substring(data.indexOf("learner: alpha"));
    assertTrue(learner.contains("\"name\":\"" + TASKS.get(2) + "\",\"runs\":1"), learner);
    assertTrue(learner.contains("[[100,2.25,2.25,2.25],[200,2.25,2.25,2.25]]"), learner);
  }
}
