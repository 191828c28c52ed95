package org.qmp.cli.option;

import static org.qmp.cli.option.RunOptions.given;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.sac.SacConfig;
import picocli.CommandLine.Option;

/** How actor and critics learn. */
final class LearnerOptions {
  @Option(
      names = "--batch",
      paramLabel = "<count>",
      converter = Numbers.Some.class,
      description = "Transitions of each task in each update.")
  private @Nullable Integer batch;

  @Option(
      names = "--hidden",
      paramLabel = "<widths>",
      converter = Numbers.Hidden.class,
      description = "Widths of the hidden layers of actor and critics, such as 256,256.")
  private Numbers.@Nullable Widths hidden;

  @Option(
      names = "--learning-rate",
      paramLabel = "<rate>",
      converter = Numbers.Rate.class,
      description = "Learning rate of actor, critics and temperature, such as 3e-4.")
  private @Nullable Double learningRate;

  @Option(
      names = "--gamma",
      paramLabel = "<discount>",
      converter = Numbers.Share.class,
      description = "Discount factor. Default: 0.99.")
  private @Nullable Double gamma;

  @Option(
      names = "--target-entropy",
      paramLabel = "<number>",
      converter = Numbers.Finite.class,
      description =
          "Entropy that the temperature is tuned for. Default: minus the number of action"
              + " dimensions.")
  private @Nullable Double targetEntropy;

  SacConfig over(SacConfig base) {
    return base.with(
        c -> {
          c.hidden = hidden == null ? base.hidden() : hidden.list();
          c.batch = given(batch, base.batch());
          c.learningRate = given(learningRate, base.learningRate());
          c.gamma = given(gamma, base.gamma());
          c.targetEntropy =
              targetEntropy == null ? base.targetEntropy() : OptionalDouble.of(targetEntropy);
        });
  }
}
