package org.qmp.cli;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.qmp.cli.dash.DashServer;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp dash}. */
@Command(
    name = "dash",
    header = "Shows runs in a browser while they train.",
    description = {
      "",
      "Serves the page of 'qmp report' on this machine only and updates it as the runs write"
          + " their metrics, at each checkpoint. It only reads files: start and stop it at any"
          + " time, even before the first run begins. Ctrl-C ends it.",
      "",
      "Example:",
      "  qmp dash runs/p1",
      ""
    })
final class Dash implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "<run>",
      converter = FileNames.Directory.class,
      description = "Directory of a run, of a comparison, or of several runs.")
  private Path runs = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "<number>",
      converter = Numbers.Port.class,
      defaultValue = "8080",
      description = "Port of the address; 0 takes any that is free. Default: 8080.")
  private int port;

  Dash(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (ModuleLayer.boot().findModule("jdk.httpserver").isEmpty()) {
      throw new UsageException("this Java lacks the module jdk.httpserver, which 'dash' needs");
    }
    try (DashServer server = new DashServer(runs, port)) {
      console.say("%s   %s", server.address(), runs);
      new CountDownLatch(1).await(); // until the process is stopped
    } catch (BindException e) {
      throw new UsageException(
          "--port must be free; got " + port + ": " + e.getMessage() + "; 0 takes any");
    }
    return 0;
  }
}
