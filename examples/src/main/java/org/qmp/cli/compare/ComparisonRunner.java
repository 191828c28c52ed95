package org.qmp.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Memory;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.RunFailedException;
import org.qmp.cli.run.RunResult;
import org.qmp.env.TaskSuite;

/**
 * Carries out a comparison.
 *
 * @param context with kernels of one thread
 * @param threshold of success, the steps to which are counted
 */
public record ComparisonRunner(RunContext context, Comparison comparison, double threshold) {

  /**
   * Runs what is missing or unfinished.
   *
   * @param threads runs at a time
   * @return what it has written; empty if it was asked to stop
   */
  public Optional<ComparisonFiles> run(int threads) throws IOException, InterruptedException {
    comparison.requireAgreement();
    for (int method = 0; method < comparison.methods().size(); method++) {
      context.executor().requirePossible(comparison.member(method, 1).spec());
    }
    var members = comparison.members();
    requireRoom(comparison.directory(), members);
    int lanes = Math.min(threads, members.size());
    header(lanes);
    TaskSuite suite = context.suites().apply(comparison.base().suite());
    Memory.warnIfShort(comparison.base(), suite, lanes, context.console());
    Map<Comparison.Member, RunResult> results = new ParallelRuns(context, members).run(lanes);
    if (results.values().stream().filter(r -> r.isOk() || r.isFailed()).count() < members.size()) {
      say("saved and stopped; the same command goes on");
      return Optional.empty();
    }
    for (Comparison.Member member : members) {
      RunResult result = Objects.requireNonNull(results.get(member));
      if (result.isFailed()) {
        throw new RunFailedException(
            member.directory() + ": " + result.message(member.directory()));
      }
    }
    ComparisonFiles files = ComparisonFiles.of(comparison, suite, threshold, context.console());
    files.write();
    return Optional.of(files);
  }

  /**
   * Checks that tables and pictures replace no files of the user.
   *
   * @param members runs that begin first
   * @throws UsageException if the directory holds other things, and none of these
   */
  public static void requireRoom(Path directory, List<Comparison.Member> members)
      throws IOException {
    boolean begun = members.stream().anyMatch(one -> Files.exists(one.directory()));
    if (begun || !Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Path> other = files.min(Comparator.naturalOrder());
      if (other.isPresent()) {
        throw new UsageException(
            "--out must be a new or empty directory, or that of these runs; got '"
                + directory
                + "', which holds "
                + other.get().getFileName());
      }
    }
  }

  private void header(int lanes) {
    say(
        "%s: %s; %s, %s each, in %s",
        comparison.base().suite(),
        String.join(", ", comparison.names()),
        Format.count(comparison.seeds(), "seed"),
        Format.count(comparison.base().training().steps(), "step"),
        comparison.directory());
    say("%s at a time", Format.count(lanes, "run"));
    say("each run has %s", context.backend().advice());
  }

  private void say(String format, Object... values) {
    if (!context.quiet()) {
      context.console().paragraph(0, Format.text(format, values));
    }
  }
}
