package org.qmp.rl;

import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.sac.SacConfig;

/**
 * A run as a value: with the worlds that the suite's name stands for, it determines every bit of
 * the result. The number of threads and the kind of kernels are not part of it.
 *
 * @param suite name of the worlds
 * @param seed from which every stream of random numbers is derived by name
 */
public record RunSpec(
    String suite, long seed, Precision precision, TrainingConfig training, SacConfig sac) {

  /**
   * The canonical form, whose hash is the run's identity. How often a run evaluates is part of it,
   * how often it saves is not: saving changes no number.
   */
  public String canonical() {
    return String.join(
        "\n",
        "suite=" + suite,
        "seed=" + seed,
        "precision=" + precision,
        "steps=" + training.steps(),
        "warmUp=" + training.warmUp(),
        "updatesPerStep=" + training.updatesPerStep(),
        "replayCapacity=" + training.replayCapacity(),
        "evaluateEvery=" + training.evaluateEvery(),
        "evaluationEpisodes=" + training.evaluationEpisodes(),
        "sac=" + sac,
        "");
  }
}
