package org.qmp.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.cli.option.UsageException;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;
import org.qmp.rl.SpecValue;

/** What a search tries: values, and numbers from ranges. */
final class SearchSpaceTest {
  /** A space of {@code key=text} lines. */
  static SearchSpace space(String... lines) {
    Map<SpecKey, String> given = new LinkedHashMap<>();
    for (String line : lines) {
      String[] parts = line.split("=", 2);
      given.put(SpecKeys.of(parts[0]), parts[1]);
    }
    return SearchSpace.of(given);
  }

  private static List<String> values(String line) {
    return space(line).grid().stream().map(s -> String.join(" ", s.values())).toList();
  }

  private static List<String> drawn(SearchSpace space, String key, int count, long seed) {
    return space.random(count, seed).stream().map(s -> s.get(SpecKeys.of(key))).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "batch=32 32",
        "batch=32,256 32/256",
        "batch=1k|2k 1k/2k",
        "hidden=64,64 64,64",
        "hidden=64,64|256,256 64,64/256,256",
        "hidden=none|64 none/64",
        "temperature=learned,fixed learned/fixed",
        "dncBeta=0,1;1,0 0,1;1,0",
        "dncBeta=0.1,0.2 0.1/0.2",
        "gradientClip=none,10 none/10",
        "score=mean,sample,4 mean/sample/4",
        "logStd=clamped:-20:2,smooth:-5:2 clamped:-20:2/smooth:-5:2"
      })
  void aTextIsSplitUnlessItIsAValueAsAWhole(String line, String values) {
    assertEquals(List.of(values.split("/")), values(line));
  }

  @Property(tries = 100)
  void theGridHasEveryCombinationOnce(
      @ForAll @Size(min = 1, max = 4) @UniqueElements List<@IntRange(min = 1, max = 999) Integer> a,
      @ForAll @Size(min = 1, max = 4) @UniqueElements
          List<@IntRange(min = 1, max = 999) Integer> b) {
    SearchSpace space = space("batch=" + joined(a), "targetUpdateInterval=" + joined(b));
    List<String> expected =
        a.stream().flatMap(x -> b.stream().map(y -> x + " " + y)).collect(Collectors.toList());
    assertEquals(expected, space.grid().stream().map(s -> String.join(" ", s.values())).toList());
    assertEquals(a.size() > 1, space.varied().contains(SpecKeys.of("batch")));
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** The values of a key depend neither on other keys nor on how many are drawn. */
  @Property(tries = 50)
  void aRandomValueDependsOnlyOnSeedKeyAndIndex(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int count) {
    SearchSpace some = space("learningRate=1e-4..1e-2");
    SearchSpace more = space("batch=8,16,32", "learningRate=1e-4..1e-2", "gamma=0.9..0.99:linear");
    SearchSpace turned =
        space("gamma=0.9..0.99:linear", "learningRate=1e-4..1e-2", "batch=8,16,32");
    List<String> alone = drawn(some, "learningRate", count, seed);
    assertEquals(alone, drawn(more, "learningRate", count + 7, seed).subList(0, count));
    for (String key : List.of("batch", "learningRate", "gamma")) {
      assertEquals(drawn(more, key, count, seed), drawn(turned, key, count, seed));
    }
  }

  @Property(tries = 200)
  void numbersAreInTheirRangeAndReadBackUnchanged(
      @ForAll @IntRange(min = 1, max = 100_000) int millionths,
      @ForAll @IntRange(min = 1, max = 4000) int permille,
      @ForAll long seed) {
    double low = millionths * 1e-6;
    double high = low * (1 + permille * 1e-3);
    String range = SpecValue.text(low) + ".." + SpecValue.text(high);
    for (String kind : List.of("", ":linear")) {
      for (String text : drawn(space("learningRate=" + range + kind), "learningRate", 5, seed)) {
        double value = Double.parseDouble(text);
        assertTrue(low <= value && value <= high, text + " of " + range);
        assertEquals(text, SpecValue.text(value));
      }
    }
  }

  @Test
  void logarithmsAreUniformAndWholeNumbersStayWhole() {
    int count = 4000;
    List<String> rates = drawn(space("learningRate=1e-4..1e-2"), "learningRate", count, 1);
    long below = rates.stream().filter(text -> Double.parseDouble(text) < 1e-3).count();
    assertEquals(count / 2.0, (double) below, 4 * StrictMath.sqrt(count / 4.0)); // 4 σ
    List<String> linear = drawn(space("gamma=0..1:linear"), "gamma", count, 1);
    double mean = linear.stream().mapToDouble(Double::parseDouble).average().orElseThrow();
    assertEquals(0.5, mean, 4 * StrictMath.sqrt(1 / 12.0 / count));
    List<String> batches = drawn(space("batch=1..3"), "batch", 300, 1);
    assertEquals(List.of("1", "2", "3"), batches.stream().distinct().sorted().toList());
    assertEquals(
        List.of(),
        drawn(space("batch=1k..2k"), "batch", 9, 1).stream().filter(t -> t.contains(".")).toList());
  }

  @Test
  void everyValueOfAListIsDrawn() {
    assertEquals(
        List.of("16", "32", "8"),
        drawn(space("batch=8,16,32"), "batch", 50, 3).stream().distinct().sorted().toList());
    assertEquals(
        1,
        IntStream.range(0, 9)
            .mapToObj(i -> space("batch=8").random(9, 1).get(i))
            .distinct()
            .count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "learningRate=1e-2..1e-4",
        "hidden=64..256",
        "tie=own..first",
        "targetEntropy=auto..2"
      })
  void rangesMustBeOfNumbersFromLowToHigh(String line) {
    String option = SpecKeys.of(line.replaceFirst("=.*", "")).option();
    assertEquals(
        option
            + " must be values, or a range of numbers from the lower to the higher (1e-4..1e-2); got '"
            + line.replaceFirst(".*=", "")
            + "'",
        assertThrows(UsageException.class, () -> space(line)).getMessage());
  }

  @Test
  void aRangeThatBeginsAtZeroMustBeLinear() {
    assertEquals(
        "--gamma must be a range above 0, whose logarithm is uniform, or end in :linear; got '0..1'",
        assertThrows(UsageException.class, () -> space("gamma=0..1")).getMessage());
  }

  @Test
  void gridsHaveNoRangesAndALimitedSize() {
    assertEquals(
        "--gamma must be values, since ranges need --search random:<count>; got '0.5..1'",
        assertThrows(UsageException.class, () -> space("gamma=0.5..1").grid()).getMessage());
    String many =
        IntStream.range(1, 102).mapToObj(String::valueOf).collect(Collectors.joining(","));
    SearchSpace large = space("batch=" + many, "targetUpdateInterval=" + many);
    assertEquals(
        "--set must leave at most 1,000 settings; the grid has more",
        assertThrows(UsageException.class, large::grid).getMessage());
  }
}
