package org.qmp.app;

import java.util.concurrent.Callable;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import picocli.CommandLine.Command;

/** {@code qmp info}. */
@Command(
    name = "info",
    header = "Tells what runs here.",
    description = {
      "",
      "Version, Java, processors, and which kernels compute. All kernels give the same bits.",
      "",
      "Example:",
      "  qmp info",
      ""
    },
    optionListHeading = "Options:\n")
final class Info implements Callable<Integer> {
  private final Console console;

  Info(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Backend backend = Backend.best();
    console.say("qmp          %s", Qmp.version());
    console.say(
        "java         %s, %s", Runtime.version(), System.getProperty("java.vm.name", "unknown"));
    console.say(
        "machine      %s %s, %s",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Format.count(Runtime.getRuntime().availableProcessors(), "processor"));
    console.say("kernels      %s", backend.advice());
    if (backend.instructions() != Instructions.SIMD) {
      console.say("             the launcher ./qmp does so by itself");
    }
    return 0;
  }
}
