package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.env.physics.Golden;
import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.TabletopTask.Joint;

/** Verdicts of the original code on recorded states, compared without a simulation. */
final class RecordedRewardsTest {
  private static final List<String> NUMBERS =
      Stream.concat(Stream.of("reward"), Verdict.NAMES.stream()).toList();

  static Stream<Golden> fifty() {
    return Golden.read(RecordedRewardsTest.class, "rewards.json.gz").list().stream();
  }

  static Stream<Golden> cds() {
    return Golden.read(RecordedRewardsTest.class, "cds-rewards.json.gz").list().stream();
  }

  @ParameterizedTest
  @MethodSource("fifty")
  void verdictsOnFiftyTasksMatchTheOriginal(Golden episode) {
    requireVerdicts(MetaWorldTasks.MT50, episode, 1e-9);
  }

  @ParameterizedTest
  @MethodSource("cds")
  void verdictsOnDoorAndDrawerMatchTheOriginal(Golden episode) {
    requireVerdicts(MetaWorldTasks.CDS, episode, 1e-12);
  }

  private static void requireVerdicts(
      List<Supplier<TabletopTask>> tasks, Golden episode, double error) {
    TabletopTask task = MetaWorldTasks.named(tasks, episode.at("task").text());
    String where = task.name + ", " + episode.at("run").text();
    double[] v = episode.at("placement").numbers();
    set(task.startTcp, episode.at("startTcp"));
    show(task, episode, "before");
    task.object.z = episode.at("settled").number();
    task.arrange(
        new StageNotes(() -> show(task, episode, "first")),
        new Placement(new Point3(v[0], v[1], v[2]), new Point3(v[3], v[4], v[5])));
    assertPoint(episode.at("start"), task.start, where + ", start");
    assertPoint(episode.at("goal"), task.goal, where + ", goal");
    show(task, episode, "first");
    task.judge(); // one task remembers its first distance
    for (Golden state : episode.at("states").list()) {
      show(task, state, "markers");
      task.gripper.effort = state.at("effort").number();
      task.pressed = state.at("pressed").number() == 1;
      task.judge();
      double[] expected = state.at("verdict").numbers();
      for (int i = 0; i < expected.length; i++) {
        String what = where + ", step " + state.at("step").number() + ", " + NUMBERS.get(i);
        assertEquals(expected[i], task.verdict.numbers[i], error, what);
      }
    }
  }

  /** Shows a task the recorded state. */
  private static void show(TabletopTask task, Golden state, String markers) {
    Golden places = state.at(markers);
    for (Marker marker : task.markers()) {
      if (places.has(marker.name)) {
        set(marker, places.at(marker.name));
      }
    }
    for (Joint joint : task.joints()) {
      if (state.at("joints").has(joint.name)) {
        joint.position = state.at("joints").at(joint.name).number();
      }
    }
    set(task.tcp, places.at("tcp"));
    task.see(state.at("observation").numbers());
  }

  private static void set(Point3 point, Golden numbers) {
    double[] p = numbers.numbers();
    point.set(p[0], p[1], p[2]);
  }

  private static void assertPoint(Golden expected, Point3 found, String what) {
    double[] p = expected.numbers();
    assertEquals(0, found.distance(new Point3(p[0], p[1], p[2])), 1e-12, what);
  }
}
