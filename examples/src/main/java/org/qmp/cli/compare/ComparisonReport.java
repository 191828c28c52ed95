package org.qmp.cli.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qmp.cli.draw.Chart;
import org.qmp.cli.draw.Gallery;
import org.qmp.cli.draw.MixtureChart;
import org.qmp.cli.draw.Pictures;
import org.qmp.cli.draw.Scene;
import org.qmp.cli.draw.SwitchMap;
import org.qmp.cli.draw.SwitchMapChart;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Runs;
import org.qmp.env.TaskSuite;
import org.qmp.rl.SavedRun;

/** What a finished comparison leaves in files. */
record ComparisonReport(Comparison comparison, TaskSuite suite, double threshold) {
  private static final String NAME = "comparison";

  /** Writes all files but the PNGs. */
  Verdict write(Gallery gallery) throws IOException {
    Standings standings = new Standings(Evidence.of(comparison, suite), threshold);
    Verdict verdict = new Verdict(standings);
    Pictures.write(at(NAME + ".md"), markdown(verdict));
    Pictures.write(at(NAME + ".csv"), verdict.csv());
    gallery.add(curves(standings), at("curves.svg"));
    for (int method = 0; method < comparison.methods().size(); method++) {
      if (standings.evidence().mixes(method)) {
        String title = title(method) + ", mean of " + Format.count(comparison.seeds(), "seed");
        gallery.add(
            MixtureChart.of(title, standings.evidence().mixture(method)),
            at("matrix-" + comparison.name(method) + ".svg"));
      }
      if (mapped(method)) {
        map(method, gallery);
      }
    }
    return verdict;
  }

  private Path at(String name) {
    return comparison.directory().resolve(name);
  }

  private String title(int method) {
    return comparison.base().suite() + ", " + comparison.name(method);
  }

  private static String markdown(Verdict verdict) {
    List<String> parts = new ArrayList<>(List.of("## Comparison\n", verdict.caption() + "\n"));
    verdict.tables().forEach(table -> parts.add(table.markdown()));
    verdict.sentences().forEach(sentence -> parts.add(sentence + "\n"));
    return String.join("\n", parts);
  }

  private Scene curves(Standings standings) {
    String quantity =
        standings.evidence().measure()
            + " of own policies (interquartile mean over "
            + Format.count(suite.size(), "task")
            + " and "
            + Format.count(comparison.seeds(), "seed")
            + ", 95 % bootstrap interval)";
    return Chart.of("Learning curves: " + comparison.base().suite(), quantity, standings.curves());
  }

  private boolean mapped(int method) {
    return Methods.switches(comparison.methods().get(method)) && suite.plane().isPresent();
  }

  /** Of the first seed: maps have no mean. */
  private void map(int method, Gallery gallery) throws IOException {
    try (SavedRun saved = Runs.open(comparison.member(method, 1).directory(), gallery.console())) {
      gallery.add(
          SwitchMapChart.of(title(method) + ", seed 1", SwitchMap.of(saved), saved.policies()),
          at("map-" + comparison.name(method) + ".svg"));
    }
  }
}
