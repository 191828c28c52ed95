package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.env.tabletop.Bounds.Placement;

/** The fifty tasks of Meta-World in their order, and their constants, copied from its code. */
final class PublishedTasksTest {

  /** Bounds of v₁ to v₆, low:high if they differ; least distance from (v₁, v₂) to (v₄, v₅). */
  private static final String PLACEMENTS =
      """
      assembly                  | 0 .6 .02 -.1:.1 .75:.85 .1                            | .1
      basketball                | -.1:.1 .6:.7 .0299:.0301 -.1:.1 .85:.9 0              | .15
      bin-picking               | -.21:-.03 .65:.75 .02 .1199:.1201 .699:.701 -.001:.001 | 0
      box-close                 | -.05:.05 .5:.55 .02 -.1:.1 .7:.8 .133                 | .25
      button-press-topdown      | -.1:.1 .8:.9 .115                                     | 0
      button-press-topdown-wall | -.1:.1 .8:.9 .115                                     | 0
      button-press              | -.1:.1 .85:.9 .115                                    | 0
      button-press-wall         | -.05:.05 .85:.9 .1149:.1151                           | 0
      coffee-button             | -.1:.1 .8:.9 -.001:.001                               | 0
      coffee-pull               | -.05:.05 .7:.75 -.001:.001 -.1:.1 .55:.65 -.001:.001  | .15
      coffee-push               | -.1:.1 .55:.65 -.001:.001 -.05:.05 .7:.75 -.001:.001  | .15
      dial-turn                 | -.1:.1 .7:.8 0                                        | 0
      disassemble               | .1:0 .6:.75 .025:.02501 -.1:.1 .6:.75 .1699:.1701     | .1
      door-close                | 0:.1 .85:.95 .15                                      | 0
      door-lock                 | -.1:.1 .8:.85 .15                                     | 0
      door-open                 | 0:.1 .85:.95 .15                                      | 0
      door-unlock               | -.1:.1 .8:.85 .15                                     | 0
      hand-insert               | -.1:.1 .6:.7 .05 -.04:.04 .8:.88 -.0201:-.0199        | .15
      drawer-close              | -.1:.1 .9 0                                           | 0
      drawer-open               | -.1:.1 .9 0                                           | 0
      faucet-open               | -.05:.05 .8:.85 0                                     | 0
      faucet-close              | -.1:.1 .8:.85 0                                       | 0
      hammer                    | -.1:.1 .4:.5 0                                        | 0
      handle-press-side         | -.35:-.25 .65:.75 -.001:.001                          | 0
      handle-press              | -.1:.1 .8:.9 -.001:.001                               | 0
      handle-pull-side          | -.35:-.25 .65:.75 0                                   | 0
      handle-pull               | -.1:.1 .8:.9 -.001:.001                               | 0
      lever-pull                | -.1:.1 .7:.8 0                                        | 0
      peg-insert-side           | 0:.2 .5:.7 .02 -.35:-.25 .4:.7 -.001:.001             | .1
      pick-place-wall           | -.05:.05 .6:.65 .015 -.05:.05 .85:.9 .05:.3           | .15
      pick-out-of-hole          | 0 .75 .02 -.1:.1 .5:.6 .15:.3                         | .15
      reach                     | -.1:.1 .6:.7 .02 -.1:.1 .8:.9 .05:.3                  | .15
      push-back                 | -.1:.1 .8:.85 .02 -.1:.1 .6:.7 .0199:.0201            | .15
      push                      | -.1:.1 .6:.7 .02 -.1:.1 .8:.9 .01:.02                 | .15
      pick-place                | -.1:.1 .6:.7 .02 -.1:.1 .8:.9 .05:.3                  | .15
      plate-slide               | 0 .6 0 -.1:.1 .85:.9 0                                | 0
      plate-slide-side          | 0 .6 0 -.3:-.25 .54:.66 0                             | 0
      plate-slide-back          | 0 .85 0 -.1:.1 .6 .015                                | 0
      plate-slide-back-side     | -.25 .6 0 -.05:.15 .6 .015                            | 0
      peg-unplug-side           | -.25:-.15 .6:.8 -.001:.001                            | 0
      soccer                    | -.1:.1 .6:.7 .03 -.1:.1 .8:.9 0                       | .15
      stick-push                | -.08:-.03 .58:.62 0:.001 .399:.401 .55:.6 .1319:.1321 | .1
      stick-pull                | -.1:0 .55:.65 0:.001 .35:.45 .45:.55 .0199:.0201      | .1
      push-wall                 | -.05:.05 .6:.65 .015 -.05:.05 .85:.9 .01:.02          | .15
      reach-wall                | -.05:.05 .6:.65 .015 -.05:.05 .85:.9 .05:.3           | .15
      shelf-place               | -.1:.1 .5:.6 .019:.021 -.1:.1 .8:.9 .299:.301         | .1
      sweep-into                | -.1:.1 .6:.7 .02 -.001:.001 .8399:.8401 .0199:.0201   | .15
      sweep                     | -.1:.1 .6:.7 .02                                      | 0
      window-open               | -.1:.1 .7:.9 .16                                      | 0
      window-close              | 0 .75:.9 .2                                           | 0
      """;

  /** A reset's calls of the stage if v is (1, 2, 3, 4, 5, 6) and an object has settled at z = 7. */
  private static final String RESETS =
      """
      assembly                  | put object 1 2 3, place peg 4 5 5.95
      basketball                | place basket_goal 4 5 6, at 9 stop 6 from 9 1 2 0.03
      bin-picking               | put object 1 2 7
      box-close                 | place boxbody 4 5 0, put object 1 2 0.02
      button-press-topdown      | place box 1 2 3
      button-press-topdown-wall | place box 1 2 3
      button-press              | place box 1 2 3, rest button 0
      button-press-wall         | place box 1 2 3, rest button 0
      coffee-button             | place coffee_machine 1 2 3, at 0 stop 6 from 9 1 1.78 3
      coffee-pull               | at 0 stop 6 from 9 1 2 3, place coffee_machine 1 2.22 3
      coffee-push               | at 0 stop 6 from 9 1 2 3, place coffee_machine 4 5.22 6
      dial-turn                 | place dial 1 2 3
      disassemble               | place peg 1 2 3.03, put object 1 2 3
      door-close                | place door 1 2 3, rest door -1.5708
      door-lock                 | place door 1 2 3, run 5
      door-open                 | place door 1 2 3, rest door 0
      door-unlock               | place door 1 2 3, rest lock 1.5708
      hand-insert               | put object 1 2 0.05
      drawer-close              | place drawer 1 2 3, set drawer -0.15
      drawer-open               | place drawer 1 2 3
      faucet-open               | place faucetBase 1 2 3
      faucet-close              | place faucetBase 1 2 3
      hammer                    | place box 0.24 0.85 0, put object 1 2 3
      handle-press-side         | place box 1 2 3, rest handle -0.001
      handle-press              | place box 1 2 3, rest handle -0.001
      handle-pull-side          | place box 1 2 3, rest handle -0.1
      handle-pull               | place box 1 2 3, rest handle -0.1
      lever-pull                | place lever 1 2 3
      peg-insert-side           | put object 1 2 3, place box 4 5 6
      pick-place-wall           | put object 1 2 3
      pick-out-of-hole          | put object 1 2 3
      reach                     | put object 1 2 3
      push-back                 | put object 1 2 7
      push                      | put object 1 2 7
      pick-place                | put object 1 2 3
      plate-slide               | place puck_goal 4 5 6, rest slide_x slide_y 0 0
      plate-slide-side          | place puck_goal 4 5 6, rest slide_x slide_y 0 0
      plate-slide-back          | place puck_goal 1 2 3, rest slide_x slide_y 0 0.15
      plate-slide-back-side     | place puck_goal 1 2 3, rest slide_x slide_y -0.15 0
      peg-unplug-side           | place box 1 2 3, at 9 stop 3 from 9 1.044 2 3.131 1 0 0 0
      soccer                    | place goal_whole 4 5 6, put object 1 2 0.03
      stick-push                | put object 1 2 0.02, rest slide_x slide_y 0 0
      stick-pull                | put object 1 2 0.02, rest slide_x slide_y 0 0.09
      push-wall                 | put object 1 2 7
      reach-wall                | put object 1 2 3
      shelf-place               | place shelf 4 5 5.7, put object 1 2 7
      sweep-into                | put object 1 2 7
      sweep                     | put object 1 2 0.02
      window-open               | place window 1 2 3, unseen window 0
      window-close              | place window 1 2 3, unseen window 0.2
      """;

  /** The same with the faults repaired, for the tasks that differ. */
  private static final Map<String, String> REPAIRED =
      Map.of(
          "basketball", "place basket_goal 4 5 6, put object 1 2 0.03",
          "coffee-button", "place coffee_machine 1 2 3, put mug 1 1.78 3",
          "coffee-pull", "put mug 1 2 3, place coffee_machine 1 2.22 3",
          "coffee-push", "put mug 1 2 3, place coffee_machine 4 5.22 6",
          "window-close", "place window 1 2 3, set window 0.2");

  /** Start of the hand, the least y and z of its target, and the tasks that have these numbers. */
  private static final List<String> HANDS =
      List.of(
          "0 .4 .2 | .4 .05 | button-press button-press-wall button-press-topdown"
              + " button-press-topdown-wall coffee-button coffee-pull coffee-push"
              + " disassemble hammer window-close window-open",
          "0 .4 .2 | .4 -.15 | faucet-close faucet-open lever-pull",
          "0 .6 .2 | .4 -.15 | hand-insert door-lock door-unlock",
          "0 .6 .2 | .4 -.05 | pick-out-of-hole",
          "0 .6 .2 | .4 .07 | bin-picking",
          "0 .6 .2 | .35 .05 | stick-pull",
          "-.5 .6 .2 | .4 .05 | door-close");

  private static Stream<String[]> table(String text) {
    return text.lines().map(line -> line.split("\\s*\\|\\s*"));
  }

  static Stream<String[]> placements() {
    return table(PLACEMENTS);
  }

  static Stream<String[]> resets() {
    return table(RESETS);
  }

  private static TabletopTask task(String name) {
    return MetaWorldTasks.named(MetaWorldTasks.MT50, name);
  }

  private static double[] numbers(Stream<String> words) {
    return words.mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void suitesHaveTheTasksInThePublishedOrder() {
    List<String> order = placements().map(row -> row[0]).toList();
    assertEquals(order, Tabletop.mt50().taskNames());
    assertEquals(order, resets().map(row -> row[0]).toList());
  }

  @ParameterizedTest
  @MethodSource("placements")
  void placementsHaveTheirBounds(String name, String bounds, double apart) {
    TabletopTask task = task(name);
    List<String> words = List.of(bounds.split(" "));
    double[] low = numbers(words.stream().map(word -> word.replaceAll(":.*", "")));
    double[] high = numbers(words.stream().map(word -> word.replaceAll(".*:", "")));
    assertArrayEquals(Arrays.stream(low).map(x -> (float) x).toArray(), task.bounds.low());
    assertArrayEquals(Arrays.stream(high).map(x -> (float) x).toArray(), task.bounds.high());
    Point3 hole = new Point3(0, 0.84, 0);
    assertEquals(apart > 0, task.tooClose(beside(hole, apart - 1e-6)), name);
    assertFalse(task.tooClose(beside(hole, apart + 1e-6)), name);
  }

  private static Placement beside(Point3 goal, double away) {
    return new Placement(new Point3().set(goal, 0.6 * away, -0.8 * away, 1), goal);
  }

  /** The hole is always in the same place, whatever the goal of the placement. */
  @Test
  void aBlockToBeSweptStartsAwayFromTheHole() {
    Point3 near = new Point3(0, 0.7, 0.02);
    assertTrue(task("sweep-into").tooClose(new Placement(near, new Point3(0, 2, 0))));
  }

  @ParameterizedTest
  @MethodSource("resets")
  void resetsMakeTheExpectedCalls(String name, String expected) {
    assertEquals(expected, notes(name, false));
    assertEquals(REPAIRED.getOrDefault(name, expected), notes(name, true), "repaired");
  }

  private static String notes(String name, boolean repaired) {
    TabletopTask task = task(name);
    task.gripper.repaired = repaired;
    task.object.z = 7;
    StageNotes stage = new StageNotes(() -> {});
    task.arrange(stage, new Placement(new Point3(1, 2, 3), new Point3(4, 5, 6)));
    return stage.toString();
  }

  @Test
  void handsHaveThePublishedStartsAndBounds() {
    Map<String, double[]> expected = new LinkedHashMap<>();
    placements().forEach(row -> expected.put(row[0], new double[] {0, .6, .2, .4, .05}));
    for (String[] row : HANDS.stream().map(line -> line.split(" \\| ")).toList()) {
      double[] hand = numbers(Stream.of((row[0] + " " + row[1]).split(" ")));
      Stream.of(row[2].split(" ")).forEach(name -> expected.replace(name, hand));
    }
    expected.forEach(
        (name, hand) -> {
          TabletopTask task = task(name);
          Point3 start = task.handStart;
          double[] low = task.handLow;
          double[] found = {start.x, start.y, start.z, low[1], low[2]};
          assertArrayEquals(hand, found, 1e-7, name); // some are floats
          assertEquals(-0.5, low[0], name);
          assertArrayEquals(new double[] {0.5, 1, 0.5}, task.handHigh, name);
        });
  }
}
