package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.tabletop.Tabletop;

final class FamiliesTest {

  private static Families of(int tasks, String... families) {
    return Families.of(
        new TaskSuite(
            "swings",
            IntStream.range(0, tasks)
                .mapToObj(
                    i ->
                        new TaskSuite.Task(
                            "t" + i, families[i % families.length], Pendulum::task, Pendulum::task))
                .toList()));
  }

  @Test
  void familiesOfManyTasksAreInTheOrderOfTheirFirstTasks() {
    Families families = of(13, "b", "a", "");
    assertEquals(
        List.of("b, 5 tasks", "a, 4 tasks", "others, 4 tasks"),
        families.families().stream().map(Families.Family::title).toList());
    assertEquals(List.of(0, 3, 6, 9, 12, 1, 4, 7, 10, 2, 5, 8, 11), families.order());
  }

  @Test
  void fewTasksAndTasksWithoutFamiliesKeepTheirOrder() {
    assertEquals(List.of(0, 1, 2, 3), of(4, "b", "a").order());
    assertFalse(of(12, "a").many());
    assertTrue(of(13, "").many());
    assertEquals(List.of(), of(13, "").families());
    assertEquals(IntStream.range(0, 13).boxed().toList(), of(13, "").order());
  }

  @Test
  void extremesAreRankedAndTheFirstOfEqualsComesFirst() {
    double[] values = {3, 1, 4, 1, 5, 9, 2, 6};
    assertEquals(List.of(1, 3, 6, 0), Families.lowest(8, i -> values[i]));
    assertEquals(List.of(5, 7, 4, 2), Families.highest(8, i -> values[i]));
    assertEquals(List.of(0, 1, 2, 3, 4), Families.lowest(20, i -> (double) i));
    assertEquals(List.of(19, 18, 17, 16, 15), Families.highest(20, i -> (double) i));
  }

  /** If most tasks fail, or none does, it would be arbitrary which of them are named. */
  @Test
  void valuesEqualToTheMedianAreNotExtremes() {
    assertEquals(List.of(), Families.lowest(20, i -> 1));
    assertEquals(List.of(), Families.highest(20, i -> 1));
    assertEquals(List.of(7, 3), Families.highest(20, i -> i == 3 ? 0.5 : i == 7 ? 1 : 0));
    assertEquals(List.of(), Families.lowest(20, i -> i == 3 ? 0.5 : i == 7 ? 1 : 0));
  }

  @Test
  void theRowsOfManyTasksAreTheFamiliesAndTheExtremes() {
    Families families = of(13, "b", "a");
    assertEquals(
        List.of(
            new Families.Row("all tasks", families.order()),
            new Families.Row("b, 7 tasks", List.of(0, 2, 4, 6, 8, 10, 12)),
            new Families.Row("a, 6 tasks", List.of(1, 3, 5, 7, 9, 11)),
            new Families.Row("highest: t2", List.of(2)),
            new Families.Row("lowest: t7", List.of(7))),
        families.overview(i -> i == 2 ? 1 : i == 7 ? -1 : 0));
    assertEquals(new Families.Row("t2", List.of(2)), families.rows().get(1));
    assertEquals(13, families.rows().size());
  }

  @Test
  void theFiftyTabletopTasksHaveFifteenFamilies() {
    Families fifty = Families.of(Tabletop.mt50());
    assertEquals(15, fifty.families().size());
    assertEquals(50, fifty.order().stream().distinct().count());
  }
}
