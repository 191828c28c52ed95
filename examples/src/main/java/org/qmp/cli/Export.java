package org.qmp.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.export.JavaSource;
import org.qmp.cli.export.Mixture;
import org.qmp.cli.export.Onnx;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.OutputFile;
import org.qmp.cli.run.Runs;
import org.qmp.rl.MixturePolicy;
import org.qmp.rl.Policy;
import org.qmp.rl.RunSpec;
import org.qmp.rl.behavior.MethodException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp export}. */
@Command(
    name = "export",
    header = "Writes a policy for other programs: PyTorch, ONNX Runtime, Java.",
    description = {
      "",
      "--to safetensors: the actor's weights, which 'Policy.load' of the library reads too.",
      "--to onnx: a model from observation (a batch of any size) to action, mean and log_std; of a"
          + " mixture to action, policy and scores.",
      "--to java: one class without dependencies, with the same bits; the file's name is its name.",
      "",
      "Example:",
      "  qmp export runs/p1 --task reach-left --to onnx --out left.onnx",
      ""
    })
final class Export implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "<run>",
      converter = FileNames.Directory.class,
      description = "Directory of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "<form>",
      required = true,
      description = "safetensors, onnx or java.")
  private Form to = Form.SAFETENSORS;

  @Option(
      names = "--task",
      paramLabel = "<name>",
      description = "Task of the policy. Optional if the run has one task.")
  private @Nullable String task;

  @Option(
      names = "--mixture",
      description = "All policies, with the switch that chooses who acts for the task.")
  private boolean mixture;

  @Option(
      names = "--out",
      paramLabel = "<file>",
      required = true,
      converter = FileNames.Exported.class,
      description = "The file, whose name ends in .safetensors, .onnx or .java.")
  private Path out = Path.of("");

  private enum Form {
    SAFETENSORS,
    ONNX,
    JAVA;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Export(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    String name = name();
    RunSpec spec = Runs.spec(run);
    if (mixture) {
      Runs.requireMixture(spec);
    }
    String of = chosenTask();
    byte[] bytes = mixture ? mixture(name, spec, of) : policy(name, Policy.load(run, of));
    OutputFile.write(out, bytes);
    console.say(
        "%s   %s of task %s, %s",
        out, mixture ? "mixture" : "policy", of, Format.count(bytes.length, "byte"));
    return 0;
  }

  private byte[] policy(String name, Policy policy) {
    return switch (to) {
      case SAFETENSORS -> policy.safetensors().toBytes();
      case ONNX -> Onnx.of(policy);
      case JAVA -> JavaSource.of(name, policy).getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] mixture(String name, RunSpec spec, String of) throws IOException {
    MixturePolicy policy;
    try {
      policy = MixturePolicy.load(run, of);
    } catch (MethodException e) {
      throw new UsageException("--mixture: " + e.getMessage());
    }
    if (to == Form.SAFETENSORS) {
      return policy.safetensors().toBytes();
    }
    Mixture.require(to.word(), spec, policy.content());
    return to == Form.ONNX
        ? Onnx.of(policy)
        : JavaSource.of(name, policy).getBytes(StandardCharsets.UTF_8);
  }

  /** Of the file, without its ending. */
  private String name() {
    String file = String.valueOf(out.getFileName());
    String ending = "." + to.word();
    if (!file.endsWith(ending)) {
      throw new UsageException(
          "--out must end in " + ending + " with --to " + to.word() + "; got '" + out + "'");
    }
    String name = file.substring(0, file.length() - ending.length());
    if (to == Form.JAVA && !JavaSource.canBeNamed(name)) {
      throw new UsageException(
          "--out must have the name of a class: letters, digits and _, and no Java keyword; got '"
              + out
              + "'");
    }
    return name;
  }

  private String chosenTask() throws IOException {
    List<String> tasks = Policy.tasks(run);
    if (task == null && tasks.size() > 1) {
      throw new UsageException("--task is missing; it must be one of " + String.join(", ", tasks));
    }
    if (task != null && !tasks.contains(task)) {
      throw UsageException.notOneOf("--task", tasks, task);
    }
    return task == null ? tasks.get(0) : task;
  }
}
