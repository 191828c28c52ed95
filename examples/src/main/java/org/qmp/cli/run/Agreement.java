package org.qmp.cli.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.SpecOptions;
import org.qmp.cli.option.UsageException;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;

/** Compares the run that the options describe with the one in a directory. */
public final class Agreement {
  private Agreement() {}

  /**
   * Refuses a run that differs from the saved one.
   *
   * @throws UsageException naming the first option that differs, with both values
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
    spec.values()
        .forEach(
            (name, value) -> {
              SpecKey key = SpecKeys.of(name);
              boolean method = SpecOptions.isMethod(key);
              options.put(
                  method ? "--method" : key.option(), method ? Methods.name(spec.method()) : value);
            });
    return options;
  }
}
