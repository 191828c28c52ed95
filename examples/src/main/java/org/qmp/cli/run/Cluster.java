package org.qmp.cli.run;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.Plugins;
import org.qmp.rl.RunSpec;

/** A cluster whose machines carry out runs in place of the threads of this process. */
@FunctionalInterface
public interface Cluster {

  /**
   * Carries out all, and returns their results in the same order.
   *
   * @throws IOException if the machines failed, and the same command may succeed later
   */
  List<RunResult> carryOut(List<Job> jobs) throws IOException;

  /**
   * A run as another process needs it to carry it out.
   *
   * @param spec its specification
   * @param directory of the run, which all machines see under this name
   * @param parent directory of the run that this one prolongs; empty for none
   * @param plugins {@link Plugins#sources}
   */
  record Job(String spec, String directory, String parent, Map<String, String> plugins)
      implements Serializable {
    /** A run as this process knows it. */
    public static Job of(RunSpec spec, Path directory, Optional<Path> parent) {
      String saving = "saveEvery = " + spec.training().saveEvery(); // changes no result
      return new Job(
          spec.canonical() + saving,
          directory.toAbsolutePath().toString(),
          parent.map(path -> path.toAbsolutePath().toString()).orElse(""),
          Plugins.sources());
    }

    /** As {@link RunExecutor#run}, with one thread. */
    public RunResult carryOut(BooleanSupplier cancelled) throws IOException, InterruptedException {
      Plugins.addAll(plugins);
      Optional<Path> prolonged = Optional.of(parent).filter(p -> !p.isEmpty()).map(Path::of);
      return new RunExecutor(
              NamedSuite::suite, Backend.best(), warning -> System.err.print(warning + "\n"))
          .run(RunSpec.parse(spec), Path.of(directory), prolonged, cancelled);
    }
  }
}
