package org.qmp.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qmp.rl.Passport;

/** The directory of a comparison, looked at while others write to it. */
record Store(Path directory, Map<Path, Integer> saved) {
  private static final Set<String> OF_ONE_MACHINE = Set.of("passport.json", ".lock");

  Store(Path directory) {
    this(directory, new TreeMap<>());
  }

  /**
   * Notes the newest step that each run has saved, and that none has begun anew.
   *
   * @return how many runs are under way with something saved
   */
  int look() throws IOException {
    int underWay = 0;
    for (Path run : runs()) {
      int before = saved.getOrDefault(run, 0);
      int step = savedStep(run, before);
      assertTrue(step >= before, run + " went back from step " + before + " to " + step);
      saved.put(run, step);
      underWay += step > 0 && Passport.in(run).isEmpty() ? 1 : 0;
    }
    return underWay;
  }

  private static int savedStep(Path run, int unknown) throws IOException {
    Path checkpoints = run.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return unknown;
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("ckpt-\\d+\\.safetensors"))
          .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
          .max()
          .orElse(unknown);
    }
  }

  private List<Path> runs() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** How each run has ended: its fingerprint, or what went wrong. */
  Map<String, String> ends() throws IOException {
    Map<String, String> ends = new TreeMap<>();
    passports()
        .forEach(
            (run, passport) ->
                ends.put(
                    run.getFileName().toString(),
                    passport.getOrDefault("fingerprint", passport.get("failure"))));
    return ends;
  }

  /** The passports there are, by run. */
  Map<Path, Map<String, String>> passports() throws IOException {
    Map<Path, Map<String, String>> passports = new TreeMap<>();
    for (Path run : runs()) {
      Map<String, String> passport = Passport.in(run);
      if (!passport.isEmpty()) {
        passports.put(run, passport);
      }
    }
    return passports;
  }

  /** All files that must not depend on the machine: tables, pictures, metrics, specifications. */
  Map<String, String> results() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString();
        if (!OF_ONE_MACHINE.contains(file.getFileName().toString())) {
          contents.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }
}
