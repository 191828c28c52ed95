package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.env.kitchen.Kitchen;
import org.qmp.env.maze.Maze;
import org.qmp.env.reacher.Reacher;
import org.qmp.env.tabletop.Tabletop;
import org.qmp.env.walker.Walker;

class SummaryTest {
  private static double of(Summary summary, double... values) {
    double soFar = Double.NaN; // before the first value
    for (int i = 0; i < values.length; i++) {
      soFar = summary.add(soFar, i, values[i]);
    }
    return soFar;
  }

  @ParameterizedTest
  @CsvSource({
    "EVER, 1, 0",
    "LAST, -4, -7",
    "MAX, 5, -7",
    "MIN, -4, -9",
    "MEAN, 1, -8",
  })
  void theValuesOfAnEpisodeBecomeOneNumber(Summary summary, double first, double second) {
    assertEquals(first, of(summary, 0, 5, 3, -4));
    assertEquals(second, of(summary, -8, -9, -7));
    assertEquals(summary == Summary.EVER ? 1 : 0.25, of(summary, 0.25));
  }

  @Test
  void everIsOneOnlyIfAValueIsAboveZero() {
    assertEquals(0, of(Summary.EVER, 0, -1, 0));
    assertEquals(1, of(Summary.EVER, 0, 1, 0));
    assertEquals(1, of(Summary.EVER, 1, 0, 0));
    assertEquals(1, of(Summary.EVER, 0, 0, 1));
  }

  @Test
  void namesContainTheSummaryInAnyLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals("success/ever", Summary.EVER.of("success"));
      assertEquals("distance/last", Summary.LAST.of("distance"));
      assertEquals("force/min", Summary.MIN.of("force"));
      assertEquals("force/max", Summary.MAX.of("force"));
      assertEquals("velocity/mean", Summary.MEAN.of("velocity"));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> names(TaskSuite suite) {
    Environment world = new TimeLimit(suite.wrapped(RescaleAction::new).tasks().get(0).create(), 9);
    return world.metrics().stream().map(metric -> world.summary(metric).of(metric)).toList();
  }

  @Test
  void everyWorldDefinesTheSummariesOfItsMetrics() {
    assertEquals(List.of("angle/last"), names(Pendulum.suite()));
    assertEquals(List.of("success/ever", "distance/last"), names(PointReach.suite()));
    assertEquals(List.of("success/ever", "distance/last"), names(Maze.medium()));
    assertEquals(
        List.of("success/ever", "subgoal/ever", "stages/max", "distance/last"),
        names(Reacher.suite()));
    assertEquals(List.of("success/ever", "velocity/mean", "height/last"), names(Walker.suite()));
    assertEquals(List.of("success/ever", "distance/last", "reach/last"), names(Kitchen.three()));
    assertEquals(
        List.of(
            "success/ever",
            "near_object/last",
            "grasp_success/last",
            "grasp_reward/last",
            "in_place_reward/last",
            "obj_to_target/last"),
        names(Tabletop.cds()));
  }
}
