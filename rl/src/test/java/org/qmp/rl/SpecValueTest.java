package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.sac.SacConfig;

/** How values are written, which are refused, and what the limits of their ranges are. */
final class SpecValueTest {
  private static final RunSpec SPEC = RunSpec.of("point", Method.SEPARATED, 10);

  /** The texts of numbers are part of a run's identity. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "20, 20",
    "1000000, 1000000",
    "10000000, 1E+7",
    "12000000, 12000000",
    "123456789, 123456789",
    "-2500, -2500",
    "0.000001, 0.000001",
    "0.0000001, 1E-7",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void everyNumberHasExactlyOneText(double value, String text) {
    assertEquals(text, SpecValue.text(value));
  }

  /** Java parses more texts as numbers than people write. */
  @ParameterizedTest
  @ValueSource(strings = {"1f", "1d", "0x1p3", "NaN", "Infinity", "", "1e", ".", "1_0", "1 0"})
  void textThatIsNotADecimalNumberIsRefused(String text) {
    RunSpec fixed = SPEC.set("behavior", "fixed");
    assertRefused(SPEC, "rewardScale", text, "a number > 0");
    assertRefused(fixed, "shares", "0.5," + text, "rows of numbers (0.9,0.1;0.5,0.5)");
  }

  private static void assertRefused(RunSpec spec, String key, String text, String expected) {
    var error = assertThrows(SpecKey.InvalidException.class, () -> spec.set(key, text));
    assertEquals(key + " must be " + expected + "; got '" + text + "'", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"clamped:-20", "clamped:-20:2:3", "smooth:2:-5", "smooth", "-20:2"})
  void boundsAreAKindAndTwoNumbers(String text) {
    assertRefused(SPEC, "logStd", text, "clamped:-20:2 or smooth:-5:2, or the like");
  }

  @Test
  void candidatesAreAllOrAtLeastOne() {
    RunSpec spec = SPEC.set("behavior", "qswitch");
    for (String text : List.of("0", "-1", "none", "2147483648")) {
      assertRefused(spec, "candidates", text, "all, or a whole number from 1 to 2147483647");
    }
    RunSpec two = spec.set("candidates", "2");
    assertEquals("2", two.values().get("candidates"));
    assertEquals(spec, two.set("candidates", "all"));
  }

  /** The greatest value of each range, and one beyond it. */
  @ParameterizedTest
  @CsvSource({
    "hidden, 10000, 10001, 'widths from 1 to 10000, separated by commas (256,256), or none'",
    "batch, 100000, 100001, a whole number from 1 to 100k",
    "replayCapacity, 100000000, 100000001, a whole number from 1 to 100M",
    "evaluationEpisodes, 100000, 100001, a whole number from 1 to 100k",
    "updatesPerStep, 1000, 1000.5, 'a number from 0 to 1000, such as 0.5'",
    "gamma, 1, 1.5, a number from 0 to 1",
    "tau, 1, 1.5, 'a number > 0 and ≤ 1, such as 0.005'",
    "persistence, 2147483647, 2147483648, 'a whole number from 1 to 2147483647 (10k, 1.2M)'",
    "ownFloor, 1, 1.5, a number from 0 to 1",
    "score, 10000, 10001, 'mean, sample, or a number of samples from 1 to 10000'"
  })
  void rangesEndWhereTheirDescriptionsSay(String key, String most, String more, String expected) {
    RunSpec spec = SPEC.set("behavior", "qswitch");
    assertEquals(most, spec.set(key, most).values().get(key));
    assertRefused(spec, key, more, expected);
  }

  /** Choosing a kind of temperature or behaviour adds its parameters with their defaults. */
  @Test
  void parametersOfTemperaturesAndBehaviorsStartAtTheirDefaults() {
    RunSpec fixed = SPEC.set("temperature", "fixed");
    assertEquals("1", fixed.values().get("alpha"));
    assertEquals(SPEC, fixed.set("alpha", "0.2").set("temperature", "learned"));
    for (String word : List.of("uniform", "domain", "fixed")) {
      assertEquals("1", SPEC.set("behavior", word).values().get("persistence"));
    }
    assertEquals(QSwitch.defaults(), SPEC.set("behavior", "qswitch").method().behavior());
  }

  /** A value does not change when the list that it was created from changes. */
  @Test
  void listsAreCopied() {
    List<Integer> widths = new ArrayList<>(List.of(8, 8));
    SacConfig config = SacConfig.defaults().with(c -> c.hidden = widths);
    widths.set(0, 0);
    assertEquals(List.of(8, 8), config.hidden());
    List<List<Double>> rows = new ArrayList<>();
    rows.add(new ArrayList<>(List.of(0.5, 0.5)));
    rows.add(new ArrayList<>(List.of(0.25, 0.75)));
    Behavior.Fixed fixed = new Behavior.Fixed(rows, 1);
    Beta.Matrix beta = new Beta.Matrix(rows);
    rows.get(0).set(0, 9.0);
    rows.remove(1);
    List<List<Double>> expected = List.of(List.of(0.5, 0.5), List.of(0.25, 0.75));
    assertEquals(expected, fixed.rows());
    assertEquals(expected, beta.rows());
  }
}
