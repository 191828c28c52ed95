package org.qmp.rl.multitask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.env.Relabeling;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method.Critics;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.multitask.Method.Surgery;
import org.qmp.rl.multitask.Sampling.OwnTransitions;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Actor;
import org.qmp.rl.sac.Descent;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Wiring;

/** How a {@link Method} becomes learners. Every stream of random numbers has a name of its own. */
public record LearnerFactory(Method method, TaskSet taskSet, SacConfig config, long seed) {
  private static final String TOGETHER = "together";

  /** Learners: one for each task, or one. */
  int learners() {
    return method.networks() == Networks.SEPARATE ? taskSet.tasks().size() : 1;
  }

  /** Whether no learner looks at another one's networks. */
  boolean independent() {
    return learners() > 1
        && method.critics() != Critics.DECAF
        && method.regularizer() instanceof Regularizer.None;
  }

  private String name(int learner) {
    boolean together = learners() < taskSet.tasks().size();
    return together ? TOGETHER : taskSet.tasks().get(learner);
  }

  private Xoshiro256 stream(int learner, String purpose) {
    return Xoshiro256.named(seed, "learner/" + name(learner) + "/" + purpose);
  }

  private Dimensions sizes() {
    return learners() > 1 ? taskSet.alone() : taskSet.sizes();
  }

  private Wiring wiring() {
    int tasks = sizes().tasks();
    return method.critics() == Critics.MULTI
        ? Wiring.separateCritics(tasks)
        : method.networks().wiring(tasks);
  }

  /** The learners, each on its own kernels. */
  List<Learner> create(IntFunction<Kernels> kernels) {
    List<Nets> nets = nets(kernels);
    List<Actor> actors = nets.stream().map(Nets::actor).toList();
    List<Learner> learners = new ArrayList<>();
    for (int i = 0; i < nets.size(); i++) {
      learners.add(learner(i, kernels.apply(i), nets.get(i), actors));
    }
    return learners;
  }

  private List<Nets> nets(IntFunction<Kernels> kernels) {
    List<Nets> nets = new ArrayList<>();
    for (int i = 0; i < learners(); i++) {
      nets.add(Nets.create(kernels.apply(i), sizes(), wiring(), config, stream(i, "weights")));
    }
    if (method.critics() != Critics.DECAF) {
      return nets;
    }
    List<Xoshiro256> weights =
        IntStream.range(0, nets.size()).mapToObj(i -> stream(i, "shares")).toList();
    return Decaf.combine(kernels.apply(0), taskSet.alone(), config, nets, weights);
  }

  private Learner learner(int index, Kernels k, Nets nets, List<Actor> actors) {
    Map<String, Xoshiro256> streams = new LinkedHashMap<>();
    List<Learner.Feed> feeds = new ArrayList<>();
    Extension extension = Extension.NONE;
    if (method.surgery() == Surgery.PCGRAD) {
      extension = pcGrad(k, stream(streams, index, "surgery"));
    }
    if (method.regularizer() instanceof Regularizer.Dnc dnc) {
      DncPenalty penalty =
          new DncPenalty(k.precision(), sizes(), config.batch(), index, actors, dnc.beta());
      Xoshiro256 rng = stream(streams, index, "regularizer");
      feeds.add(replays -> penalty.fill(replays, rng));
      extension = penalty;
    }
    Batch batch = Batch.zeros(k.precision(), sizes(), rowsPerTask());
    Sac sac = new Sac(k, sizes(), config, nets, batch, extension, stream(index, "noise"));
    Sampling sampling = sampling(index, k, sac);
    return new Learner(name(index), sac, sampling, feeds, streams);
  }

  private Sampling sampling(int learner, Kernels k, Sac sac) {
    List<String> all = taskSet.tasks();
    LearnerTasks tasks = learners() > 1 ? LearnerTasks.one(all, learner) : LearnerTasks.all(all);
    if (!(method.data() instanceof DataSharing.Foreign foreign)) {
      return new OwnTransitions(sac.batch(), tasks, seed);
    }
    Relabeling known =
        taskSet
            .relabeling()
            .orElseThrow(
                () ->
                    new MethodException("data sharing: these tasks come without reward functions"));
    return new SharedTransitions(k, sac, config.batch(), tasks, foreign, known, seed);
  }

  /** With room for other tasks' transitions where the method wants them. */
  private int rowsPerTask() {
    return method.data() instanceof DataSharing.Foreign
        ? SharedTransitions.rowsPerTask(config.batch(), taskSet.tasks().size())
        : config.batch();
  }

  private Extension pcGrad(Kernels k, Xoshiro256 shuffles) {
    return new Extension() {
      @Override
      public Descent.Rule gradients(Batch batch, Parameters... networks) {
        return new PcGrad(k, batch, sizes().tasks(), shuffles, networks);
      }
    };
  }

  private Xoshiro256 stream(Map<String, Xoshiro256> kept, int learner, String purpose) {
    Xoshiro256 stream = stream(learner, purpose);
    kept.put(purpose, stream);
    return stream;
  }

  /** What overwrites the tasks' policies now and then, where the method wants it. */
  Optional<Distillation.Periodic> distillation(Kernels k, List<Actor> actors) {
    if (method.regularizer() instanceof Regularizer.Dnc dnc && dnc.period() > 0) {
      Distillation centroid = new Distillation(k, taskSet.alone(), config, actors, dnc.steps());
      return Optional.of(
          new Distillation.Periodic(
              centroid, dnc.period(), Xoshiro256.named(seed, "distillation")));
    }
    return Optional.empty();
  }

  /**
   * What learners need to know about the tasks.
   *
   * @param tasks names, in order
   * @param sizes of all tasks together
   * @param relabeling what is known about rewards, with actions in [−1, 1]
   */
  public record TaskSet(List<String> tasks, Dimensions sizes, Optional<Relabeling> relabeling) {
    public TaskSet {
      tasks = List.copyOf(tasks);
      if (tasks.size() != sizes.tasks()) {
        throw new IllegalArgumentException(tasks + " are not " + sizes.tasks() + " tasks");
      }
    }

    /** Sizes of one task. */
    Dimensions alone() {
      return new Dimensions(1, sizes.observations(), sizes.actions());
    }
  }
}
