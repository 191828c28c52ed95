package org.qmp.examples.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Precision;
import org.qmp.cli.option.NamedSuite;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.physics.Mechanism;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.Rules;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SacConfig;

/**
 * Processor time of one thread, best and median of many short rounds: comparisons on a machine that
 * others use too. Processes of different programs take turns, and the best of each are compared.
 *
 * <pre>
 *   CpuTime update INSTRUCTIONS BATCH LEARNERS SECONDS     one update of soft actor-critic, µs
 *   CpuTime products INSTRUCTIONS PRECISION SECONDS        products, GFLOP/s
 *   CpuTime steps MECHANISM SECONDS                        steps of the simulator, µs
 *   CpuTime actions SUITE SECONDS                          actions in each of a suite's worlds, µs
 * </pre>
 *
 * The update is that of {@link SacBenchmark}; learners are updated in turn. Seconds are of the
 * processor; the first half of the rounds is warm-up.
 */
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String[] PRODUCTS = {
    "256x256x256 NN", "256x256x256 TN", "256x256x256 NT", "32x256x256 NN", "256x32x256 TN",
    "32x256x256 NT", "2560x256x256 NN", "256x400x400 NN", "256x256x12 NN", "256x256x12 TN",
    "256x12x256 NT", "256x256x1 NN", "1x256x256 NN"
  };

  private CpuTime() {}

  public static void main(String[] args) {
    if (args[0].equals("steps")) {
      steps(Mechanism.valueOf(args[1]), Double.parseDouble(args[2]));
      return;
    }
    if (args[0].equals("actions")) {
      TaskSuite suite = NamedSuite.suite(args[1]);
      suite.tasks().forEach(task -> actions(task, Double.parseDouble(args[2]) / suite.size()));
      return;
    }
    Instructions how = Instructions.valueOf(args[1]);
    if (args[0].equals("update")) {
      int batch = Integer.parseInt(args[2]);
      int learners = Integer.parseInt(args[3]);
      double[] micros = updates(how, batch, learners, Double.parseDouble(args[4]));
      System.out.printf(
          Locale.ROOT,
          "update %s batch %d, %d learners: best %.0f, median %.0f µs%n",
          how,
          batch,
          learners,
          micros[0],
          micros[1]);
    } else {
      products(how, Precision.valueOf(args[2]), Double.parseDouble(args[3]));
    }
  }

  /** Best and median. */
  private static double[] updates(Instructions how, int batch, int learners, double seconds) {
    Kernels kernels = new Backend(how, 1).kernels(Precision.FLOAT);
    Dimensions sizes = new Dimensions(1, 17, 6);
    Xoshiro256 rng = Xoshiro256.named(1, "benchmark");
    ReplayBuffer replay = SacBenchmark.filledReplay(sizes, rng);
    List<Sac> all = new ArrayList<>();
    for (int i = 0; i < learners; i++) {
      all.add(new Sac(kernels, sizes, SacConfig.defaults().with(c -> c.batch = batch), i, "task"));
    }
    Runnable round =
        () -> {
          for (Sac sac : all) {
            Batch b = sac.batch();
            replay.sample(rng, b, 0, b.rows());
            sac.update();
          }
        };
    int repeats = Math.max(1, 1000 / batch / learners);
    double[] nanos = rounds(round, repeats, seconds);
    return new double[] {nanos[0] / learners / 1e3, nanos[nanos.length / 2] / learners / 1e3};
  }

  private static void products(Instructions how, Precision precision, double seconds) {
    Kernels kernels = new Backend(how, 1).kernels(precision);
    for (String product : PRODUCTS) {
      int[] n = ProductBenchmark.sizes(product);
      double operations = 2.0 * n[0] * n[1] * n[2];
      Runnable work = ProductBenchmark.ours(kernels, product);
      int repeats = (int) Math.max(1, Math.min(400, 2e8 / operations));
      double[] nanos = rounds(work, repeats, seconds / PRODUCTS.length);
      System.out.printf(
          Locale.ROOT,
          "%s %s %s: best %.1f, median %.1f GFLOP/s%n",
          how,
          precision,
          product,
          operations / nanos[0],
          operations / nanos[nanos.length / 2]);
    }
  }

  /** As {@link PhysicsBenchmark}, under the rules of MuJoCo 3. */
  private static void steps(Mechanism mechanism, double seconds) {
    Simulation simulation = new Simulation(mechanism.model(Rules.MUJOCO_3));
    Xoshiro256 torques = Xoshiro256.named(1, "torques");
    Runnable episode =
        () -> {
          simulation.reset();
          for (int step = 0; step < 4000; step++) {
            for (int i = 0; i < simulation.model().controls() && step % 4 == 0; i++) {
              simulation.setControl(i, 2 * torques.nextDouble() - 1);
            }
            simulation.step();
          }
        };
    double[] nanos = rounds(episode, 1, seconds);
    System.out.printf(
        Locale.ROOT,
        "%s: best %.2f, median %.2f µs a step%n",
        mechanism,
        nanos[0] / 4e6,
        nanos[nanos.length / 2] / 4e6);
  }

  /**
   * Random actions that change every four steps, episodes of 100 with what it costs to begin them.
   */
  private static void actions(TaskSuite.Task task, double seconds) {
    Environment world = task.create();
    Xoshiro256 rng = Xoshiro256.named(1, "actions");
    double[] observation = new double[world.observations().size()];
    double[] action = new double[world.actions().size()];
    Runnable episode =
        () -> {
          world.reset(rng::nextDouble, observation);
          for (int step = 0; step < 100; step++) {
            for (int i = 0; i < action.length && step % 4 == 0; i++) {
              action[i] = 2 * rng.nextDouble() - 1;
            }
            world.step(action, observation);
          }
        };
    double[] nanos = rounds(episode, 1, seconds);
    System.out.printf(
        Locale.ROOT,
        "%s: best %.1f, median %.1f µs an action%n",
        task.name(),
        nanos[0] / 1e5,
        nanos[nanos.length / 2] / 1e5);
  }

  /** Nanoseconds for once, of every round in the second half of the rounds, ascending. */
  private static double[] rounds(Runnable work, int repeats, double seconds) {
    List<Double> found = new ArrayList<>();
    long end = THREADS.getCurrentThreadCpuTime() + (long) (seconds * 1e9);
    long begin = THREADS.getCurrentThreadCpuTime();
    while (begin < end) {
      for (int i = 0; i < repeats; i++) {
        work.run();
      }
      long now = THREADS.getCurrentThreadCpuTime();
      found.add((now - begin) / (double) repeats);
      begin = now;
    }
    double[] late =
        found.subList(found.size() / 2, found.size()).stream().mapToDouble(d -> d).toArray();
    Arrays.sort(late);
    return late;
  }
}
