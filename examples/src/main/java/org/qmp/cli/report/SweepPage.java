package org.qmp.cli.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qmp.cli.sweep.SweepPlan;
import org.qmp.cli.sweep.SweepReport;

/** The page of a sweep, finished or not: its sentences, curves and ranked tables. */
public final class SweepPage {
  private SweepPage() {}

  /**
   * The page of a sweep, with the learning curves of the chosen settings as far as they are
   * confirmed.
   */
  public static Page of(SweepReport report) throws IOException {
    SweepPlan plan = report.plan();
    List<RunFiles> confirmed = new ArrayList<>();
    for (Path run : report.confirmedRuns()) {
      confirmed.add(RunFiles.of(run));
    }
    Page page =
        new Page(plan.suite() + ": settings of " + String.join(", ", plan.names()), plan.roles());
    page.section("Result", p -> report.sentences().forEach(p::lead));
    if (!confirmed.isEmpty()) {
      page.section("Learning curves", p -> p.curves(RunsPage.views(confirmed)));
    }
    page.section(
        "Settings",
        p -> {
          p.paragraph(report.caption());
          report.tables().forEach(p::table);
        });
    if (!confirmed.isEmpty()) {
      page.section("Where the numbers come from", p -> Provenance.addTo(p, confirmed));
    }
    page.section("The command", p -> p.code(Provenance.command(plan, report.measure())));
    return page;
  }
}
