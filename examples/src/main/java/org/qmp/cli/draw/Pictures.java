package org.qmp.cli.draw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qmp.env.Environment;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Svg;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Acts;
import org.qmp.rl.SavedRun;
import org.qmp.rl.behavior.BehaviorPolicy;

/** Draws episodes of a policy's mean actions. */
public final class Pictures {
  private static final double SLOWEST = 0.2;
  private static final double FASTEST = 0.05;
  private static final double WISHED_SECONDS = 4;
  private static final int MOMENTS = 12;

  private Pictures() {}

  /** Every moment of one episode, from a start state that the seed determines. */
  public static List<Picture> episode(SavedRun run, Acts who, int task, long seed) {
    Environment world = run.suite().tasks().get(task).create();
    BehaviorPolicy policy = run.policy(who, seed);
    Xoshiro256 luck = Xoshiro256.named(seed, "render/" + run.suite().tasks().get(task).name());
    double[] observation = new double[world.observations().size()];
    double[] action = new double[world.actions().size()];
    List<Picture> frames = new ArrayList<>();
    world.reset(luck::nextDouble, observation);
    frames.add(world.render());
    boolean over = false;
    while (!over) {
      policy.observe(task, observation);
      policy.decide(run.step());
      policy.meanAction(task, action);
      over = world.step(action, observation).over();
      frames.add(world.render());
    }
    return frames;
  }

  /** A film of some seconds. */
  public static String film(List<Picture> frames) {
    double seconds = Math.max(FASTEST, Math.min(SLOWEST, WISHED_SECONDS / frames.size()));
    return Svg.film(frames, seconds);
  }

  /** A few moments, evenly spread and with the first and the last, in one picture. */
  public static String still(List<Picture> frames) {
    int moments = Math.min(MOMENTS, frames.size());
    List<Picture> chosen = new ArrayList<>();
    for (int i = 0; i < moments; i++) {
      chosen.add(frames.get(i * (frames.size() - 1) / Math.max(1, moments - 1)));
    }
    return Svg.film(chosen, 0.4);
  }

  /** The name of the PNG beside an SVG. */
  static Path png(Path svg) {
    String name = String.valueOf(svg.getFileName());
    return svg.resolveSibling(name.substring(0, name.length() - ".svg".length()) + ".png");
  }
}
