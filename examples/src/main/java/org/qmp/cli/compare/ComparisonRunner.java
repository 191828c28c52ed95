package org.qmp.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.option.Shard;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.RunResult;
import org.qmp.env.TaskSuite;
import org.qmp.rl.store.RunDirectory;

/**
 * Carries out a comparison.
 *
 * @param context with kernels of one thread
 * @param measure by which methods are compared
 */
public record ComparisonRunner(RunContext context, Comparison comparison, Measure measure) {

  /**
   * Checks that the comparison can begin or continue.
   *
   * @throws UsageException if the suite lacks what a method asks for, or the directory holds
   *     something else
   */
  public void requirePossible() throws IOException {
    comparison.requireAgreement();
    for (int method = 0; method < comparison.methods().size(); method++) {
      context.executor().requirePossible(comparison.first(method).spec());
    }
    List<Path> runs = comparison.members().stream().map(Member::directory).toList();
    requireRoom(comparison.directory(), runs::contains);
  }

  /** The runs of a shard. */
  public List<Member> members(Shard shard) {
    List<Member> all = comparison.members();
    return IntStream.range(0, all.size())
        .filter(place -> shard.has(place, comparison.methods().size()))
        .mapToObj(all::get)
        .toList();
  }

  /**
   * Carries out the runs that are neither finished nor failed.
   *
   * @param threads runs at a time
   * @param members of the comparison
   * @return false if a stop was requested before they were done; those that had begun are saved
   */
  public boolean run(int threads, List<Member> members) throws IOException, InterruptedException {
    int lanes = Math.min(threads, members.size());
    header(members.size());
    if (context.cluster().isEmpty()) {
      say("%s at a time", Format.count(lanes, "run"));
      say("each run has %s", context.backend().advice());
    }
    Collection<RunResult> results = new ParallelRuns(context, members).run(lanes).values();
    boolean stopped = results.stream().filter(RunResult::isOver).count() < members.size();
    if (stopped && context.stop().requested()) {
      say("saved and stopped; the same command continues");
      return false;
    }
    return true; // also without results of runs that other processes have taken over
  }

  /**
   * Writes tables and pictures of the finished runs; empty if they are too few to compare.
   *
   * @param state of the comparison
   */
  public Optional<ComparisonFiles> collect(ComparisonState state) throws IOException {
    Optional<ComparisonFiles> files =
        ComparisonFiles.of(state, suite(), measure, context.console());
    if (files.isPresent()) {
      files.get().write();
    }
    return files;
  }

  private TaskSuite suite() {
    return context.suites().apply(comparison.base().suite());
  }

  /**
   * Checks that tables and pictures replace no files of the user.
   *
   * @param own whether a directory is that of a run that belongs there
   * @throws UsageException if the directory holds other files, and none of these
   */
  public static void requireRoom(Path directory, Predicate<Path> own) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files
              .filter(file -> !RunDirectory.isOfDesktop(file.getFileName().toString()))
              .sorted()
              .toList();
      if (!found.isEmpty() && found.stream().noneMatch(own)) {
        throw new UsageException(
            "--out must be a new or empty directory, or that of these runs; got '"
                + directory
                + "', which holds "
                + found.get(0).getFileName());
      }
    }
  }

  private void header(int runs) {
    say(
        "%s: %s; %s, %s each, in %s",
        comparison.base().suite(),
        String.join(", ", comparison.names()),
        Format.count(comparison.seeds().size(), "seed"),
        Format.count(comparison.base().training().steps(), "step"),
        comparison.directory());
    if (runs < comparison.members().size()) {
      say("%d of %s here", runs, Format.count(comparison.members().size(), "run"));
    }
  }

  private void say(String format, Object... values) {
    if (!context.quiet()) {
      context.console().paragraph(0, Format.text(format, values));
    }
  }
}
