package org.qmp.cli.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.run.RunFailedException;
import org.qmp.cli.run.RunResult;
import org.qmp.cli.run.UnfinishedException;
import org.qmp.rl.Passport;
import org.qmp.rl.multitask.Method;

/**
 * How far the runs of a comparison are, read from their files only.
 *
 * @param results of the runs that are finished or have failed
 */
public record ComparisonState(Comparison comparison, Map<Member, RunResult> results) {

  static final String LEFT_OUT = "Runs that the other tables leave out";
  static final List<String> LEFT_OUT_COLUMNS = List.of("run", "state");
  static final String NOT_FOR_EVERY_METHOD = "finished, but not with this seed for every method";

  /** Reads the present state. */
  public static ComparisonState of(Comparison comparison) throws IOException {
    Map<Member, RunResult> results = new LinkedHashMap<>();
    for (Member member : comparison.members()) {
      RunResult.in(member.directory(), member.spec())
          .ifPresent(result -> results.put(member, result));
    }
    return new ComparisonState(comparison, results);
  }

  private boolean isOk(Member member) {
    return Optional.ofNullable(results.get(member)).filter(RunResult::isOk).isPresent();
  }

  /**
   * The comparison of finished runs: methods that have one, on the seeds that all of them have
   * finished. Empty if there is no such seed.
   */
  public Optional<Comparison> comparable() {
    List<Method> methods = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Integer> seeds = new ArrayList<>(comparison.seeds());
    for (int i = 0; i < comparison.methods().size(); i++) {
      int method = i;
      List<Integer> finished =
          comparison.seeds().stream().filter(s -> isOk(comparison.member(method, s))).toList();
      if (!finished.isEmpty()) {
        methods.add(comparison.methods().get(method));
        names.add(comparison.name(method));
        seeds.retainAll(finished);
      }
    }
    return methods.isEmpty() || seeds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Comparison(comparison.base(), methods, names, seeds, comparison.directory()));
  }

  /** A table of the runs that the tables leave out, with the reasons; no rows if there are none. */
  public Table leftOut() throws IOException {
    List<Member> shown = comparable().map(Comparison::members).orElse(List.of());
    List<List<String>> rows = new ArrayList<>();
    rows.add(LEFT_OUT_COLUMNS);
    for (Member member : comparison.members()) {
      if (!shown.contains(member)) {
        rows.add(List.of(name(member), state(member)));
      }
    }
    return new Table(LEFT_OUT, rows);
  }

  private static String name(Member member) {
    return String.valueOf(member.directory().getFileName());
  }

  private String state(Member member) throws IOException {
    @Nullable RunResult result = results.get(member);
    if (result == null) {
      var steps = Metrics.of(member.directory()).byStep();
      return steps.isEmpty()
          ? "not begun, or no metrics yet"
          : Format.text(
              "%s of %s steps",
              Format.count(steps.lastKey()), Format.count(member.spec().training().steps()));
    }
    return result.isFailed() ? "FAILED " + reason(result) : NOT_FOR_EVERY_METHOD;
  }

  private static String reason(RunResult failed) {
    return Format.text("at step %s: %s", Format.count(failed.step()), failed.failure());
  }

  /**
   * A warning if the runs were made by different versions of the program, whose numbers may differ.
   */
  public Optional<String> warning() throws IOException {
    List<String> programs = new ArrayList<>();
    for (Member member : results.keySet()) {
      Map<String, String> passport = Passport.in(member.directory());
      String jar = passport.getOrDefault("jar", "no jar");
      String program =
          passport.get("version") + " (" + jar.substring(0, Math.min(16, jar.length())) + ")";
      if (!programs.contains(program)) {
        programs.add(program);
      }
    }
    return programs.size() < 2
        ? Optional.empty()
        : Optional.of(
            "The runs were not all made by the same qmp.jar: " + String.join(", ", programs) + ".");
  }

  /**
   * Checks that the given runs are finished.
   *
   * @throws UnfinishedException if one is neither finished nor has failed
   * @throws RunFailedException if one has failed
   */
  public void requireFinished(List<Member> members) {
    long open = members.stream().filter(member -> !results.containsKey(member)).count();
    if (open > 0) {
      throw new UnfinishedException(
          Format.text(
              "%d of %s not finished; the same command, or that of another shard, continues",
              open, Format.count(members.size(), "run")));
    }
    List<Member> failed = members.stream().filter(member -> !isOk(member)).toList();
    if (!failed.isEmpty()) {
      throw new RunFailedException(
          Format.text("%d of %s failed: ", failed.size(), Format.count(members.size(), "run"))
              + failed.stream()
                  .map(
                      member ->
                          name(member) + " " + reason(Objects.requireNonNull(results.get(member))))
                  .collect(Collectors.joining("; "))
              + "; --retry-failed tries again");
    }
  }
}
