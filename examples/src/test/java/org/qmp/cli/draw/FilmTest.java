package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.RunFailedException;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.maze.Maze;
import org.qmp.env.reacher.Reacher;
import org.qmp.env.walker.Walker;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Agent;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SavedRun;
import org.qmp.rl.Trainer;
import org.qmp.rl.multitask.Method;

/**
 * Each frame of a film shows its step, its reward, the sum of the rewards so far and the acting
 * policy; a still shows a few distinct moments.
 */
final class FilmTest {
  static List<TaskSuite> suites() {
    return List.of(
        Pendulum.suite(), PointReach.suite(), Maze.large(), Reacher.suite(), Walker.suite());
  }

  /** Actions are random; the policy named as acting changes every ten steps. */
  private static Film film(TaskSuite suite, int policies) {
    Environment world = suite.tasks().get(0).create();
    Xoshiro256 random = Xoshiro256.named(3, "film");
    double[] observation = new double[world.observations().size()];
    double[] action = new double[world.actions().size()];
    world.reset(random::nextDouble, observation);
    List<Film.Moment> moments = new ArrayList<>();
    moments.add(new Film.Moment(world.render(), 0, 0, 0, 0));
    boolean over = false;
    while (!over) {
      world.actions().sample(random::nextDouble, action);
      over = world.step(action, observation).over();
      int step = moments.size();
      moments.add(new Film.Moment(world.render(), step, -0.5, -0.5 * step, step / 10 % policies));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < policies; i++) {
      names.add("policy-of-task-" + i);
    }
    return new Film(suite.name() + ", separated+qmp, task first", names, moments);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void framesNameTaskStepRewardReturnAndActingPolicy(TaskSuite suite) {
    Film film = film(suite, 3);
    List<Picture> frames = film.frames();
    assertTrue(frames.size() <= 251);
    String last = said(frames.get(frames.size() - 1));
    int steps = film.steps();
    assertTrue(last.contains("task first"), last);
    String told = "   reward −0.500   return " + Format.number(-0.5 * steps);
    assertTrue(last.contains("step " + steps + " of " + steps + told), last);
    assertTrue(last.contains("policy-of-task-" + steps / 10 % 3 + " acts"), last);
    frames.forEach(Labels::requireRoomForAll);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void theMoverHasTheColourOfTheActingPolicy(TaskSuite suite) {
    for (Picture frame : film(suite, 3).frames()) {
      Shape swatch =
          frame.shapes().stream()
              .filter(s -> s instanceof Polygon && s.role() == Role.PLAIN)
              .reduce((first, second) -> second)
              .orElseThrow();
      Color actor = ((Polygon) swatch).paint().fill();
      List<Shape> movers = frame.shapes().stream().filter(s -> s.role() == Role.MOVER).toList();
      assertTrue(!movers.isEmpty());
      for (Shape mover : movers) {
        Color color =
            mover instanceof Circle circle
                ? circle.paint().fill()
                : ((Shape.Line) mover).stroke().color();
        assertEquals(actor, color.withOpacity(1));
      }
    }
  }

  @Test
  void manyPoliciesAreNumbered() {
    Film film = film(PointReach.suite(), 7);
    assertTrue(
        Labels.of(film.frames().get(15)).contains("2 policy-of-task-1 acts"),
        Labels.of(film.frames().get(15)).toString());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void aStillShowsAFewMomentsAndNamesActingPolicies(TaskSuite suite) {
    Picture still = film(suite, 3).still();
    Labels.requireRoomForAll(still);
    List<String> labels = Labels.of(still);
    assertTrue(labels.contains("policy-of-task-0 acts"), labels.toString());
    long movers = still.shapes().stream().filter(s -> s.role() == Role.MOVER).count();
    long ofAMoment =
        suite.tasks().get(0).create().render().shapes().stream()
            .filter(s -> s.role() == Role.MOVER)
            .count();
    assertTrue(movers >= ofAMoment && movers <= 4 * 7 * ofAMoment, movers + " movers");
  }

  /**
   * A film lasts four seconds, unless its frames would then last less than 0.05 or more than 0.2
   * seconds. It shows at most 250 moments, evenly spaced, and the last one.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 1, 0.2",
    "10, 11, 1, 0.2",
    "40, 41, 1, 0.1",
    "100, 101, 1, 0.05",
    "250, 251, 1, 0.05",
    "251, 127, 2, 0.05",
    "1000, 251, 4, 0.05"
  })
  void aFilmIsNeitherTooFastNorTooLong(int steps, int frames, int every, double seconds) {
    Picture world = new Picture("dot", "", new Picture.View(0, 0, 9, 9), List.of());
    List<Film.Moment> moments =
        IntStream.rangeClosed(0, steps)
            .mapToObj(i -> new Film.Moment(world, i, -1, -i, 0))
            .toList();
    Film film = new Film("title", List.of("own"), moments);
    assertEquals(seconds, film.secondsPerFrame(), 1e-12);
    List<Picture> made = film.frames();
    assertEquals(frames, made.size());
    assertTrue(said(made.get(0)).contains("step 0 of " + steps + " "), said(made.get(0)));
    int second = Math.min(every, steps);
    assertTrue(said(made.get(1)).contains("step " + second + " of "), said(made.get(1)));
    assertTrue(said(made.get(frames - 1)).contains("step " + steps + " of " + steps + " "));
  }

  /** A world that no {@code TimeLimit} ends. */
  private static final class Endless extends Wrapper {
    private final Picture still = new Picture("dot", "", new Picture.View(0, 0, 9, 9), List.of());

    Endless(Environment inner) {
      super(inner);
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      Arrays.fill(observationOut, 0);
      return new Outcome.Running(0);
    }

    @Override
    public Picture render() {
      return still;
    }
  }

  @Test
  void anEpisodeThatDoesNotEndIsNamed(@TempDir Path temp) throws IOException {
    RunSpec spec =
        RunSpec.of("pendulum", Method.SEPARATED, 8)
            .set("hidden", "4")
            .set("batch", "4")
            .set("warmUp", "4")
            .set("evaluateEvery", "8")
            .set("evaluationEpisodes", "1");
    try (Trainer trainer = new Trainer(spec, Pendulum.suite(), Backend.plain(), temp)) {
      trainer.run(Agent.Listener.NONE);
    }
    TaskSuite endless = Pendulum.suite().wrapped(Endless::new);
    try (SavedRun saved = SavedRun.open(temp, name -> endless, Backend.plain())) {
      RunFailedException error =
          assertThrows(RunFailedException.class, () -> Film.of("title", saved, Acts.OWN, 0, 1));
      assertEquals(
          "task swing-up: an episode of Pendulum has not ended after 100,000 steps; TimeLimit ends"
              + " episodes",
          error.getMessage());
    }
  }

  private static String said(Picture frame) {
    return String.join(" | ", Labels.of(frame));
  }
}
