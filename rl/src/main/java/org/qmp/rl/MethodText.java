package org.qmp.rl;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Beta;
import org.qmp.rl.multitask.DataSharing;
import org.qmp.rl.multitask.Regularizer;

/** The choices of a method as words of a run's specification, and back. */
final class MethodText {
  private MethodText() {}

  static String behavior(Behavior behavior) {
    if (behavior instanceof Behavior.Own) {
      return "own";
    }
    if (behavior instanceof Behavior.Uniform uniform) {
      return "uniform " + uniform.persistence();
    }
    if (behavior instanceof Behavior.Domain domain) {
      return "domain " + domain.persistence();
    }
    if (behavior instanceof Behavior.Fixed fixed) {
      return "fixed " + fixed.persistence() + " " + matrix(fixed.rows());
    }
    QSwitch q = (QSwitch) behavior;
    return String.join(
        " ",
        "qswitch",
        score(q.score()),
        q.judge().name(),
        q.entropy().name(),
        "" + q.persistence(),
        SpecText.number(q.ownFloor()),
        "" + q.warmUp(),
        "" + q.candidates(),
        q.tie().name());
  }

  static Behavior behavior(String text) {
    String[] words = text.split(" ", -1);
    return switch (words[0]) {
      case "own" -> new Behavior.Own();
      case "uniform" -> new Behavior.Uniform(Integer.parseInt(words[1]));
      case "domain" -> new Behavior.Domain(Integer.parseInt(words[1]));
      case "fixed" -> new Behavior.Fixed(matrix(words[2]), Integer.parseInt(words[1]));
      default ->
          new QSwitch(
              score(words[1]),
              QSwitch.Judge.valueOf(words[2]),
              QSwitch.Entropy.valueOf(words[3]),
              Integer.parseInt(words[4]),
              Double.parseDouble(words[5]),
              Long.parseLong(words[6]),
              Integer.parseInt(words[7]),
              QSwitch.Tie.valueOf(words[8]));
    };
  }

  private static String score(QSwitch.Score score) {
    if (score instanceof QSwitch.Expectation expectation) {
      return "expectation:" + expectation.samples();
    }
    return score instanceof QSwitch.AtSample ? "sample" : "mean";
  }

  private static QSwitch.Score score(String word) {
    return switch (word) {
      case "mean" -> new QSwitch.AtMean();
      case "sample" -> new QSwitch.AtSample();
      default -> new QSwitch.Expectation(Integer.parseInt(word.substring(word.indexOf(':') + 1)));
    };
  }

  static String data(DataSharing data) {
    if (data instanceof DataSharing.Uds uds) {
      return "uds " + SpecText.number(uds.quantile());
    }
    return data instanceof DataSharing.Cds cds ? "cds " + SpecText.number(cds.quantile()) : "none";
  }

  static DataSharing data(String text) {
    String[] words = text.split(" ", -1);
    return switch (words[0]) {
      case "uds" -> new DataSharing.Uds(Double.parseDouble(words[1]));
      case "cds" -> new DataSharing.Cds(Double.parseDouble(words[1]));
      default -> new DataSharing.None();
    };
  }

  static String regularizer(Regularizer regularizer) {
    return regularizer instanceof Regularizer.Dnc dnc
        ? "dnc " + beta(dnc.beta()) + " " + dnc.period() + " " + dnc.steps()
        : "none";
  }

  static Regularizer regularizer(String text) {
    String[] words = text.split(" ", -1);
    return words[0].equals("dnc")
        ? new Regularizer.Dnc(beta(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]))
        : new Regularizer.None();
  }

  private static String beta(Beta beta) {
    return beta instanceof Beta.Uniform all
        ? SpecText.number(all.value())
        : "rows:" + matrix(((Beta.Matrix) beta).rows());
  }

  private static Beta beta(String word) {
    return word.startsWith("rows:")
        ? new Beta.Matrix(matrix(word.substring("rows:".length())))
        : new Beta.Uniform(Double.parseDouble(word));
  }

  private static String matrix(List<List<Double>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(SpecText::number).collect(Collectors.joining(",")))
        .collect(Collectors.joining(";"));
  }

  private static List<List<Double>> matrix(String word) {
    return Arrays.stream(word.split(";", -1))
        .map(row -> Arrays.stream(row.split(",", -1)).map(Double::valueOf).toList())
        .toList();
  }
}
