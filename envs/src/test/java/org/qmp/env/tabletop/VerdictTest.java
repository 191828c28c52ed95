package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictTest {

  @ParameterizedTest
  @CsvSource({
    "success, 0",
    "near_object, .9",
    "grasp_success, 1",
    "grasp_reward, .3",
    "in_place_reward, .7",
    "obj_to_target, .2",
  })
  void everyMetricIsStoredUnderItsName(String name, double expected) {
    Verdict verdict = new Verdict();
    verdict.reward(5, false).near(.9).grasp(true, .3).inPlace(.7).distance(.2);
    assertEquals(5, verdict.reward());
    assertEquals(expected, verdict.numbers[1 + Verdict.NAMES.indexOf(name)]);
  }
}
