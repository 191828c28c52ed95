package org.qmp.cli.option;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;

/** Lines {@code key = value}, as in {@code --set} and {@code --spec}. */
final class SpecLines {
  private SpecLines() {}

  /**
   * Values by the names of their keys. Empty lines and comments ({@code #}) are ignored.
   *
   * @param where for messages
   * @throws UsageException if a line is wrong or its key was given before
   */
  static Map<String, String> values(String where, List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String each : lines) {
      String line = each.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String key = line.substring(0, Math.max(0, equals)).strip();
      List<String> names = SpecKeys.ALL.stream().map(SpecKey::name).toList();
      if (!names.contains(key)) {
        throw new UsageException(
            where
                + " must be <key>=<value> with a key such as gamma ('qmp envs <suite>' shows all);"
                + " got '"
                + line
                + "'"
                + Suggestion.of(key, names));
      }
      if (values.put(key, line.substring(equals + 1).strip()) != null) {
        throw new UsageException(where + " must have " + key + " only once");
      }
    }
    return values;
  }

  /** A text without the byte order mark that some editors put before UTF-8. */
  static String unmarked(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** A file of some lines, or of a whole specification, which begins with its version. */
  record SpecInput(Path path, String text) {
    /**
     * Reads a file.
     *
     * @throws UsageException if it is not text in UTF-8
     */
    static SpecInput read(Path path) throws IOException {
      try {
        return new SpecInput(path, unmarked(Files.readString(path)));
      } catch (CharacterCodingException e) {
        throw new UsageException("--spec must be text in UTF-8; got '" + path + "'");
      }
    }

    boolean isWhole() {
      return text.startsWith("qmp run specification");
    }

    private Map<String, String> values() {
      return SpecLines.values("--spec: a line of " + path, text.lines().toList());
    }

    Optional<String> suite() {
      return Optional.ofNullable(isWhole() ? whole().suite() : values().get("suite"));
    }

    private RunSpec whole() {
      try {
        return RunSpec.parse(text);
      } catch (IllegalArgumentException e) {
        throw new UsageException("--spec " + path + ": " + e.getMessage());
      }
    }

    /** A run in which these lines replace others. */
    RunSpec over(RunSpec base) {
      if (isWhole()) {
        return whole();
      }
      RunSpec spec = base;
      Map<String, String> values = values();
      for (SpecKey key : SpecKeys.ALL) {
        String text = values.get(key.name());
        if (text != null) {
          try {
            spec = key.set(spec, text);
          } catch (SpecKey.InvalidException e) {
            throw new UsageException("--spec " + path + ": " + e.getMessage());
          }
        }
      }
      return spec;
    }
  }
}
