package org.qmp.cli.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.qmp.cli.compare.Comparison;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.compare.Table;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.Plugins;
import org.qmp.cli.option.SpecOptions;
import org.qmp.cli.run.Format;
import org.qmp.cli.sweep.SearchSpace;
import org.qmp.cli.sweep.SweepPlan;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;
import org.qmp.rl.SpecValue;
import org.qmp.rl.multitask.Method;

/**
 * Where numbers come from: fingerprints, specifications, machines, and the command to repeat them.
 */
final class Provenance {
  /** Names in a passport, and their labels on the page. */
  private static final Map<String, String> FACTS = facts();

  private static final int ID = 16; // digits

  private Provenance() {}

  private static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", "version of qmp");
    facts.put("jar", "SHA-256 of qmp.jar");
    facts.put("java", "Java");
    facts.put("virtualMachine", "virtual machine");
    facts.put("cpu", "processor");
    facts.put("kernels", "kernels");
    facts.put("suiteOrigin", "suite of");
    facts.put("parentRun", "prolongs the run of specification");
    facts.put("parentStep", "from step");
    facts.put("parentFingerprint", "from fingerprint");
    return facts;
  }

  /** Fingerprint, specification and machine of each run. */
  static void addTo(Page page, List<RunFiles> runs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("run", "step", "fingerprint", "specification"));
    for (RunFiles run : runs) {
      rows.add(
          List.of(
              run.name(),
              Format.count(run.step()),
              run.fingerprint().orElse(run.failure().isEmpty() ? "not yet" : "failed"),
              new Fingerprint().add(run.spec().canonical()).hex().substring(0, ID)));
    }
    page.paragraph(
        "The same specification gives the same fingerprint on every machine. The fingerprint is"
            + " the SHA-256 of all that was learned until the step; specifications are named by the"
            + " first digits of theirs.");
    page.table(new Table("", rows));
    List<List<String>> machine = new ArrayList<>(List.of(List.of("", "")));
    FACTS.forEach(
        (name, text) -> {
          String values =
              runs.stream()
                  .map(run -> run.passport().getOrDefault(name, ""))
                  .filter(value -> !value.isEmpty())
                  .distinct()
                  .collect(Collectors.joining("; "));
          if (!values.isEmpty()) {
            machine.add(List.of(text, values));
          }
        });
    if (machine.size() > 1) {
      page.table(new Table("", machine));
    }
    page.details(
        "Specification of " + runs.get(0).name(), p -> p.code(runs.get(0).spec().canonical()));
  }

  /** The command that repeats a run. */
  static String command(RunSpec spec) {
    String name = Methods.name(spec.method());
    return Format.text(
        "qmp train %s%s%s",
        suite(spec.suite()),
        Methods.isNamed(name) ? " --method " + name : "",
        String.join("", different(spec, Set.of())));
  }

  /** The command that repeats a comparison. */
  static String command(Comparison comparison, Measure measure) {
    RunSpec others = comparison.base().with(c -> c.method = Method.SEPARATED);
    return Format.text(
        "qmp compare %s --methods %s --seeds %d --measure %s --threshold %s%s",
        suite(comparison.base().suite()),
        Format.shell(String.join(",", comparison.texts())),
        Collections.max(comparison.seeds()), // seeds are 1, 2, … up to a number
        measure,
        SpecValue.text(measure.threshold()),
        String.join("", different(others.with(c -> c.seed = 1), Set.of())));
  }

  /** The command that repeats a sweep. */
  static String command(SweepPlan plan, Measure measure) {
    StringBuilder command = new StringBuilder();
    command.append(
        Format.text(
            "qmp sweep %s --methods %s --search %s --search-seed %d --seeds %d --confirm %d"
                + " --rank-by %s",
            suite(plan.suite()),
            Format.shell(String.join(",", plan.names())),
            plan.search().text(),
            plan.search().seed(),
            plan.seeds(),
            plan.confirm(),
            measure));
    Map<SpecKey, SearchSpace.Choices> searched = plan.space().choices();
    Set<String> options = new LinkedHashSet<>();
    for (List<SweepPlan.Candidate> candidates : plan.methods()) {
      Set<SpecKey> others = new HashSet<>(searched.keySet());
      for (String own : candidates.get(0).method().replaceFirst("^[^:]*:?", "").split(":", -1)) {
        SpecKeys.ALL.stream().filter(key -> own.startsWith(key.name() + "=")).forEach(others::add);
      }
      options.addAll(different(candidates.get(0).spec(), others));
    }
    command.append(String.join("", options));
    searched.forEach(
        (key, choices) ->
            command.append(" --set ").append(Format.shell(key.name() + "=" + choices.text())));
    return command.toString();
  }

  /** Options for all keys that differ from the suite's preset, except for some. */
  private static List<String> different(RunSpec run, Set<SpecKey> without) {
    String name = Methods.name(run.method());
    boolean named = Methods.isNamed(name); // if not, the keys of its parts describe it
    RunSpec preset =
        NamedSuite.named("--suite", run.suite())
            .defaults()
            .with(c -> c.method = named ? Methods.named(name).method() : Method.SEPARATED);
    List<String> options = new ArrayList<>();
    for (SpecKey key : SpecKeys.ALL) {
      String usual = preset.values().get(key.name());
      boolean free = key.existsIn(run) && !without.contains(key);
      if (free && !Objects.equals(usual, run.values().get(key.name()))) {
        if (!SpecOptions.isMethod(key)) {
          options.add(" " + key.option() + " " + Format.shell(key.get(run)));
        } else if (!named) {
          options.add(" --set " + Format.shell(key.name() + "=" + key.get(run)));
        }
      }
    }
    return options;
  }

  private static String suite(String name) {
    return Format.shell(Plugins.options(name));
  }
}
