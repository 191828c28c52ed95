package org.qmp.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qmp.rl.Passport;

/** The directory of a comparison, read while other processes write to it. */
record Store(Path directory, Map<Path, Integer> saved) {
  Store(Path directory) {
    this(directory, new TreeMap<>());
  }

  /**
   * Notes the newest step that each run has saved, and checks that no run has started over.
   *
   * @return the number of unfinished runs that have saved something
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

  /** The result of each ended run: its fingerprint, or why it failed. */
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

  /** The existing passports, by run. */
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

  /**
   * The files that another store lacks or has with other bytes, among tables, pictures, metrics and
   * specifications.
   */
  List<Path> differences(Store other) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : results()) {
      Path same = other.directory.resolve(directory.relativize(file));
      if (!Files.exists(same) || Files.mismatch(file, same) >= 0) {
        found.add(file);
      }
    }
    return found;
  }

  private List<Path> results() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getParent().endsWith("checkpoints"))
          .filter(file -> !file.getFileName().toString().matches("passport\\.json|\\..*"))
          .toList();
    }
  }
}
