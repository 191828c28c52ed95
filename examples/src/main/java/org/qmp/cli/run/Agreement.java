package org.qmp.cli.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.UsageException;
import org.qmp.rl.RunSpec;
import org.qmp.rl.behavior.QSwitch;

/** Whether the run that is asked for is the one that a directory holds, option by option. */
public final class Agreement {
  private static final Set<String> METHOD =
      Set.of("networks", "behavior", "data", "regularizer", "surgery", "critics");

  private Agreement() {}

  /**
   * Demands that nothing differs.
   *
   * @throws UsageException naming the first option that does, and both its values
   */
  public static void require(RunSpec saved, RunSpec asked, Path directory) {
    Map<String, String> has = options(saved);
    options(asked)
        .forEach(
            (option, value) -> {
              String other = has.getOrDefault(option, "");
              if (!other.equals(value)) {
                throw new UsageException(
                    Format.text(
                        "%s %s does not agree with the run in %s, which has %s %s",
                        option, value, directory, option, other));
              }
            });
  }

  /** The specification as options of the command line. */
  private static Map<String, String> options(RunSpec spec) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String line : spec.canonical().lines().toList()) {
      int equals = line.indexOf('=');
      String key = line.substring(0, equals);
      if (METHOD.contains(key)) {
        options.put("--method", Methods.name(spec.method()));
      } else {
        options.put(option(key), line.substring(equals + 1));
      }
    }
    if (spec.method().behavior() instanceof QSwitch rule) {
      add(rule, options);
    }
    return options;
  }

  private static String option(String key) {
    return "--" + key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static void add(QSwitch rule, Map<String, String> options) {
    options.put("--score", score(rule.score()));
    options.put("--judge", "" + rule.judge());
    options.put("--entropy", "" + rule.entropy());
    options.put("--persistence", "" + rule.persistence());
    options.put("--own-floor", "" + rule.ownFloor());
    options.put("--switch-warm-up", "" + rule.warmUp());
    options.put("--candidates", rule.candidates() == 0 ? "all" : "" + rule.candidates());
    options.put("--tie", "" + rule.tie());
  }

  private static String score(QSwitch.Score score) {
    if (score instanceof QSwitch.Expectation expectation) {
      return "" + expectation.samples();
    }
    return score instanceof QSwitch.AtSample ? "sample" : "mean";
  }
}
