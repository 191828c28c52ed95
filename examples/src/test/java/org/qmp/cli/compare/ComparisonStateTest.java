package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.run.RunFailedException;
import org.qmp.cli.run.RunResult;
import org.qmp.cli.run.RunResult.Status;
import org.qmp.cli.run.UnfinishedException;
import org.qmp.rl.Passport;
import org.qmp.rl.store.RunDirectory;

/** Which runs of a comparison can be compared already, and what is said about the others. */
final class ComparisonStateTest {
  private static final RunResult OK = new RunResult(Status.OK, 320, 220, "f00d", "");
  private static final RunResult FAILED = new RunResult(Status.FAILED, 28, 0, "", "reward is NaN");

  @TempDir private Path temp;

  /** A row for each seed, a letter for each method: o is finished, f has failed, - is open. */
  private ComparisonState state(String... seeds) {
    Comparison comparison = Recorded.of(temp, seeds[0].length(), seeds.length).comparison();
    Map<Member, RunResult> results = new HashMap<>();
    for (int seed = 1; seed <= seeds.length; seed++) {
      for (int method = 0; method < seeds[0].length(); method++) {
        char letter = seeds[seed - 1].charAt(method);
        if (letter != '-') {
          results.put(comparison.member(method, seed), letter == 'o' ? OK : FAILED);
        }
      }
    }
    return new ComparisonState(comparison, results);
  }

  private static List<List<String>> leftOut(ComparisonState state) throws IOException {
    List<List<String>> rows = state.leftOut().rows();
    return rows.subList(1, rows.size());
  }

  @Test
  void aFinishedComparisonIsComparedWhole() throws IOException {
    ComparisonState state = state("oo", "oo");
    assertEquals(Optional.of(state.comparison()), state.comparable());
    assertEquals(List.of(), leftOut(state));
    state.requireFinished(state.comparison().members());
  }

  @Test
  void methodsAreComparedOnSeedsThatAllHaveFinished() throws IOException {
    ComparisonState state = state("oo", "of", "-o", "oo");
    Comparison comparable = state.comparable().orElseThrow();
    assertEquals(List.of(1, 4), comparable.seeds());
    assertEquals(state.comparison().methods(), comparable.methods());
    assertEquals(
        List.of(
            List.of("separated-2", "finished, but not with this seed for every method"),
            List.of("separated+qmp-2", "FAILED at step 28: reward is NaN"),
            List.of("separated-3", "not begun, or no metrics yet"),
            List.of("separated+qmp-3", "finished, but not with this seed for every method")),
        leftOut(state));
  }

  @Test
  void aMethodWithoutAFinishedRunIsLeftOut() {
    ComparisonState state = state("ofo", "o-o");
    Comparison comparable = state.comparable().orElseThrow();
    assertEquals(List.of("separated", "separated+uniform"), comparable.names());
    assertEquals(List.of(1, 2), comparable.seeds());
    assertEquals(state.comparison().member(2, 2), comparable.member(1, 2));
  }

  @Test
  void withoutACommonSeedNothingIsCompared() {
    assertEquals(Optional.empty(), state("o-", "-o").comparable());
    assertEquals(Optional.empty(), state("--", "ff").comparable());
  }

  @Test
  void anUnfinishedRunIsListedWithItsSteps() throws IOException {
    ComparisonState state = state("-");
    Recorded.of(temp, 1, 1).line(0, 1, 200, "evaluation/upper-right/return", -3);
    assertEquals(List.of(List.of("separated-1", "200 of 320 steps")), leftOut(state));
  }

  @Test
  void openRunsAreReportedBeforeFailedOnes() {
    ComparisonState open = state("of", "o-");
    assertEquals(
        "1 of 4 runs not finished; the same command, or that of another shard, continues",
        assertThrows(
                UnfinishedException.class, () -> open.requireFinished(open.comparison().members()))
            .getMessage());
    ComparisonState failed = state("of", "oo");
    assertEquals(
        "1 of 4 runs failed: separated+qmp-1 at step 28: reward is NaN; --retry-failed tries again",
        assertThrows(
                RunFailedException.class,
                () -> failed.requireFinished(failed.comparison().members()))
            .getMessage());
    failed.requireFinished(List.of(failed.comparison().member(0, 1)));
  }

  @Test
  void runsOfDifferentJarsCauseAWarning() throws IOException {
    Comparison comparison = Recorded.of(temp, 1, 2).comparison();
    write(comparison.member(0, 1), "aaaa");
    assertEquals(Optional.empty(), ComparisonState.of(comparison).warning());
    write(comparison.member(0, 2), "bbbb");
    String version = Passport.in(comparison.member(0, 1).directory()).get("version");
    assertEquals(
        Optional.of(
            "The runs were not all made by the same qmp.jar: %1$s (aaaa), %1$s (bbbb)."
                .formatted(version)),
        ComparisonState.of(comparison).warning());
  }

  private static void write(Member member, String jar) throws IOException {
    try (RunDirectory run =
        RunDirectory.open(member.directory(), member.spec().canonical(), Map.of())) {
      run.writePassport(Passport.ofFailure(member.spec(), 28, "ill", Map.of("jar", jar)));
    }
  }
}
