package org.qmp.cli.option;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.qmp.env.SuiteProvider;
import org.qmp.env.SuiteProvider.Offer;
import org.qmp.rl.SpecKeys;

/**
 * The suites of providers: those on the class path, and those of jars named by {@code --plugin}.
 */
public final class Plugins {
  private static final List<NamedSuite> SUITES = new CopyOnWriteArrayList<>();

  static {
    load("the class path", NamedSuite.class.getClassLoader());
  }

  private Plugins() {}

  static List<NamedSuite> suites() {
    return SUITES;
  }

  /**
   * Adds the suites of a jar, or of a directory of classes.
   *
   * @throws UsageException if it has no provider, or one that cannot be used, naming what is wrong
   */
  public static void add(Path jar) {
    if (!Files.exists(jar)) {
      throw new UsageException("--plugin must be a jar that exists; got '" + jar + "'");
    }
    try {
      URL[] place = {jar.toUri().toURL()};
      // open as long as the process: worlds may load classes at any time
      load("--plugin '" + jar + "'", new URLClassLoader(place, NamedSuite.class.getClassLoader()));
    } catch (MalformedURLException e) {
      throw new UsageException("--plugin '" + jar + "' cannot be opened: " + e.getMessage());
    }
  }

  private static void load(String where, ClassLoader loader) {
    List<NamedSuite> found = new ArrayList<>();
    try {
      for (SuiteProvider provider : ServiceLoader.load(SuiteProvider.class, loader)) {
        if (provider.getClass().getClassLoader() == loader) { // not what the parent has, too
          provider.suites().forEach(offer -> found.add(checked(where, provider, offer)));
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new UsageException(
          where + ": a provider of suites cannot be loaded: " + e.getMessage());
    }
    if (found.isEmpty() && loader instanceof URLClassLoader) {
      throw new UsageException(
          where
              + " offers no suite: META-INF/services/"
              + SuiteProvider.class.getName()
              + " names none");
    }
    for (NamedSuite suite : found) {
      if (SUITES.stream().noneMatch(suite::isSame)) {
        SUITES.add(suite);
      }
    }
  }

  private static NamedSuite checked(String where, SuiteProvider provider, Offer offer) {
    String what = where + ": suite " + offer.suite() + " of " + provider.name();
    for (NamedSuite other : NamedSuite.all()) {
      if (other.key().equals(offer.suite()) && !other.isSame(NamedSuite.of(provider, offer))) {
        throw new UsageException(what + " has the name of another: " + other.purpose());
      }
    }
    for (String key : offer.settings().keySet()) {
      if (SpecKeys.ALL.stream().noneMatch(each -> each.name().equals(key))) {
        throw new UsageException(what + " sets '" + key + "', which is no key of a specification");
      }
    }
    return NamedSuite.of(provider, offer);
  }
}
