package org.qmp.env;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.qmp.env.contract.SeededChance;

/** A short hash of episodes with uniformly random actions, which depends on every bit. */
public final class EpisodeFingerprint {
  private EpisodeFingerprint() {}

  /** The first 64 bits, in hexadecimal, of the SHA-256 of all steps' rewards and observations. */
  public static String of(Environment world, int steps) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    SeededChance chance = new SeededChance(1);
    SeededChance choices = new SeededChance(2);
    double[] observation = new double[world.observations().size()];
    double[] action = new double[world.actions().size()];
    world.reset(chance, observation);
    for (int i = 0; i < steps; i++) {
      world.actions().sample(choices, action);
      Outcome outcome = world.step(action, observation);
      ByteBuffer bits = ByteBuffer.allocate(8 * (observation.length + 1));
      bits.putDouble(outcome.reward());
      for (double number : observation) {
        bits.putDouble(number);
      }
      digest.update(bits.array());
      if (outcome.over()) {
        world.reset(chance, observation);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }
}
