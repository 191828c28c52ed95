package org.qmp.rl.multitask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Team;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Actor;
import org.qmp.rl.sac.Sac;

/**
 * All learners of a run: one for each task, or one for all. Learners that do not use each other's
 * networks update in parallel; the results do not depend on the number of threads.
 */
public final class Learners implements AutoCloseable {
  /** Those of the lanes; the last ones have all threads. */
  private final List<Kernels> kernels;

  private final Team team;
  private final List<Learner> learners;
  private final Optional<Distillation> distillation;

  /**
   * Learners at their start.
   *
   * @throws org.qmp.rl.behavior.MethodException if the method cannot train on these tasks
   */
  public Learners(LearnerFactory factory, Backend backend, Precision precision) {
    int lanes = factory.independent() ? Math.min(backend.threads(), factory.learners()) : 1;
    int threads = factory.independent() ? 1 : backend.threads();
    kernels = new ArrayList<>();
    team = new Team(lanes);
    try {
      for (int i = 0; i < lanes; i++) {
        kernels.add(backend.withThreads(threads).kernels(precision));
      }
      if (lanes > 1) {
        kernels.add(backend.kernels(precision));
      }
      learners = factory.create(i -> kernels.get(i % lanes));
      List<Actor> actors = learners.stream().map(each -> each.sac().actor()).toList();
      distillation = factory.distillation(kernels.get(0), actors);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The learners: one for each task in their order, or one. */
  public List<Learner> all() {
    return learners;
  }

  /** As {@link #all()}, without the sampling of their batches. */
  public List<Sac> sacs() {
    return learners.stream().map(Learner::sac).toList();
  }

  /** Kernels that use all threads, for work done while no learner updates. */
  public Kernels kernels() {
    return kernels.get(kernels.size() - 1);
  }

  /**
   * Updates every learner. Learners that use each other's networks take turns, in order.
   *
   * @param replays of all tasks, in order
   * @param counts how many updates of each learner
   * @param step for messages
   */
  public void update(List<ReplayBuffer> replays, long[] counts, long step) {
    if (team.size() == 1) {
      updateInTurns(replays, counts, step);
      return;
    }
    team.run(
        lane -> {
          for (int i = lane; i < learners.size(); i += team.size()) {
            for (long u = 0; u < counts[i]; u++) {
              learners.get(i).update(replays, step);
            }
          }
        });
  }

  private void updateInTurns(List<ReplayBuffer> replays, long[] counts, long step) {
    boolean anyone = true;
    for (long u = 0; anyone; u++) {
      anyone = false;
      for (int i = 0; i < counts.length; i++) {
        if (u < counts[i]) {
          learners.get(i).update(replays, step);
          anyone = true;
        }
      }
    }
  }

  /** Distils if it is due between two steps. */
  public void distilIfDue(List<ReplayBuffer> replays, long before, long after) {
    distillation.ifPresent(centroid -> centroid.distilIfDue(replays, before, after));
  }

  /**
   * Checks every number before it is saved.
   *
   * @throws NonFiniteException naming the tensor, the element and the step
   */
  public void requireFiniteState(long step) {
    learners.forEach(each -> requireFinite("learner " + each.name(), each.sac().state(), step));
    distillation.ifPresent(centroid -> requireFinite("the centroid", centroid.state(), step));
  }

  private static void requireFinite(String whose, Map<String, Mat> state, long step) {
    for (Map.Entry<String, Mat> part : state.entrySet()) {
      Mat mat = part.getValue();
      int at = mat.firstNonFinite();
      if (at >= 0) {
        throw new NonFiniteException(
            String.format(
                Locale.ROOT,
                "%s: %s is %s in %s at step %d",
                whose,
                part.getKey(),
                mat.at(at),
                mat.place(at),
                step));
      }
    }
  }

  /** Everything that was learned, by name: writing into it restores a state. */
  public Map<String, Map<String, Mat>> states() {
    Map<String, Map<String, Mat>> states = new LinkedHashMap<>();
    learners.forEach(each -> states.put("learner/" + each.name() + "/", each.sac().state()));
    distillation.ifPresent(c -> states.put("distillation/", c.state()));
    return states;
  }

  /** Streams of random numbers by name. */
  public Map<String, Xoshiro256> streams() {
    Map<String, Xoshiro256> streams = new LinkedHashMap<>();
    for (Learner each : learners) {
      each.streams().forEach((s, rng) -> streams.put("learner/" + each.name() + "/" + s, rng));
    }
    distillation.ifPresent(c -> streams.put("distillation", c.rng));
    return streams;
  }

  /** Adds all that was learned, and the streams. */
  public void addTo(Fingerprint fingerprint) {
    states().values().forEach(fingerprint::add);
    streams().forEach((name, rng) -> fingerprint.add(name, rng.state()));
  }

  @Override
  public void close() {
    team.close();
    kernels.forEach(Kernels::close);
  }
}
