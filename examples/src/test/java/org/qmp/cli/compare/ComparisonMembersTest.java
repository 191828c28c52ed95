package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.Methods;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.Method;

/** Which runs a comparison has, in which order, and in which directories. */
final class ComparisonMembersTest {

  @Test
  void everyMethodRunsWithTheFirstSeedThenWithTheSecond() {
    Comparison comparison = Recorded.of(Path.of("out"), 2, 2).comparison();
    List<Comparison.Member> members = comparison.members();
    assertEquals(
        List.of(
            Path.of("out", "separated-1"),
            Path.of("out", "separated+qmp-1"),
            Path.of("out", "separated-2"),
            Path.of("out", "separated+qmp-2")),
        members.stream().map(Comparison.Member::directory).toList());
    assertEquals(List.of(1L, 1L, 2L, 2L), members.stream().map(m -> m.spec().seed()).toList());
    assertEquals(
        List.of("separated", "separated+qmp", "separated", "separated+qmp"),
        members.stream().map(m -> Methods.name(m.spec().method())).toList());
    for (Comparison.Member member : members) {
      assertEquals(comparison.base().training(), member.spec().training());
      assertEquals(comparison.base().sac(), member.spec().sac());
      assertEquals(comparison.base().precision(), member.spec().precision());
      assertEquals("two", member.spec().suite());
    }
    assertEquals(members.get(3), comparison.member(1, 2));
  }

  @Test
  void methodsOfTheSameNameAreDistinguishedByTheirSettings() {
    RunSpec base = Recorded.of(Path.of("out"), 1, 1).comparison().base();
    Methods.Names names = new Methods.Several().convert("separated,qmp,qmp:tie=own:persistence=10");
    List<Method> methods = names.runs(base).stream().map(RunSpec::method).toList();
    Comparison comparison = new Comparison(base, methods, 1, Path.of("out"));
    assertEquals(
        List.of("separated", "separated+qmp", "separated+qmp:persistence=10:tie=own"),
        comparison.names());
    Comparison.Member held = comparison.member(2, 1);
    assertEquals(Path.of("out", "separated+qmp-persistence=10-tie=own-1"), held.directory());
    assertEquals("10", held.spec().values().get("persistence"));
    List<Method> swapped = List.of(methods.get(2), methods.get(1));
    assertEquals(
        List.of("separated+qmp", "separated+qmp:persistence=1:tie=lowest-index"),
        new Comparison(base, swapped, 1, Path.of("out")).names());
  }
}
