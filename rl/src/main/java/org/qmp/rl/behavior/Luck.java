package org.qmp.rl.behavior;

import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.env.Chance;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;

/** One task's streams of random numbers, one for each purpose. */
final class Luck {
  private static final String[] PURPOSES = {"action", "choice", "score", "guide"};

  private final String task;
  private final Map<String, Xoshiro256> streams = new LinkedHashMap<>();
  private final Normal actionNoise;
  private final Normal scoreNoise;
  private final Xoshiro256 choice;
  private final Chance guide;
  private final Chance trial;

  Luck(Kernels k, String task) {
    this.task = task;
    for (String purpose : PURPOSES) {
      streams.put(purpose, Xoshiro256.named(0, name("", purpose)));
    }
    actionNoise = new Normal(k, stream("action"));
    scoreNoise = new Normal(k, stream("score"));
    choice = stream("choice");
    guide = stream("guide")::nextDouble;
    trial = stream("score")::nextDouble;
  }

  private Xoshiro256 stream(String purpose) {
    Xoshiro256 stream = streams.get(purpose);
    if (stream == null) {
      throw new IllegalArgumentException("there is no stream for " + purpose);
    }
    return stream;
  }

  private String name(String prefix, String purpose) {
    return prefix + purpose + "/" + task;
  }

  /** Begins all streams anew. */
  void restart(long seed, String prefix) {
    streams.forEach(
        (purpose, stream) -> stream.restore(Xoshiro256.named(seed, name(prefix, purpose)).state()));
  }

  /** Of the actions that are executed. */
  Normal actionNoise() {
    return actionNoise;
  }

  /** Of the samples that stand for an expectation. */
  Normal scoreNoise() {
    return scoreNoise;
  }

  /** Of whom to ask and whom to let act. */
  Xoshiro256 choice() {
    return choice;
  }

  /** Of the guides' actions that may be executed. */
  Chance guide() {
    return guide;
  }

  /** Of the guides' actions that are only scored: the stream of {@link #scoreNoise()}. */
  Chance trial() {
    return trial;
  }

  /** The streams by name. */
  Map<String, Xoshiro256> streams() {
    Map<String, Xoshiro256> named = new LinkedHashMap<>();
    streams.forEach((purpose, stream) -> named.put(name("", purpose), stream));
    return named;
  }
}
