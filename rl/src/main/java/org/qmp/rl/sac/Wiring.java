package org.qmp.rl.sac;

import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Mlp;
import org.qmp.nn.Require;

/**
 * Which networks the tasks of one learner share. Batches are task-major and grouped layers give row
 * block g to weight block g, so an architecture is a few numbers and needs no code.
 *
 * @param actor how the policies are made of networks
 * @param critic how each of the two critics is made of networks
 * @param temperatures 1 for all tasks, or one for each
 * @param ids width of the task's one-hot code beside the networks' inputs: 0 or the number of tasks
 */
public record Wiring(Blocks actor, Blocks critic, int temperatures, int ids) {

  public Wiring {
    Require.atLeastOne("temperatures", temperatures);
    Require.that(ids >= 0, "ids", ids, "at least 0");
  }

  /**
   * Networks with heads: together they divide the rows into networks · heads blocks.
   *
   * @param networks networks that share nothing, at least 1
   * @param heads output layers on each network's hidden layers, at least 1
   */
  public record Blocks(int networks, int heads) {
    private static final Blocks ONE = new Blocks(1, 1);

    public Blocks {
      Require.atLeastOne("networks", networks);
      Require.atLeastOne("heads", heads);
    }

    Mlp.Spec of(Mlp.Spec spec) {
      return spec.withGroups(networks).withHeads(heads);
    }

    private void requireDivisorOf(int tasks, String whose) {
      boolean divides = tasks % ((long) networks * heads) == 0;
      Require.that(divides, whose, this, "blocks that divide " + tasks + " tasks");
    }
  }

  /** One trunk with a head for each task, in actor and critics; with one task, plain SAC. */
  public static Wiring heads(int tasks) {
    Blocks trunk = new Blocks(1, tasks);
    return new Wiring(trunk, trunk, tasks, 0);
  }

  /** One network and one temperature for all tasks; the network does not see which task it is. */
  public static Wiring shared() {
    return new Wiring(Blocks.ONE, Blocks.ONE, 1, 0);
  }

  /** One network for all tasks, with the task's code in its input. */
  public static Wiring sharedWithId(int tasks) {
    return new Wiring(Blocks.ONE, Blocks.ONE, tasks, tasks);
  }

  /** A multi-head actor with one temperature, and separate critics: multi-critic actor learning. */
  public static Wiring separateCritics(int tasks) {
    return new Wiring(new Blocks(1, tasks), new Blocks(tasks, 1), 1, 0);
  }

  /**
   * Checks that the architecture fits the number of tasks.
   *
   * @throws IllegalArgumentException saying what does not fit
   */
  void requireTasks(int tasks) {
    actor.requireDivisorOf(tasks, "actor");
    critic.requireDivisorOf(tasks, "critic");
    String all = " or the number of tasks, " + tasks;
    Require.that(
        temperatures == 1 || temperatures == tasks, "temperatures", temperatures, "1" + all);
    Require.that(ids == 0 || ids == tasks, "ids", ids, "0" + all);
  }

  /**
   * The networks' input: the rows as they are, or with the code of their task beside them.
   *
   * @param rows task-major (N·B × any)
   */
  Var identify(Var rows) {
    if (ids == 0) {
      return rows;
    }
    Tape tape = rows.tape();
    Mat code = tape.kernels().precision().zeros(rows.rows(), ids);
    for (int i = 0; i < code.rows(); i++) {
      code.set(i, i / (code.rows() / ids), 1);
    }
    return rows.beside(tape.input("task", code));
  }
}
