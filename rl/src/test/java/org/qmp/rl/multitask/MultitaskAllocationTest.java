package org.qmp.rl.multitask;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Allocation;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.Method.Regularizer.Dnc;
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

/** Sharing between tasks leaves no garbage to collect. */
final class MultitaskAllocationTest {
  private static final Dimensions ONE = new Dimensions(1, 3, 2);
  private static final List<String> NAMES = List.of("left", "right", "up");
  private static final List<ReplayBuffer> REPLAYS =
      List.of(Small.counting(ONE, 50, 0), Small.counting(ONE, 50, 1), Small.counting(ONE, 50, 2));

  @ParameterizedTest
  @EnumSource(Precision.class)
  void nothingIsAllocatedWhenWarm(Precision precision) {
    try (Kernels kernels = Backend.plain().kernels(precision)) {
      Sac joint = joint(kernels);
      LearnerTasks all = LearnerTasks.all(NAMES);
      OwnTransitions own = new OwnTransitions(joint.batch(), 8, all, 1);
      SharedTransitions shared =
          new SharedTransitions(
              kernels, joint, 8, all, new DataSharing.Uds(0.5), Small.paying(-1), 1);
      Allocation.assertNone("own transitions", () -> own.fill(REPLAYS));
      Allocation.assertNone("shared transitions", () -> shared.fill(REPLAYS));
      Allocation.assertNone("an update with gradient surgery", joint::update);

      SacConfig config = Small.config(8);
      Nets nets =
          Nets.create(kernels, ONE, Wiring.heads(1), config, Xoshiro256.named(1, "weights"));
      List<Actor> policies = List.of(nets.actor(), nets.actor(), nets.actor());
      Batch rows = Batch.zeros(precision, new Dimensions(3, 3, 2), 2);
      Xoshiro256 rng = Xoshiro256.named(1, "draws");
      Dnc twoSteps = new Dnc(new Beta.Uniform(0.1), 1, 2);
      Distillation distillation =
          new Distillation(kernels, ONE, config, twoSteps, rows, policies, rng);
      Allocation.assertNone("transitions of all", () -> rows.sample(REPLAYS, rng));
      Allocation.assertNone("a distillation", () -> distillation.distil(REPLAYS));
    }
  }

  private static Sac joint(Kernels kernels) {
    Dimensions d = new Dimensions(3, 3, 2);
    SacConfig config = Small.config(8);
    Nets nets = Nets.create(kernels, d, Wiring.heads(3), config, Xoshiro256.named(1, "weights"));
    Extension extension =
        new Extension() {
          @Override
          public Descent.Rule gradients(Batch batch, Parameters... networks) {
            return new PcGrad(kernels, batch, 3, Xoshiro256.named(1, "surgery"), networks);
          }
        };
    Batch batch = Batch.zeros(kernels.precision(), d, SharedTransitions.rowsPerTask(8, 3));
    return new Sac(kernels, d, config, nets, batch, extension, Xoshiro256.named(1, "noise"));
  }
}
