package org.qmp.cli.dash;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.report.Page;
import org.qmp.cli.report.RunFiles;
import org.qmp.cli.report.RunPage;
import org.qmp.cli.report.RunPictures;
import org.qmp.cli.report.RunsPage;
import org.qmp.cli.run.Failure;
import org.qmp.cli.run.Runs;
import org.qmp.env.TaskSuite;
import org.qmp.rl.store.RunDirectory;

/** The page of a run, or of the runs in a directory, as their files are now. */
final class LiveRuns {
  private static final long NANOS = 400_000_000; // between two looks at the files
  static final String REPORT = "report.html";

  private final Path directory;
  private final Map<Path, MetricsTail> tails = new HashMap<>();
  private final Map<String, TaskSuite> suites = new HashMap<>();
  private State state = new State("", new Page("", ""));
  private long looked;

  /**
   * The page at some moment.
   *
   * @param id how far each run's metrics have been read, and which of the other files there are:
   *     equal ids mean equal pages, also of another process
   */
  record State(String id, Page page) {}

  LiveRuns(Path directory) {
    this.directory = directory;
  }

  /** Reads the files, at most some times a second, however many clients ask. */
  synchronized State now() {
    long time = System.nanoTime();
    if (state.id.isEmpty() || time - looked > NANOS) {
      looked = time;
      try {
        look();
      } catch (IOException | RuntimeException e) {
        // a run may be removed or written at this moment
        tails.clear();
        String problem =
            e instanceof UsageException ? String.valueOf(e.getMessage()) : Failure.ofFile(e);
        Page page = new Page(RunFiles.name(directory), "waiting for runs");
        page.paragraph(problem);
        state = new State("0-" + Integer.toHexString(problem.hashCode()), page);
      }
    }
    return state;
  }

  private void look() throws IOException {
    List<Path> paths = Runs.in(List.of(directory));
    tails.keySet().retainAll(paths);
    boolean reported = Files.isRegularFile(directory.resolve(REPORT), LinkOption.NOFOLLOW_LINKS);
    StringBuilder id = new StringBuilder(reported ? "r" : "");
    for (Path path : paths) {
      MetricsTail tail = tails.computeIfAbsent(path, MetricsTail::new);
      tail.read();
      String name = RunFiles.name(path);
      Path passport = path.resolve(RunDirectory.PASSPORT);
      long over = Files.exists(passport) ? Files.readString(passport).hashCode() & 0xffffffffL : 0;
      id.append(id.length() == 0 ? "" : ",")
          .append(URLEncoder.encode(name, StandardCharsets.UTF_8));
      id.append('@').append(tail.place()).append('-').append(Long.toHexString(over));
    }
    if (!id.toString().equals(state.id)) {
      state = new State(id.toString(), page(paths, reported));
    }
  }

  private Page page(List<Path> paths, boolean reported) throws IOException {
    List<RunFiles> runs = new ArrayList<>();
    for (Path path : paths) {
      MetricsTail tail = tails.get(path);
      if (tail != null) {
        runs.add(RunFiles.of(path, suite(path), tail.metrics()));
      }
    }
    Page page =
        Runs.exists(directory)
            ? RunPage.of(runs.get(0), RunPictures.NONE)
            : RunsPage.of(directory, runs);
    if (reported) {
      page.section(
          "More", p -> p.link(REPORT, "The report, with pictures of what has been learned"));
    }
    return page;
  }

  private TaskSuite suite(Path run) throws IOException {
    String name = Runs.spec(run).suite();
    TaskSuite suite = suites.get(name);
    if (suite == null) {
      suite = Runs.suite(run, Runs.spec(run));
      suites.put(name, suite);
    }
    return suite;
  }
}
