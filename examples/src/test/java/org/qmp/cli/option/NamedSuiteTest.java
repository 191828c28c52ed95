package org.qmp.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NamedSuiteTest {
  private static final NamedSuite MAZE = NamedSuite.named("--suite", "maze");

  /** Names of maze tasks have commas. */
  @Test
  void tasksCanBeChosenThoughTheirNamesHaveCommas() {
    List<String> all = MAZE.suite().taskNames();
    String two = all.get(3) + "," + all.get(1);
    NamedSuite some = MAZE.only("--tasks", two);
    assertEquals(List.of(all.get(1), all.get(3)), some.suite().taskNames());
    assertEquals(some.key(), NamedSuite.named("--suite", some.key()).key());
    assertEquals(2, NamedSuite.suite("maze:" + two).size());
  }

  @Test
  void theMessageNamesTheUnknownTask() {
    isRefused("got 'nowhere'", "nowhere");
    String first = MAZE.suite().tasks().get(0).name();
    isRefused("got 'nowhere'", first + ",nowhere");
    isRefused("got '" + first.split(",", -1)[0] + "'", first.split(",", -1)[0]);
    isRefused("got ''", "");
    isRefused("got ''", first + ",");
  }

  private static void isRefused(String end, String tasks) {
    String message =
        assertThrows(UsageException.class, () -> MAZE.only("--tasks", tasks)).getMessage();
    assertEquals("--tasks must be one of ", message.substring(0, 23));
    assertEquals(true, message.contains(end), message);
  }
}
