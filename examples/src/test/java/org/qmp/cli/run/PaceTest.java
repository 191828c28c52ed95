package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.NamedSuite;
import org.qmp.rl.TrainingConfig;

final class PaceTest {
  /** The pace after a note every second. */
  private static Pace after(int seconds, LongUnaryOperator done) {
    Pace pace = new Pace();
    for (int s = 0; s <= seconds; s++) {
      pace.note(s, (double) done.applyAsLong(s));
    }
    return pace;
  }

  @Test
  void thePaceIsThatOfTheLastHalfMinute() {
    Pace pace = after(100, s -> s < 50 ? 1000 * s : 50_000 + 10 * (s - 50));
    assertEquals(10, pace.perSecond(), 1e-9);
    assertEquals("1:40 left", pace.left(1000));
    assertEquals("0:00 left", pace.left(0));
    assertEquals("0:00 left", pace.left(-1));
  }

  @Test
  void workThatHasNotBegunHasNoPace() {
    assertEquals(0, after(40, s -> 7).perSecond());
    assertEquals("unknown time left", after(40, s -> 7).left(100));
    assertEquals("unknown time left", new Pace().left(100));
  }

  /** Twenty seconds of warm-up, and then 50 steps a second. */
  @Test
  void theTimeBeforeTheWorkBeginsDoesNotCount() {
    Pace pace = after(25, s -> s <= 20 ? 0 : 50 * (s - 20));
    assertEquals(50, pace.perSecond(), 1e-9);
    assertEquals("2:00 left", pace.left(6000));
  }

  /** After a minute without a note, as in an evaluation, the pace is that of this minute. */
  @Test
  void aLongPauseCounts() {
    Pace pace = after(40, s -> 10 * s);
    pace.note(100, 460);
    assertEquals(1, pace.perSecond(), 1e-9);
  }

  @Test
  void workIsStepsWithUpdates() {
    TrainingConfig point = NamedSuite.POINT.defaults().training();
    assertEquals(2000, point.warmUp());
    assertEquals(0, Pace.work(point, 1999));
    assertEquals(1, Pace.work(point, 2001));
    assertEquals(18_000, Pace.work(point, 20_000));
  }

  @Test
  void allStepsOfARunWithoutUpdatesAreWork() {
    TrainingConfig random = TrainingConfig.of(1000);
    assertEquals(1000, random.warmUp());
    assertEquals(700, Pace.work(random, 700));
    TrainingConfig still = NamedSuite.POINT.defaults().training().with(c -> c.updatesPerStep = 0);
    assertEquals(700, Pace.work(still, 700));
  }
}
