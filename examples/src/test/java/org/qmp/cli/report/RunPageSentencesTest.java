package org.qmp.cli.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Metrics;
import org.qmp.rl.RunSpec;

/** What the page of a run says about its success. */
final class RunPageSentencesTest {
  /** All four tasks have the return −1; those that report success succeed in 5 of 10 episodes. */
  private static String page(List<String> telling) {
    SortedMap<String, Double> moment = new TreeMap<>();
    for (String task : NamedSuite.POINT.suite().taskNames()) {
      moment.put("evaluation/" + task + "/return", -1.0);
    }
    telling.forEach(task -> moment.put("evaluation/" + task + "/success/ever", 0.5));
    RunSpec spec =
        NamedSuite.POINT
            .defaults()
            .with(c -> c.training = c.training.with(t -> t.evaluationEpisodes = 10));
    Metrics metrics = new Metrics(new TreeMap<>(Map.of(1000L, moment)));
    RunFiles run =
        new RunFiles(Path.of("run"), spec, NamedSuite.POINT.suite(), 1000, metrics, Map.of());
    return RunPage.of(run, RunPictures.NONE).html(false);
  }

  /** The intervals are for 40, 20 and 10 episodes. */
  @Test
  void aSuccessRateSaysWhichEpisodesItCounts() {
    List<String> tasks = NamedSuite.POINT.suite().taskNames();
    String all = page(tasks);
    assertTrue(all.contains("the mean over 4 tasks and 10 episodes of each."), all);
    assertTrue(all.contains("<p class=\"lead\">50 [35, 65] % of these episodes succeed.</p>"), all);
    String two = page(tasks.subList(0, 2));
    String ofTwo = "Success is reported by 2 tasks; 50 [30, 70] % of these episodes succeed.";
    assertTrue(two.contains(ofTwo), two);
    String one = page(tasks.subList(0, 1));
    String ofOne = "Success is reported by 1 task; 50 [24, 76] % of these episodes succeed.";
    assertTrue(one.contains(ofOne), one);
  }
}
