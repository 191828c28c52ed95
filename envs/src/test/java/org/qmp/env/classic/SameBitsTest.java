package org.qmp.env.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.contract.SeededChance;

/** Every bit of some episodes, as it must be on every JVM, processor and compiler. */
final class SameBitsTest {

  private static String fingerprint(Environment world) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    SeededChance luck = new SeededChance(1);
    SeededChance choices = new SeededChance(2);
    double[] observation = new double[world.observations().size()];
    double[] action = new double[world.actions().size()];
    world.reset(luck, observation);
    for (int i = 0; i < 2000; i++) {
      world.actions().sample(choices, action);
      Outcome outcome = world.step(action, observation);
      ByteBuffer bits = ByteBuffer.allocate(8 * (observation.length + 1));
      bits.putDouble(outcome.reward());
      for (double number : observation) {
        bits.putDouble(number);
      }
      digest.update(bits.array());
      if (outcome.over()) {
        world.reset(luck, observation);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  @Test
  void thePendulumSwingsTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals("82c553d7c9a4a653", fingerprint(Pendulum.task()));
  }

  @Test
  void thePointWalksTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals("df40fd58d52cbedc", fingerprint(PointReach.task(PointReach.Layout.FIGURE)));
  }
}
