package org.qmp.examples;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.qmp.rl.Policy;

/** A policy embedded in a program without suites or runs: a resource of a few kilobytes. */
public final class EmbedAPolicy {
  private EmbedAPolicy() {}

  /** Prints the torque that swings a pendulum up, at four angles from hanging down to upright. */
  public static void main(String[] args) throws IOException {
    try (InputStream in = EmbedAPolicy.class.getResourceAsStream("pendulum.safetensors")) {
      Policy policy = Policy.read(Objects.requireNonNull(in));
      for (int degrees = 180; degrees >= 0; degrees -= 60) {
        double angle = StrictMath.toRadians(degrees);
        double[] seen = {StrictMath.cos(angle), StrictMath.sin(angle), 1}; // turning at 1 rad/s
        System.out.println(degrees + "°  " + policy.act(seen)[0] + " N m");
      }
    }
  }
}
