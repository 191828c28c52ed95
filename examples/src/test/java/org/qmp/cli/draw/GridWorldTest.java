package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.cli.draw.ChartPlacesTest.shapes;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.cli.run.Format;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Shape.Text;

final class GridWorldTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 1})
  void noCellLosesValueAndOtherPoliciesActSomewhere(double temperature) {
    GridWorld world = new GridWorld(temperature);
    double[] gains = world.gains();
    assertEquals(9 * 9 - 13, gains.length, "the free cells");
    assertTrue(Arrays.stream(gains).min().orElseThrow() >= -1e-9);
    assertTrue(Arrays.stream(gains).max().orElseThrow() > 0.1);
    int[] choices = world.choices();
    assertEquals(0, choices[0], "at the goal nobody has more entropy than the own policy");
    assertTrue(Arrays.stream(choices).anyMatch(j -> j > 0));
  }

  /** The rooms of goals 2 and 3 mirror each other in the diagonal; the first row has 8 cells. */
  @Test
  void theCellsRightOfGoal1AndBelowItGainTheSame() {
    double[] gains = new GridWorld(0.2).gains();
    assertEquals(gains[1], gains[8], 1e-9);
  }

  @Test
  void theCaptionWouldShowALoss() {
    assertEquals(-0.01, GridWorld.least(new double[] {2, -0.01, 1}));
    assertEquals(0.0, GridWorld.least(new double[] {2, -1e-9, 1}));
    assertEquals(0.5, GridWorld.least(new double[] {2, 0.5}));
  }

  @Test
  void thePictureShowsActingPolicyAndGainInEveryCell() {
    GridWorld world = new GridWorld(0.2);
    Picture picture = world.picture();
    List<String> numbers =
        shapes(picture, Text.class).filter(text -> text.height() == 11).map(Text::text).toList();
    assertEquals(2 * 68, numbers.size());
    int[] choices = world.choices();
    double[] gains = world.gains();
    for (int cell = 0; cell < 68; cell++) {
      List<String> expected = List.of("" + (choices[cell] + 1), Format.text("%.1f", gains[cell]));
      assertEquals(expected, numbers.subList(2 * cell, 2 * cell + 2), "cell " + cell);
    }
    assertTrue(picture.caption().contains("the least gain is 0.00"), picture.caption());
  }
}
