package org.qmp.rl.multitask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.env.Relabeling;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method.Critics;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.multitask.Method.Surgery;
import org.qmp.rl.multitask.OwnTransitions.LearnerTasks;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Actor;
import org.qmp.rl.sac.Descent;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Wiring;

/** Creates the learners of a {@link Method}. Every stream of random numbers has its own name. */
public record LearnerFactory(Method method, TaskSet taskSet, SacConfig config, long seed) {
  /** Learners: one for each task, or one. */
  int learners() {
    return method.networks() == Networks.SEPARATE ? taskSet.tasks().size() : 1;
  }

  /** Whether there are several learners, of which none uses another's networks or a custom term. */
  boolean independent() {
    return learners() > 1
        && method.critics() != Critics.DECAF
        && method.regularizer() instanceof Regularizer.None;
  }

  private String name(int learner) {
    return method.learner(taskSet.tasks(), learner);
  }

  private Xoshiro256 stream(int learner, String purpose) {
    return Xoshiro256.named(seed, "learner/" + name(learner) + "/" + purpose);
  }

  /** Of one learner. */
  private Dimensions sizes() {
    Dimensions all = taskSet.sizes();
    return learners() > 1 ? new Dimensions(1, all.observations(), all.actions()) : all;
  }

  private Wiring wiring() {
    int tasks = sizes().tasks();
    if (method.critics() == Critics.MULTI) {
      return Wiring.separateCritics(tasks);
    }
    return switch (method.networks()) {
      case SEPARATE, MULTI_HEAD -> Wiring.heads(tasks);
      case SHARED_WITH_ID -> Wiring.sharedWithId(tasks);
      case SHARED -> Wiring.shared();
    };
  }

  /** The learners, each on the kernels of its number. */
  List<Learner> create(IntFunction<Kernels> kernels) {
    List<Nets> nets = nets(kernels);
    List<Actor> actors = nets.stream().map(Nets::actor).toList();
    return IntStream.range(0, nets.size())
        .mapToObj(i -> learner(i, kernels.apply(i), nets.get(i), actors))
        .toList();
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
    return Decaf.combine(kernels.apply(0), sizes(), config, nets, weights);
  }

  private Learner learner(int index, Kernels k, Nets nets, List<Actor> actors) {
    Batch batch = Batch.zeros(k.precision(), sizes(), rowsPerTask());
    Xoshiro256 noise = stream(index, "noise");
    Extension extension = Extension.NONE;
    Map<String, Xoshiro256> streams = new LinkedHashMap<>();
    Consumer<List<ReplayBuffer>> fillShared = replays -> {};
    if (method.surgery() == Surgery.PCGRAD) {
      Xoshiro256 rng = stream(index, "surgery");
      streams.put("surgery", rng);
      extension = pcGrad(k, rng);
    }
    if (method.regularizer() instanceof Regularizer.Custom custom) {
      extension = penalty(custom, batch);
    }
    if (method.regularizer() instanceof Regularizer.Dnc dnc) {
      Xoshiro256 rng = stream(index, "regularizer");
      streams.put("regularizer", rng);
      Batch shared = sharedBatch(k);
      extension = new DncPenalty(shared.obs(), index, actors, dnc.beta());
      fillShared = replays -> shared.sample(replays, rng);
    }
    Sac sac = new Sac(k, sizes(), config, nets, batch, extension, noise);
    OwnTransitions transitions = transitions(index, k, sac);
    Consumer<List<ReplayBuffer>> fill = transitions::fill;
    return new Learner(name(index), sac, transitions, fill.andThen(fillShared), streams);
  }

  private OwnTransitions transitions(int learner, Kernels k, Sac sac) {
    List<String> all = taskSet.tasks();
    LearnerTasks tasks = learners() > 1 ? LearnerTasks.one(all, learner) : LearnerTasks.all(all);
    if (!(method.data() instanceof DataSharing.Foreign foreign)) {
      return new OwnTransitions(sac.batch(), config.batch(), tasks, seed);
    }
    String reason = "data sharing: these tasks come without reward functions";
    Relabeling known = taskSet.relabeling().orElseThrow(() -> new MethodException(reason));
    for (int task = 0; foreign instanceof DataSharing.Cds && task < all.size(); task++) {
      String name = all.get(task);
      known
          .unknown(task)
          .ifPresent(
              why -> {
                throw new MethodException(
                    "data sharing: the reward of "
                        + name
                        + " cannot be computed from observations: "
                        + why);
              });
    }
    return new SharedTransitions(k, sac, config.batch(), tasks, foreign, known, seed);
  }

  /** With rows for other tasks' transitions if the method shares data. */
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

  private static Extension penalty(Regularizer.Custom custom, Batch batch) {
    return new Extension() {
      @Override
      public Optional<Var> penalty(Tape tape, Actor actor) {
        return Optional.of(custom.term(tape, actor, batch));
      }
    };
  }

  /** ⌊batch / N⌋ rows of each task, for divide and conquer. */
  private Batch sharedBatch(Kernels k) {
    int tasks = taskSet.tasks().size();
    int batch = config.batch();
    MethodException.refuse(
        batch < tasks,
        "batch = " + batch + ", expected at least one row for each of " + tasks + " tasks");
    return Batch.zeros(k.precision(), taskSet.sizes(), batch / tasks);
  }

  /** The distillation, if the method has one. */
  Optional<Distillation> distillation(Kernels k, List<Actor> actors) {
    if (method.regularizer() instanceof Regularizer.Dnc dnc && dnc.period() > 0) {
      Xoshiro256 rng = Xoshiro256.named(seed, "distillation");
      return Optional.of(new Distillation(k, sizes(), config, dnc, sharedBatch(k), actors, rng));
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
    }
  }
}
