package org.qmp.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "maze, maze, 0",
    "maz, maze, 1",
    "mmaze, maze, 1",
    "mace, maze, 1",
    "amze, maze, 1",
    "mzea, maze, 2",
    "kitten, sitting, 3",
    "'', maze, 4"
  })
  void typingErrorsAreCounted(String given, String word, int slips) {
    assertEquals(slips, Suggestion.distance(given, word));
    assertEquals(slips, Suggestion.distance(word, given));
  }

  @Property(tries = 200)
  void oneMoreLetterIsAtMostOneMoreError(
      @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'c') String a,
      @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'c') String b) {
    int slips = Suggestion.distance(a, b);
    assertEquals(a.equals(b), slips == 0);
    assertTrue(slips >= Math.abs(a.length() - b.length()));
    assertTrue(slips <= Math.max(a.length(), b.length()));
    assertEquals(slips, Suggestion.distance(a + "x", b + "x"));
    assertTrue(Math.abs(slips - Suggestion.distance(a + "x", b)) <= 1);
  }

  /** One error is allowed, and one more for each four letters beyond the fourth. */
  @Test
  void theNearestWordIsSuggestedUnlessItIsTooFar() {
    List<String> words = List.of("errands", "maze", "maze-medium");
    assertEquals("; did you mean maze?", Suggestion.of("mase", words));
    assertEquals("", Suggestion.of("mas", words));
    assertEquals("; did you mean maze-medium?", Suggestion.of("masemedium", words));
    assertEquals("", Suggestion.of("mase_medum", words));
    assertEquals("; did you mean batch?", Suggestion.of("bath", List.of("path2", "batch", "bat")));
    assertEquals("", Suggestion.of("maze", List.of()));
  }
}
