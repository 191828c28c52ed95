package org.qmp.cli.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.qmp.cli.compare.Comparison;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.SpecOptions;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Format;
import org.qmp.cli.sweep.Search.Rung;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecValue;
import org.qmp.rl.TrainingConfig;

/**
 * Which runs a sweep may need. Seeds 1 … {@code seeds} choose the best setting of each method; the
 * next {@code confirm} seeds, which choose nothing, confirm it.
 *
 * @param methods the candidates of each method, at least one each
 * @param space from which the settings come
 * @param directory in which every run has its own
 */
public record SweepPlan(
    List<List<Candidate>> methods,
    SearchSpace space,
    Search search,
    int seeds,
    int confirm,
    Path directory) {
  private static final int DIGITS = 8;
  private static final int MOST_RUNS = 100_000;

  /**
   * A method in one setting.
   *
   * @param number of the setting, from 1
   * @param method its name, as in --methods
   * @param spec of the full run with seed 1
   * @param name beginning of its runs' names: the method, and a hash of the specification without
   *     steps and seed, so that another sweep finds the runs that both share
   */
  public record Candidate(int number, String method, RunSpec spec, String name) {
    static Candidate of(int number, String method, RunSpec spec) {
      String setting = new Fingerprint().add(withSteps(spec, 1).canonical()).hex();
      String name = Comparison.fileName(method) + "-" + setting.substring(0, DIGITS);
      return new Candidate(number, method, spec, name);
    }
  }

  private static RunSpec withSteps(RunSpec spec, long steps) {
    return spec.with(c -> c.training = c.training.with(t -> t.steps = steps));
  }

  /**
   * A plan of all settings in a space.
   *
   * @param methods whose own settings override those that are searched
   * @param base all runs, apart from methods, settings and seeds
   * @throws UsageException if a value is wrong, a key cannot be searched this way, or there are too
   *     many runs
   */
  public static SweepPlan of(
      Methods.Names methods,
      RunSpec base,
      SearchSpace space,
      Search search,
      int seeds,
      int confirm,
      Path directory) {
    for (SpecKey key : space.varied()) {
      if (key.name().equals("evaluateEvery")) {
        throw new UsageException(
            key.option()
                + " cannot be searched: the mean height of a learning curve depends on where its"
                + " first evaluation is");
      }
      if (search.halves() && key.name().equals("steps")) {
        throw new UsageException(
            key.option() + " cannot be searched by halving, which compares runs of equal length");
      }
    }
    List<RunSpec> each = methods.runs(base.with(c -> c.seed = 1));
    requirePossible(space, each);
    List<List<Candidate>> all = candidates(methods, each, search.settings(space));
    SweepPlan plan = new SweepPlan(all, space, search, seeds, confirm, directory);
    long runs = IntStream.range(0, all.size()).mapToLong(plan::size).sum();
    if (runs > MOST_RUNS) {
      throw new UsageException(
          Format.text(
              "--seeds and --confirm must leave at most %,d runs; got %,d", MOST_RUNS, runs));
    }
    return plan;
  }

  /** Checks both ends of each range, which a random search might never draw. */
  private static void requirePossible(SearchSpace space, List<RunSpec> runs) {
    for (Map.Entry<SpecKey, SearchSpace.Choices> each : space.choices().entrySet()) {
      if (each.getValue() instanceof SearchSpace.Choices.Range range) {
        for (double end : new double[] {range.low(), range.high()}) {
          Map<SpecKey, String> setting = Map.of(each.getKey(), SpecValue.text(end));
          runs.forEach(run -> with(setting, run, new LinkedHashSet<>()));
        }
      }
    }
  }

  /**
   * All settings of all methods, applied to these runs. A key that only some methods have is left
   * out of the others, and settings that then give the same runs count once.
   *
   * @throws UsageException if a value is wrong, or no candidate has a key
   */
  private static List<List<Candidate>> candidates(
      Methods.Names methods, List<RunSpec> runs, List<Map<SpecKey, String>> settings) {
    List<String> names = methods.texts();
    Set<SpecKey> used = new LinkedHashSet<>();
    List<Map<String, Candidate>> distinct = new ArrayList<>();
    runs.forEach(run -> distinct.add(new LinkedHashMap<>()));
    for (int i = 0; i < settings.size(); i++) {
      Map<SpecKey, String> setting = settings.get(i);
      List<RunSpec> set = runs.stream().map(run -> with(setting, run, used)).toList();
      List<RunSpec> specs = methods.refined(set);
      for (int method = 0; method < specs.size(); method++) {
        Candidate candidate = Candidate.of(i + 1, names.get(method), specs.get(method));
        distinct.get(method).putIfAbsent(candidate.spec.canonical(), candidate);
      }
    }
    for (SpecKey key : settings.get(0).keySet()) {
      if (!used.contains(key)) {
        throw SpecOptions.inapplicable(key, runs.get(0), Methods.Names.option(runs));
      }
    }
    return distinct.stream().map(candidates -> List.copyOf(candidates.values())).toList();
  }

  /** A run with those settings whose keys it has, which are added to the used keys. */
  private static RunSpec with(Map<SpecKey, String> setting, RunSpec run, Set<SpecKey> used) {
    RunSpec spec = run;
    for (Map.Entry<SpecKey, String> each : setting.entrySet()) {
      if (each.getKey().existsIn(spec)) {
        spec = SpecOptions.set(spec, each.getKey(), each.getValue());
        used.add(each.getKey());
      }
    }
    return spec;
  }

  /** The stages of a method's search. */
  List<Rung> rungs(int method) {
    List<Candidate> all = methods.get(method);
    long warmUp = all.stream().mapToLong(c -> c.spec.training().warmUp()).max().orElse(0);
    TrainingConfig training = all.get(0).spec.training().with(c -> c.warmUp = warmUp);
    return search.rungs(all.size(), training);
  }

  /**
   * The runs of a candidate in a stage, in the order of their seeds.
   *
   * @param rungs of its method
   * @param stage number of a rung, or the number of rungs for the runs that confirm
   */
  List<Member> members(List<Rung> rungs, int stage, Candidate candidate) {
    boolean confirms = stage == rungs.size();
    boolean prolongs = stage > 0 && !confirms;
    long steps = steps(candidate, rungs, stage);
    long before = prolongs ? rungs.get(stage - 1).steps() : 0;
    return IntStream.rangeClosed(confirms ? seeds + 1 : 1, confirms ? seeds + confirm : seeds)
        .mapToObj(
            seed ->
                new Member(
                    withSteps(candidate.spec, steps).with(c -> c.seed = seed),
                    directory(candidate, steps, seed),
                    prolongs ? Optional.of(directory(candidate, before, seed)) : Optional.empty()))
        .toList();
  }

  private static long steps(Candidate candidate, List<Rung> rungs, int stage) {
    return stage < rungs.size() - 1 ? rungs.get(stage).steps() : candidate.spec.training().steps();
  }

  private Path directory(Candidate candidate, long steps, int seed) {
    return directory.resolve(candidate.name + "-" + steps + "-" + seed);
  }

  /**
   * Whether a directory is that of a run of this sweep, or of another one that shares a setting.
   */
  boolean owns(Path run) {
    String name = String.valueOf(run.getFileName());
    return methods.stream()
        .flatMap(List::stream)
        .anyMatch(candidate -> name.startsWith(candidate.name + "-"));
  }

  /** The number of runs a method needs, if none fails. */
  int size(int method) {
    return rungs(method).stream().mapToInt(Rung::settings).sum() * seeds + confirm;
  }

  /**
   * The most steps of a method's runs; a run of a later rung continues where the one before ended.
   */
  long steps(int method) {
    long sum = 0;
    long longest = 0;
    for (Candidate candidate : methods.get(method)) {
      long steps = candidate.spec.training().steps();
      sum += steps;
      longest = Math.max(longest, steps);
    }
    if (search.halves()) {
      sum = 0;
      long before = 0;
      for (Rung rung : rungs(method)) {
        sum += rung.settings() * (rung.steps() - before);
        before = rung.steps();
      }
    }
    return seeds * sum + confirm * longest;
  }

  public String suite() {
    return methods.get(0).get(0).spec.suite();
  }

  /** The methods' names, in order. */
  public List<String> names() {
    return methods.stream().map(candidates -> candidates.get(0).method()).toList();
  }

  /** Such as {@code seeds 1 to 3}. */
  public String choosing() {
    return seeds(1, seeds);
  }

  /** Such as {@code seeds 4 to 8}. */
  public String confirming() {
    return seeds(seeds + 1, seeds + confirm);
  }

  /** Such as {@code seeds 1 to 3 choose, seed 4 confirms}. */
  public String roles() {
    return choosing()
        + (seeds == 1 ? " chooses, " : " choose, ")
        + confirming()
        + (confirm == 1 ? " confirms" : " confirm");
  }

  private static String seeds(int first, int last) {
    return first == last ? "seed " + first : "seeds " + first + " to " + last;
  }
}
