package org.qmp.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.cli.sweep.Search.Rung;
import org.qmp.rl.TrainingConfig;
import picocli.CommandLine.TypeConversionException;

/** How many settings are trained, and for how many steps. */
final class SearchTest {
  private static Search read(String text) {
    return new Search.Reader().convert(text);
  }

  private static List<Rung> rungs(
      String search, int settings, long steps, long warmUp, long every) {
    return read(search)
        .rungs(
            settings,
            TrainingConfig.of(steps)
                .with(
                    c -> {
                      c.warmUp = warmUp;
                      c.evaluateEvery = every;
                    }));
  }

  @Test
  void searchesAreReadAndCombined() {
    assertEquals(Search.GRID, read("grid"));
    assertEquals(new Search(20, 1, Search.NO_HALVING), read("random:20"));
    assertEquals(new Search(0, 1, 3), read("halving:3"));
    assertEquals(read("random:20,halving:3"), read("halving:3,random:20"));
    for (String text : List.of("grid", "random:20", "halving:3", "random:20,halving:3")) {
      assertEquals(text, read(text).text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "random", "random:0", "halving:1", "grid,halving:3", "random:2,random:3", "x"})
  void otherSearchesAreRefused(String text) {
    assertEquals(
        "must be grid, random:<count>, halving:<eta>, or the last two (random:20,halving:3)",
        assertThrows(TypeConversionException.class, () -> read(text)).getMessage());
  }

  @Test
  void atMostAThousandSettingsAreDrawn() {
    assertEquals(1000, read("random:1000").random());
    assertEquals(
        "must draw at most 1000 settings",
        assertThrows(TypeConversionException.class, () -> read("random:1001")).getMessage());
  }

  @Test
  void settingsAreDrawnFromTheSeedOfTheSearch() {
    SearchSpace space = SearchSpaceTest.space("learningRate=1e-4..1e-2");
    Search search = read("random:3,halving:2").seeded(7);
    assertEquals(space.random(3, 7), search.settings(space));
    assertEquals(new Search(3, 7, 2), search);
    assertEquals(space.random(3, 1), read("random:3").settings(space));
  }

  @Test
  void aGridIsTrainedToTheEnd() {
    assertEquals(List.of(new Rung(6, 20_000)), rungs("grid", 6, 20_000, 0, 1000));
  }

  /** 20 settings, η = 3: 20/9 = 2, so K = 2; 20, 6, 2 settings for 1/9, 1/3, all of the steps. */
  @Test
  void halvingTrainsTheBestThirdForThreeTimesTheSteps() {
    assertEquals(
        List.of(new Rung(20, 1000), new Rung(6, 3000), new Rung(2, 9000)),
        rungs("halving:3", 20, 9000, 0, 100));
    assertEquals(
        List.of(new Rung(8, 1000), new Rung(4, 2000), new Rung(2, 4000), new Rung(1, 8000)),
        rungs("halving:2", 8, 8000, 0, 1000));
    assertEquals(List.of(new Rung(2, 8000)), rungs("halving:3", 2, 8000, 0, 1000));
  }

  /** 20,000 / 9 = 2,222 and 20,000 / 3 = 6,666 steps, with an evaluation every 500. */
  @Test
  void rungsEndWithAnEvaluationAfterTheWarmUp() {
    assertEquals(
        List.of(new Rung(9, 2000), new Rung(3, 6500), new Rung(1, 20_000)),
        rungs("halving:3", 9, 20_000, 0, 500));
    assertEquals(
        List.of(new Rung(9, 5500), new Rung(3, 6500), new Rung(1, 20_000)),
        rungs("halving:3", 9, 20_000, 5000, 500));
    assertEquals( // both short rungs would be 7,000 steps long
        List.of(new Rung(9, 7000), new Rung(1, 20_000)), rungs("halving:3", 9, 20_000, 6900, 500));
    assertEquals(List.of(new Rung(9, 300)), rungs("halving:3", 9, 300, 1000, 500));
  }

  @Property(tries = 300)
  void laterRungsHaveMoreStepsAndFewerSettings(
      @ForAll @IntRange(min = 1, max = 500) int settings,
      @ForAll @IntRange(min = 2, max = 5) int eta,
      @ForAll @IntRange(min = 1, max = 50_000) int steps,
      @ForAll @IntRange(min = 0, max = 9000) int warmUp,
      @ForAll @IntRange(min = 1, max = 5000) int every) {
    List<Rung> rungs = rungs("halving:" + eta, settings, steps, warmUp, every);
    assertEquals(settings, rungs.get(0).settings());
    assertEquals(steps, rungs.get(rungs.size() - 1).steps());
    for (int i = 0; i + 1 < rungs.size(); i++) {
      Rung now = rungs.get(i);
      Rung next = rungs.get(i + 1);
      assertTrue(now.steps() < next.steps() && now.settings() > next.settings());
      assertTrue(next.settings() >= 1 && next.settings() <= now.settings() / eta);
      assertTrue(now.steps() % every == 0 && now.steps() > warmUp);
    }
  }
}
