package org.qmp.env.kitchen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qmp.env.TaskSuite;

final class KitchenTaskTest {

  @Test
  void suitesHaveTheirTasksInOrder() {
    TaskSuite suite = Kitchen.suite();
    assertEquals(
        List.of(
            "slide-open",
            "slide-close",
            "hinge-open",
            "hinge-close",
            "bottom-on",
            "bottom-off",
            "top-on",
            "top-off",
            "light-on",
            "light-off"),
        suite.taskNames());
    assertEquals(60, suite.observations().size());
    assertEquals(9, suite.actions().size());
    assertEquals(List.of("slide-open", "bottom-on", "light-on"), Kitchen.three().taskNames());
  }

  @Test
  void impossibleTasksAreRefused() {
    List<Double> one = List.of(0.0);
    assertRefused("nothing", 19, List.of(), List.of(), .1, "0 goals, expected equal counts > 0");
    assertRefused("two", 19, one, List.of(.1, .2), .1, "1 start values and 2 goals");
    assertRefused("arm", 8, one, one, .1, "entries 8 to 8");
    assertRefused("end", 29, List.of(0.0, 0.0), List.of(0.0, 0.0), .1, "entries 29 to 30");
    assertRefused("max", Integer.MAX_VALUE, one, one, .1, "entries 2147483647 to 2147483647");
    assertRefused("nan", 19, one, List.of(Double.NaN), .1, "[NaN]");
    assertRefused("far", 19, one, one, 0, "threshold 0.0");
    KitchenTask fridge = new KitchenTask("fridge", 19, one, one, .1, "fridge");
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> new Kitchen(fridge, Set.of()))
            .getMessage()
            .contains("no site is called 'fridge'"));
  }

  private static void assertRefused(
      String name,
      int first,
      List<Double> start,
      List<Double> goal,
      double threshold,
      String part) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new KitchenTask(name, first, start, goal, threshold, "knob1"))
            .getMessage();
    assertTrue(
        message.startsWith("kitchen task " + name + ": ") && message.contains(part), message);
  }
}
