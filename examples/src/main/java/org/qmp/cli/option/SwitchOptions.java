package org.qmp.cli.option;

import static org.qmp.cli.option.RunOptions.given;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the Q-switch chooses. */
public final class SwitchOptions {
  @Option(
      names = "--score",
      paramLabel = "<what>",
      converter = Score.class,
      description =
          "Action of each policy that the critic scores: mean, sample (the one that would be"
              + " executed), or a number of samples to average over. Default: mean.")
  private QSwitch.@Nullable Score score;

  @Option(
      names = "--critic-choice",
      paramLabel = "<critic>",
      description = "Which of the twin critics scores: FIRST, MIN or MEAN. Default: FIRST.")
  private QSwitch.@Nullable CriticChoice judge;

  @Option(
      names = "--entropy",
      paramLabel = "<term>",
      description = "Entropy bonus in the score: NONE or GAUSSIAN. Default: NONE.")
  private QSwitch.@Nullable Entropy entropy;

  @Option(
      names = "--persistence",
      paramLabel = "<count>",
      converter = Numbers.Some.class,
      description = "Steps for which a chosen policy keeps acting. Default: 1.")
  private @Nullable Integer persistence;

  @Option(
      names = "--own-floor",
      paramLabel = "<share>",
      converter = Numbers.Share.class,
      description = "Probability that a task's own policy acts without a choice. Default: 0.")
  private @Nullable Double ownFloor;

  @Option(
      names = "--switch-warm-up",
      paramLabel = "<count>",
      converter = Numbers.NonNegative.class,
      description = "Steps at the start in which only own policies act. Default: 0.")
  private @Nullable Long warmUp;

  @Option(
      names = "--candidates",
      paramLabel = "<count>",
      converter = Numbers.Some.class,
      description = "Policies to choose from, drawn at random for each choice. Default: all.")
  private @Nullable Integer candidates;

  @Option(
      names = "--tie",
      paramLabel = "<who>",
      description = "Which policy wins a tie: LOWEST_INDEX or OWN. Default: LOWEST_INDEX.")
  private QSwitch.@Nullable Tie tie;

  /**
   * The method with what was given here.
   *
   * @throws UsageException if something was given, but the method has no switch
   */
  public Method over(Method method) {
    if (method.behavior() instanceof QSwitch rule) {
      return method.with(over(rule));
    }
    requireNone("--method " + Methods.name(method));
    return method;
  }

  private QSwitch over(QSwitch rule) {
    return new QSwitch(
        given(score, rule.score()),
        given(judge, rule.criticChoice()),
        given(entropy, rule.entropy()),
        given(persistence, rule.persistence()),
        given(ownFloor, rule.ownFloor()),
        given(warmUp, rule.warmUp()),
        given(candidates, rule.candidates()),
        given(tie, rule.tie()));
  }

  /**
   * Refuses every option.
   *
   * @param methods that have no switch, as given
   */
  public void requireNone(String methods) {
    Stream.of(
            option("--score", score),
            option("--critic-choice", judge),
            option("--entropy", entropy),
            option("--persistence", persistence),
            option("--own-floor", ownFloor),
            option("--switch-warm-up", warmUp),
            option("--candidates", candidates),
            option("--tie", tie))
        .flatMap(given -> given)
        .findFirst()
        .ifPresent(
            given -> {
              throw new UsageException(given + " needs a method that ends in +qmp; got " + methods);
            });
  }

  private static Stream<String> option(String name, @Nullable Object value) {
    return value == null ? Stream.of() : Stream.of(name);
  }

  /** Reads {@code --score}. */
  public static final class Score implements ITypeConverter<QSwitch.Score> {
    private static final int MOST = 1000;

    @Override
    public QSwitch.Score convert(String text) {
      return switch (text) {
        case "mean" -> new QSwitch.AtMean();
        case "sample" -> new QSwitch.AtSample();
        default -> expectation(text);
      };
    }

    private static QSwitch.Score expectation(String text) {
      if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= MOST) {
        return new QSwitch.Expectation(Integer.parseInt(text));
      }
      throw new TypeConversionException(
          "must be mean, sample, or a number of samples from 1 to 1000");
    }
  }
}
