package org.qmp.env;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Suites that a jar adds to the built-in ones: {@code qmp --plugin mine.jar} finds them by name.
 * The jar names its provider in {@code META-INF/services/org.qmp.env.SuiteProvider}; {@link
 * java.util.ServiceLoader} makes it with its public constructor without parameters.
 */
public interface SuiteProvider {

  /** The provider's name, such as {@code acme-arms}: one line, which runs record. */
  String name();

  /**
   * The version, which must change whenever an environment does: a run warns if it is continued
   * with another one.
   */
  String version();

  /** The suites on offer. */
  List<Offer> suites();

  /**
   * A suite to choose by name.
   *
   * @param suite its name, equal to that of the suite made by the maker
   * @param purpose what its tasks are about, in a line
   * @param maker makes the suite
   * @param settings keys of a specification with values other than the defaults, such as {@code
   *     steps} and {@code learningRate}, each with its value
   */
  record Offer(
      String suite, String purpose, Supplier<TaskSuite> maker, Map<String, String> settings) {
    public Offer {
      settings = Map.copyOf(settings);
    }
  }
}
