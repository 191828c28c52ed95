package org.qmp.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** What a page is about. */
public final class RunsDirectory {
  @Parameters(
      paramLabel = "<run>",
      converter = FileNames.Directory.class,
      description = "Directory of a run, of a comparison, or of several runs.")
  private Path directory = Path.of("");

  public Path path() {
    return directory;
  }
}
