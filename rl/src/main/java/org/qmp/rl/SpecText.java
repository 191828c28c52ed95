package org.qmp.rl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Mlp;
import org.qmp.rl.multitask.Critics;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Networks;
import org.qmp.rl.multitask.Surgery;
import org.qmp.rl.sac.LogStd;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/**
 * A run's specification as text: one {@code key=value} line for each choice, always in this order,
 * so that equal runs have equal text. Reading accepts nothing but what writing gives.
 */
final class SpecText {
  private static final String NONE = "none";

  private final Iterator<String> lines;

  private SpecText(String text) {
    lines = Arrays.asList(text.split("\n", -1)).iterator();
  }

  static String write(RunSpec spec) {
    Method m = spec.method();
    TrainingConfig t = spec.training();
    SacConfig s = spec.sac();
    return String.join(
        "\n",
        "suite=" + spec.suite(),
        "networks=" + m.networks(),
        "behavior=" + MethodText.behavior(m.behavior()),
        "data=" + MethodText.data(m.data()),
        "regularizer=" + MethodText.regularizer(m.regularizer()),
        "surgery=" + m.surgery(),
        "critics=" + m.critics(),
        "seed=" + spec.seed(),
        "precision=" + spec.precision(),
        "steps=" + t.steps(),
        "warmUp=" + t.warmUp(),
        "start=" + t.start(),
        "turns=" + t.turns(),
        "updatesPerStep=" + number(t.updatesPerStep()),
        "replayCapacity=" + t.replayCapacity(),
        "evaluateEvery=" + t.evaluateEvery(),
        "evaluationEpisodes=" + t.evaluationEpisodes(),
        "hidden=" + s.hidden().stream().map(String::valueOf).collect(Collectors.joining(",")),
        "batch=" + s.batch(),
        "learningRate=" + number(s.learningRate()),
        "gamma=" + number(s.gamma()),
        "tau=" + number(s.tau()),
        "targetUpdateInterval=" + s.targetUpdateInterval(),
        "rewardScale=" + number(s.rewardScale()),
        "temperature=" + temperature(s.temperature()),
        "targetEntropy=" + optional(s.targetEntropy()),
        "logStd=" + logStd(s.logStd()),
        "criticNorm=" + s.criticNorm(),
        "gradientClip=" + optional(s.gradientClip()),
        "");
  }

  /**
   * What {@link #write} has written; how often to save, which is not in it, becomes the default.
   *
   * @throws IllegalArgumentException naming the first line that is not as it would be written
   */
  static RunSpec read(String text) {
    RunSpec spec = new SpecText(text).spec();
    Iterator<String> canonical = Arrays.asList(write(spec).split("\n", -1)).iterator();
    for (String line : text.split("\n", -1)) {
      if (!canonical.hasNext() || !canonical.next().equals(line)) {
        throw new IllegalArgumentException("not canonical in a run's specification: " + line);
      }
    }
    return spec;
  }

  private RunSpec spec() {
    String suite = next("suite", Function.identity());
    Method method =
        new Method(
            next("networks", Networks::valueOf),
            next("behavior", MethodText::behavior),
            next("data", MethodText::data),
            next("regularizer", MethodText::regularizer),
            next("surgery", Surgery::valueOf),
            next("critics", Critics::valueOf));
    long seed = next("seed", Long::parseLong);
    Precision precision = next("precision", Precision::valueOf);
    long steps = next("steps", Long::parseLong);
    TrainingConfig training =
        new TrainingConfig(
            steps,
            next("warmUp", Long::parseLong),
            next("start", Start::valueOf),
            next("turns", Turns::valueOf),
            next("updatesPerStep", Double::parseDouble),
            next("replayCapacity", Integer::parseInt),
            next("evaluateEvery", Long::parseLong),
            next("evaluationEpisodes", Integer::parseInt),
            TrainingConfig.of(steps).saveEvery());
    SacConfig sac =
        new SacConfig(
            next("hidden", SpecText::widths),
            next("batch", Integer::parseInt),
            next("learningRate", Double::parseDouble),
            next("gamma", Double::parseDouble),
            next("tau", Double::parseDouble),
            next("targetUpdateInterval", Integer::parseInt),
            next("rewardScale", Double::parseDouble),
            next("temperature", SpecText::temperature),
            next("targetEntropy", SpecText::optional),
            next("logStd", SpecText::logStd),
            next("criticNorm", Mlp.Norm::valueOf),
            next("gradientClip", SpecText::optional));
    return new RunSpec(suite, method, seed, precision, training, sac);
  }

  private <T> T next(String key, Function<String, T> reader) {
    String line = lines.hasNext() ? lines.next() : "";
    if (!line.startsWith(key + "=")) {
      throw new IllegalArgumentException(
          "a run's specification has \"" + line + "\" where " + key + "= is expected");
    }
    try {
      return reader.apply(line.substring(key.length() + 1));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("a run's specification cannot have " + line, e);
    }
  }

  private static List<Integer> widths(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
  }

  private static String temperature(Temperature.Kind kind) {
    if (kind instanceof Temperature.Learned learned) {
      return "learned " + number(learned.start()) + " " + learned.loss();
    }
    return "fixed " + number(((Temperature.Fixed) kind).value());
  }

  private static Temperature.Kind temperature(String text) {
    String[] words = text.split(" ", -1);
    double alpha = Double.parseDouble(words[1]);
    return words[0].equals("fixed")
        ? new Temperature.Fixed(alpha)
        : new Temperature.Learned(alpha, Temperature.Loss.valueOf(words[2]));
  }

  private static String logStd(LogStd bounds) {
    if (bounds instanceof LogStd.Clamped clamped) {
      return "clamped " + number(clamped.low()) + " " + number(clamped.high());
    }
    LogStd.Smooth smooth = (LogStd.Smooth) bounds;
    return "smooth " + number(smooth.low()) + " " + number(smooth.high());
  }

  private static LogStd logStd(String text) {
    String[] words = text.split(" ", -1);
    double low = Double.parseDouble(words[1]);
    double high = Double.parseDouble(words[2]);
    return words[0].equals("smooth") ? new LogStd.Smooth(low, high) : new LogStd.Clamped(low, high);
  }

  private static String optional(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : NONE;
  }

  private static OptionalDouble optional(String text) {
    return text.equals(NONE) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  /**
   * The fewest digits that are read back as the same number. {@code Double.toString} gives other
   * digits from JDK 19 on, which would give one run two identities.
   */
  static String number(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      String text = text(exact.round(new MathContext(digits)));
      if (Double.parseDouble(text) == value) {
        return text;
      }
    }
    return text(exact.round(new MathContext(17)));
  }

  /** Without an exponent where that costs no more than a few zeros: 20, not 2E+1. */
  private static String text(BigDecimal rounded) {
    boolean fewZeros = rounded.scale() < 0 && rounded.scale() > -7;
    return fewZeros ? rounded.toPlainString() : rounded.toString();
  }
}
