package org.qmp.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.cli.compare.Comparison;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Metrics;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.Method;

/** The commands on pages reproduce the runs. */
final class ProvenanceTest {
  private static final RunSpec BASE = NamedSuite.POINT.defaults();

  private static List<Method> methods(String text) {
    return new Methods.Several().convert(text).runs(BASE).stream().map(RunSpec::method).toList();
  }

  /** A setting of one method does not apply to the others, though they have its key too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "separated,qmp | separated,separated+qmp",
        "qmp:persistence=10,uniform | separated+qmp:persistence=10,separated+uniform",
        "qmp:persistence=10,qmp | separated+qmp:persistence=10,separated+qmp",
        "separated,qmp:persistence=10:tie=own | separated,separated+qmp:persistence=10:tie=own",
        "data:dataQuantile=0.5,data+qmp:dataQuantile=0.5"
            + " | data:dataQuantile=0.5,data+qmp:dataQuantile=0.5"
      })
  void comparisonCommandsHaveTheSettingsOfEachMethod(String given, String told) {
    RunSpec other = BASE.with(c -> c.training = c.training.with(t -> t.steps = 700));
    Comparison comparison = new Comparison(other, methods(given), 2, Path.of("out"));
    assertEquals(
        "qmp compare --suite point --methods "
            + told
            + " --seeds 2 --measure success --threshold 0.9 --steps 700",
        Provenance.command(comparison, Measure.SUCCESS));
    assertEquals(methods(given), methods(told));
  }

  /** Commas separate methods, so that a matrix has slashes instead. */
  @Test
  void matricesOfAMethodAreReadBack() {
    String matrix = "dnc:dncBeta=0/1/1/1;1/0/1/1;1/1/0/1;1/1/1/0";
    List<Method> methods = methods("separated," + matrix);
    Comparison comparison = new Comparison(BASE, methods, 2, Path.of("out"));
    assertEquals(List.of("separated", matrix), comparison.texts());
    String command = Provenance.command(comparison, Measure.SUCCESS);
    assertTrue(command.contains(" --methods 'separated," + matrix + "' "), command);
    assertEquals("dnc-dncBeta=0-1;1-0", Comparison.fileName("dnc:dncBeta=0/1;1/0"));
  }

  /** If the second and third seed failed, the command runs them again too. */
  @Test
  void theCommandHasAllSeedsUpToTheLast() {
    List<String> names = List.of("separated", "separated+qmp");
    Comparison some =
        new Comparison(BASE, methods("separated,qmp"), names, List.of(1, 4), Path.of("out"));
    assertTrue(Provenance.command(some, Measure.SUCCESS).contains(" --seeds 4 "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "batch=8 | qmp train --suite point --method separated --batch 8",
        "behavior=qswitch persistence=3"
            + " | qmp train --suite point --method separated+qmp --persistence 3",
        "data=uds regularizer=dnc"
            + " | qmp train --suite point --set data=uds --data-quantile 0 --set regularizer=dnc"
            + " --dnc-beta 0.05 --dnc-period 50000 --dnc-steps 100",
        "behavior=fixed shares=1,0,0,0;0,1,0,0;0,0,1,0;0,0,0,1"
            + " | qmp train --suite point --set behavior=fixed"
            + " --shares '1,0,0,0;0,1,0,0;0,0,1,0;0,0,0,1' --persistence 1"
      })
  void trainingCommandsNameTheMethodOrItsParts(String settings, String command) {
    RunSpec spec = BASE;
    for (String setting : settings.split(" ", -1)) {
      spec = spec.set(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    assertEquals(command, Provenance.command(spec));
  }

  private static String fingerprint(long step) {
    Map<String, String> passport = Map.of("step", "10000", "fingerprint", "f1f2");
    RunFiles run =
        new RunFiles(
            Path.of("run"),
            BASE,
            NamedSuite.POINT.suite(),
            step,
            new Metrics(new TreeMap<>()),
            passport);
    Page page = new Page("run", "");
    Provenance.addTo(page, List.of(run));
    return page.html(false);
  }

  /** A run that was stopped at step 10,000 and continues has the fingerprint of that step. */
  @Test
  void aFingerprintIsShownOnlyWithItsOwnStep() {
    String stopped = fingerprint(10_000);
    assertTrue(stopped.contains("<td>10,000</td><td>f1f2</td>"), stopped);
    String going = fingerprint(15_000);
    assertTrue(going.contains("<td>15,000</td><td>not yet</td>"), going);
  }
}
