package org.qmp.cli.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import org.qmp.cli.option.SpecOptions;
import org.qmp.cli.run.Format;
import org.qmp.cli.sweep.SearchSpace;
import org.qmp.cli.sweep.SweepPlan;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;
import org.qmp.rl.SpecValue;

/** Where numbers come from: fingerprints, specifications, machines, and the command to repeat. */
final class Provenance {
  /** Names in a passport, and what they are called here. */
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
              run.passport().getOrDefault("fingerprint", "not yet"),
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

  /** The command that makes a run again, in a directory of its choice. */
  static String command(RunSpec spec) {
    return Format.text(
        "qmp train --suite %s --method %s%s",
        spec.suite(), Methods.name(spec.method()), options(List.of(spec)));
  }

  /** The command that makes a comparison again, in a directory of its choice. */
  static String command(Comparison comparison, Measure measure) {
    List<RunSpec> runs = new ArrayList<>();
    for (int method = 0; method < comparison.methods().size(); method++) {
      if (!comparison.name(method).contains(":")) { // else the name tells what differs
        runs.add(comparison.member(method, 1).spec());
      }
    }
    return Format.text(
        "qmp compare --suite %s --methods %s --seeds %d --measure %s --threshold %s%s",
        comparison.base().suite(),
        String.join(",", comparison.names()),
        comparison.seeds().size(),
        measure,
        SpecValue.text(measure.threshold()),
        options(runs));
  }

  /** The command that makes a sweep again, in a directory of its choice. */
  static String command(SweepPlan plan, Measure measure) {
    StringBuilder command = new StringBuilder();
    command.append(
        Format.text(
            "qmp sweep --suite %s --methods %s --search %s --search-seed %d --seeds %d --confirm %d"
                + " --rank-by %s",
            plan.suite(),
            String.join(",", plan.names()),
            plan.search().text(),
            plan.search().seed(),
            plan.seeds(),
            plan.confirm(),
            measure));
    Map<SpecKey, SearchSpace.Choices> searched = plan.space().choices();
    Map<String, String> options = new LinkedHashMap<>();
    for (List<SweepPlan.Candidate> candidates : plan.methods()) {
      Set<SpecKey> others = new HashSet<>(searched.keySet());
      for (String own : candidates.get(0).method().replaceFirst("^[^:]*:?", "").split(":", -1)) {
        SpecKeys.ALL.stream().filter(key -> own.startsWith(key.name() + "=")).forEach(others::add);
      }
      add(candidates.get(0).spec(), others, options);
    }
    command.append(text(options));
    searched.forEach(
        (key, choices) ->
            command.append(" --set ").append(quoted(key.name() + "=" + choices.text())));
    return command.toString();
  }

  private static String options(List<RunSpec> runs) {
    Map<String, String> options = new LinkedHashMap<>();
    runs.forEach(run -> add(run, Set.of(), options));
    return text(options);
  }

  /** Adds what differs from the suite's preset, but for some keys. */
  private static void add(RunSpec run, Set<SpecKey> without, Map<String, String> options) {
    RunSpec preset =
        NamedSuite.named("--suite", run.suite())
            .defaults()
            .with(c -> c.method = Methods.named(Methods.name(run.method())).method());
    for (SpecKey key : SpecKeys.ALL) {
      String usual = preset.values().get(key.name());
      boolean free = key.existsIn(run) && !SpecOptions.isMethod(key) && !without.contains(key);
      if (free && !Objects.equals(usual, run.values().get(key.name()))) {
        options.put(key.option(), quoted(key.get(run)));
      }
    }
  }

  private static String text(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> " " + option.getKey() + " " + option.getValue())
        .collect(Collectors.joining());
  }

  /** For a shell. */
  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_.,:+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
