package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.Illustration.Way;
import org.qmp.cli.draw.WayChart.Visit;
import org.qmp.env.classic.PointReach;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.rl.Agent;
import org.qmp.rl.RunSpec;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;

/** The illustration at the beginning of the demo. */
final class IllustrationTest {

  private static List<Way> ways(int... steps) {
    List<Way> ways = new ArrayList<>();
    for (int count : steps) {
      ways.add(new Way(Collections.nCopies(count, new Visit(new Point(1, 1), "someone")), 2));
    }
    return ways;
  }

  /** The quartiles of 10, 20, 40 are halfway between neighbours. */
  @Test
  void theTableHasMedianAndQuartilesOfTheSteps() {
    Illustration made =
        new Illustration(
            List.of(
                ways(40, 10, 20),
                ways(7, 7, 7),
                ways(1, 3, 2000),
                ways(5, 5, 5),
                ways(4, 5, 6),
                ways(2, 2, 8)));
    assertEquals(
        List.of(
            List.of("", "temperature from 1", "from 0.1, as below"),
            List.of("(a) alone", "20 [15, 30]", "5 [5, 5]"),
            List.of("(b) up, right, down-left", "7 [7, 7]", "5 [5, 6]"),
            List.of("(c) up, right, up-right", "3 [2, 1,002]", "2 [2, 5]")),
        made.table().rows());
    Picture picture = made.picture();
    assertTrue(picture.shapes().toString().contains("(a) alone: 20 steps"), "a seed in the middle");
  }

  @Test
  void theWatchedRuleLearnsTheSameAsTheQSwitch() {
    List<Visit> visits = new ArrayList<>();
    assertEquals(learned(QSwitch.defaults()), learned(new Illustration.Watched(visits)));
    assertEquals(new Point(0, 0), visits.get(0).at());
    assertTrue(visits.stream().map(Visit::policy).distinct().count() > 1, "others act too");
  }

  private static String learned(Behavior behavior) {
    RunSpec spec =
        Illustration.spec("point-figure-b", 3, 160)
            .with(c -> c.method = Method.SEPARATED.with(behavior));
    try (Agent agent = new Agent(spec, PointReach.figureB(), Backend.best())) {
      agent.run(Agent.Listener.NONE);
      return agent.fingerprint();
    }
  }
}
