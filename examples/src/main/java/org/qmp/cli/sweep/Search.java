package org.qmp.cli.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.qmp.rl.SpecKey;
import org.qmp.rl.TrainingConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How settings are found.
 *
 * @param random number of random settings; 0 is the whole grid
 * @param seed from which they are drawn
 * @param eta halving keeps one in this many settings after every rung, at least 2; {@link
 *     #NO_HALVING} trains all settings to the end
 */
public record Search(int random, long seed, int eta) {
  static final int NO_HALVING = Integer.MAX_VALUE;

  /** All combinations, trained to the end. */
  public static final Search GRID = new Search(0, 1, NO_HALVING);

  private static final String MUST =
      "must be grid, random:<count>, halving:<eta>, or the last two (random:20,halving:3)";

  /**
   * A stage of a search.
   *
   * @param settings how many are trained
   * @param steps to which they are trained
   */
  public record Rung(int settings, long steps) {}

  /** The same with other random settings. */
  public Search seeded(long other) {
    return new Search(random, other, eta);
  }

  List<Map<SpecKey, String>> settings(SearchSpace space) {
    return random == 0 ? space.grid() : space.random(random, seed);
  }

  boolean halves() {
    return eta < NO_HALVING;
  }

  /**
   * Successive halving (Jamieson and Talwalkar 2016, arXiv:1502.07943; with η as in Li et al. 2018,
   * arXiv:1603.06560): every rung trains η times as long as the one before, and the best of every η
   * settings continues.
   *
   * <pre>
   *   n_k = ⌊n / ηᵏ⌋,    t_k = t / ηᴷ⁻ᵏ,    k = 0 … K = ⌊log_η n⌋
   * </pre>
   *
   * Lengths are rounded down to an evaluation, so that a run of the next rung is this one
   * prolonged, bit for bit; none is shorter than the first evaluation after the warm-up, and none
   * is as long as the one before.
   *
   * @param settings n, at least 1
   * @param training of the last rung
   */
  List<Rung> rungs(int settings, TrainingConfig training) {
    List<Rung> rungs = new ArrayList<>();
    long every = training.evaluateEvery();
    long least = (training.warmUp() / every + 1) * every;
    long steps = training.steps();
    long part = 1; // ηᴷ⁻ᵏ
    while (settings / part >= eta) {
      part *= eta;
    }
    for (int left = settings; part >= 1; part /= eta, left /= eta) {
      long rounded = part == 1 ? steps : Math.max(least, steps / part / every * every);
      Rung rung = new Rung(left, Math.min(steps, rounded));
      if (rungs.isEmpty() || rung.steps() > rungs.get(rungs.size() - 1).steps()) {
        rungs.add(rung);
      }
    }
    return rungs;
  }

  /** The text that {@code --search} reads. */
  public String text() {
    String halving = halves() ? "halving:" + eta : "";
    String drawing = random > 0 ? "random:" + random + (halves() ? "," : "") : "";
    return halves() || random > 0 ? drawing + halving : "grid";
  }

  /** Reads {@code --search}. */
  public static final class Reader implements ITypeConverter<Search> {
    @Override
    public Search convert(String text) {
      Search search = GRID;
      for (String part : text.split(",", -1)) {
        if (part.matches("random:[1-9][0-9]{0,3}") && search.random == 0) {
          search = new Search(number(part), 1, search.eta);
        } else if (part.matches("halving:([2-9]|[1-9][0-9]{1,3})") && !search.halves()) {
          search = new Search(search.random, 1, number(part));
        } else if (!text.equals("grid")) {
          throw new TypeConversionException(MUST);
        }
      }
      if (search.random > SearchSpace.MOST) {
        throw new TypeConversionException("must draw at most 1000 settings");
      }
      return search;
    }

    private static int number(String part) {
      return Integer.parseInt(part.substring(part.indexOf(':') + 1));
    }
  }
}
