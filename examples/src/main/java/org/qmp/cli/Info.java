package org.qmp.cli;

import java.util.concurrent.Callable;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
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
    },
    optionListHeading = "Options:\n")
final class Info implements Callable<Integer> {
  private static final int KERNELS = 13;

  private final Console console;

  Info(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Backend backend = Backend.best().withThreads(Numbers.Threads.all());
    console.say("qmp          %s", Qmp.version());
    console.say(
        "java         %s, %s", Runtime.version(), System.getProperty("java.vm.name", "unknown"));
    console.say(
        "machine      %s %s, %s",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Format.count(Runtime.getRuntime().availableProcessors(), "processor"));
    String kernels = "kernels      " + backend.advice();
    console.paragraph(
        KERNELS,
        backend.instructions() == Instructions.SIMD
            ? kernels
            : kernels + "; the launcher ./qmp does so");
    return 0;
  }
}
