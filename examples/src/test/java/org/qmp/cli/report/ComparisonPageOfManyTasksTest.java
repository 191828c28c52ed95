package org.qmp.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.compare.ComparisonReport;
import org.qmp.cli.compare.Recorded;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;

/** A comparison on more tasks than are shown one by one. */
final class ComparisonPageOfManyTasksTest {
  @TempDir private Path temp;

  /** Fourteen tasks; every third one is in the family that succeeds in a quarter of episodes. */
  private Page page() throws IOException {
    TaskSuite.Task point = PointReach.suite().tasks().get(0);
    List<TaskSuite.Task> tasks =
        IntStream.range(0, 14)
            .mapToObj(
                i ->
                    new TaskSuite.Task(
                        "t" + i, i % 3 == 0 ? "third" : "rest", point::create, point::create))
            .toList();
    Recorded runs = Recorded.of(temp, 2, 2).withSuite(new TaskSuite("point", tasks));
    for (int i = 0; i < 14; i++) {
      double[] curve = {0, i % 3 == 0 ? 0.25 : 0.75};
      runs.own(0, i, new double[][] {curve, curve}).own(1, i, new double[][] {curve, curve});
    }
    return ComparisonPage.of(new ComparisonReport(runs.results()));
  }

  @Test
  void theCurvesOfAFamilyAreMeansOverItsTasks() throws IOException {
    Page page = page();
    PageTest.requireSound(page.html(false));
    String[] views = page.data(false).split("\"name\":\"success, ", -1);
    assertEquals(1 + 1 + 2 + 14, views.length, "all tasks, families, tasks");
    assertTrue(views[2].startsWith("third, 5 tasks\""), views[2]);
    assertTrue(views[2].contains("Lines are the mean over 5 tasks and 2 seeds"), views[2]);
    assertEquals(3, views[2].split("\\[200,0\\.25,0\\.25,0\\.25]", -1).length, views[2]);
    assertTrue(views[3].startsWith("rest, 9 tasks\""), views[3]);
    assertEquals(3, views[3].split("\\[200,0\\.75,0\\.75,0\\.75]", -1).length, views[3]);
  }
}
