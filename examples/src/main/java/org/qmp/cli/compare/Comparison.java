package org.qmp.cli.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Agreement;
import org.qmp.cli.run.Runs;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.Method;

/**
 * Methods to be run with the same settings on the same seeds.
 *
 * @param base the run of seed 1, apart from its method
 * @param methods at least one, all different
 * @param names of the methods, as in --methods
 * @param seeds at least one, all different
 * @param directory in which every run has its own
 */
public record Comparison(
    RunSpec base, List<Method> methods, List<String> names, List<Integer> seeds, Path directory) {
  public Comparison {
    methods = List.copyOf(methods);
    names = List.copyOf(names);
    seeds = List.copyOf(seeds);
  }

  /**
   * With the seeds 1, 2, …
   *
   * @param seeds how many
   */
  public Comparison(RunSpec base, List<Method> methods, int seeds, Path directory) {
    this(
        base,
        methods,
        names(base, methods),
        IntStream.rangeClosed(1, seeds).boxed().toList(),
        directory);
  }

  /** Methods' names, with the settings in which one differs from an earlier one. */
  public static List<String> names(RunSpec base, List<Method> methods) {
    return methods.stream().map(method -> name(method, methods, base)).toList();
  }

  private static String name(Method method, List<Method> methods, RunSpec base) {
    String name = Methods.name(method);
    Method first =
        methods.stream().filter(each -> Methods.name(each).equals(name)).findFirst().orElseThrow();
    return name + settings(method, first, base);
  }

  /** The methods as --methods reads them: names with all settings that are not the defaults. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (Method method : methods) {
      String name = Methods.name(method);
      texts.add(name + settings(method, Methods.named(name).method(), base));
    }
    return texts;
  }

  /** Such as {@code :persistence=10}. */
  private static String settings(Method method, Method usual, RunSpec base) {
    Map<String, String> known = base.with(c -> c.method = usual).values();
    return base.with(c -> c.method = method).values().entrySet().stream()
        .filter(setting -> !setting.getValue().equals(known.get(setting.getKey())))
        .map(setting -> ":" + setting.getKey() + "=" + Methods.within(setting.getValue()))
        .collect(Collectors.joining());
  }

  /**
   * A run that belongs to it.
   *
   * @param parent directory of a finished run that this one prolongs
   */
  public record Member(RunSpec spec, Path directory, Optional<Path> parent) {
    public Member(RunSpec spec, Path directory) {
      this(spec, directory, Optional.empty());
    }
  }

  public Member member(int method, int seed) {
    RunSpec spec =
        base.with(
            c -> {
              c.method = methods.get(method);
              c.seed = seed;
            });
    return new Member(spec, directory.resolve(fileName(method) + "-" + seed));
  }

  /** The run of a method with the first seed. */
  public Member first(int method) {
    return member(method, seeds.get(0));
  }

  /** All methods with the first seed, then with the second, so that all methods progress alike. */
  public List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (int seed : seeds) {
      for (int method = 0; method < methods.size(); method++) {
        members.add(member(method, seed));
      }
    }
    return members;
  }

  public String name(int method) {
    return names.get(method);
  }

  /** A method's name in names of files. */
  public String fileName(int method) {
    return fileName(name(method));
  }

  /** Some systems allow no colon in file names, and none allows a slash. */
  public static String fileName(String name) {
    return name.replace(':', '-').replace('/', '-');
  }

  /**
   * Checks the runs that exist.
   *
   * @throws UsageException if a directory holds another run than it should
   */
  void requireAgreement() throws IOException {
    for (Member member : members()) {
      if (Runs.exists(member.directory)) {
        Agreement.require(Runs.spec(member.directory), member.spec, member.directory);
      }
    }
  }
}
