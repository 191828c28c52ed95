package org.qmp.cli;

import java.util.concurrent.Callable;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import picocli.CommandLine.Command;

/** {@code qmp info}. */
@Command(
    name = "info",
    header = "Shows version, Java, processors and kernels.",
    description = {
      "",
      "All kernels give the same bits; SIMD kernels are faster.",
      "",
      "Example:",
      "  qmp info",
      ""
    })
final class Info implements Callable<Integer> {
  private static final int NAME = 13;

  private final Console console;

  Info(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Backend backend = Backend.best().withThreads(Numbers.Threads.all());
    entry("qmp", Qmp.version());
    entry("java", Runtime.version() + ", " + System.getProperty("java.vm.name", "unknown"));
    entry(
        "machine",
        Format.text(
            "%s %s, %s",
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Format.count(Runtime.getRuntime().availableProcessors(), "processor")));
    entry("kernels", kernels(backend.advice()));
    return 0;
  }

  /** The advice; if it is to start java differently, also how to do so. */
  static String kernels(String advice) {
    boolean more = advice.contains("--add-modules");
    return advice + (more ? "; the launcher ./qmp does so" : "");
  }

  private void entry(String name, String text) {
    console.entry(NAME, name, text);
  }
}
