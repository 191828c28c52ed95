package org.qmp.browser;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.multitask.NamedMethod;
import org.teavm.jso.JSExport;

/** What the page calls. One run at a time; answers are JSON, and exceptions reach the page. */
public final class Playground {
  private static @Nullable LiveRun run;

  private Playground() {}

  /** The module has no work of its own. */
  public static void main(String[] args) {}

  /** The suites, learners and behaviours to choose from. */
  @JSExport
  public static String offers() {
    Json json = new Json().object().key("suites").array();
    Stream.of(Choice.Offer.values()).forEach(offer -> json.text(offer.key()));
    json.end().key("learners").array();
    NamedMethod.LEARNERS.forEach(l -> entry(json, l.name(), l.what()));
    json.end().key("behaviors").array();
    NamedMethod.SUFFIXES.forEach(s -> entry(json, s.name(), s.what()));
    return json.end().end().toString();
  }

  private static void entry(Json json, String name, String what) {
    json.object().key("name").text(name).key("what").text(what).end();
  }

  /**
   * Begins a run in place of the one before.
   *
   * @param seed a whole number of at most 64 bits, more than a number of JavaScript holds
   */
  @JSExport
  public static String begin(String suite, String method, int persistence, String seed, int steps) {
    run =
        new LiveRun(
            new Choice(
                Choice.Offer.named(suite), method, persistence, Long.parseLong(seed), steps));
    return run.description();
  }

  /** Makes steps until there are so many, and says how many there are. */
  @JSExport
  public static int advance(int toStep) {
    run().advance(toStep);
    return (int) run().step();
  }

  /** Step, updates, fingerprint, command. */
  @JSExport
  public static String progress() {
    return run().progress();
  }

  /** Who acted, who would act where, and where the policies go. */
  @JSExport
  public static String look() {
    return run().look();
  }

  private static LiveRun run() {
    if (run == null) {
      throw new IllegalStateException("no run has begun");
    }
    return run;
  }
}
