package org.qmp.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qmp.cli.draw.Gallery;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Session;
import org.qmp.env.TaskSuite;

/**
 * Carries out a comparison.
 *
 * @param session with kernels of one thread
 * @param threshold of success, the steps to which are counted
 */
public record Contest(Session session, Comparison comparison, double threshold) {

  /**
   * Runs what is missing or unfinished.
   *
   * @param threads runs at a time
   * @param gallery of the charts that come of it
   * @return what came of it; empty if somebody has asked to stop
   */
  public Optional<Verdict> run(int threads, Gallery gallery) throws IOException, InterruptedException {
    comparison.requireAgreement();
    for (int method = 0; method < comparison.methods().size(); method++) {
      session.requirePossible(comparison.member(method, 1).spec());
    }
    requireRoom();
    var members = comparison.members();
    int lanes = Math.min(threads, members.size());
    header(lanes);
    if (!new Fleet(session, members).run(lanes)) {
      say("saved and stopped; the same command goes on");
      return Optional.empty();
    }
    TaskSuite suite = session.worlds().apply(comparison.base().suite());
    return Optional.of(new ComparisonReport(comparison, suite, threshold).write(gallery));
  }

  /** Its tables and pictures must not take the place of files of others. */
  private void requireRoom() throws IOException {
    Path directory = comparison.directory();
    boolean begun = comparison.members().stream().anyMatch(one -> Files.exists(one.directory()));
    if (begun || !Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Path> other = files.min(Comparator.naturalOrder());
      if (other.isPresent()) {
        throw new UsageException(
            "--out must be a new or empty directory, or that of this comparison; got '"
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
        IntStream.range(0, comparison.methods().size())
            .mapToObj(comparison::name)
            .collect(Collectors.joining(", ")),
        Format.count(comparison.seeds(), "seed"),
        Format.count(comparison.base().training().steps(), "step"),
        comparison.directory());
    say("%s at a time", Format.count(lanes, "run"));
    say("each run has %s", session.backend().advice());
  }

  private void say(String format, Object... values) {
    if (!session.quiet()) {
      session.console().paragraph(0, Format.text(format, values));
    }
  }
}
