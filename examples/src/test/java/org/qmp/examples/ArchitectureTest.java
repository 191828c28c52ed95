package org.qmp.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Packages depend only on those below them, and only on what they may use. */
final class ArchitectureTest {
  static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.qmp");

  static final String[] LIBRARY = {
    "org.qmp.autograd..", "org.qmp.nn..", "org.qmp.rl..", "org.qmp.env.."
  };

  /** Packages that training in memory needs, besides classes with a substitute in a browser. */
  private static final String[] IN_A_TAB = {
    "org.qmp.autograd..",
    "org.qmp.nn",
    "org.qmp.rl",
    "org.qmp.rl.behavior",
    "org.qmp.rl.multitask",
    "org.qmp.rl.replay",
    "org.qmp.rl.sac",
    "org.qmp.env",
    "org.qmp.env.classic",
    "org.qmp.env.draw",
    "org.qmp.env.maze"
  };

  /** Classes in these packages that are for the machine, files or the command line only. */
  private static final String NOT_IN_A_TAB =
      ".*\\.(Fastest|Team|Passport|Vector\\w+|\\w+PlainProducts|Safetensors\\w*|Spec[KV]\\w+|\\w+Metrics)(\\$.*)?";

  /** JDK classes that the compiler to WebAssembly lacks and that have no substitute. */
  private static final String LACKING =
      "java\\.lang\\.(Module|ModuleLayer|Process|Runtime\\$Version|invoke\\.(MethodHandles|VarHandle))"
          + "|java\\.util\\.concurrent\\.(Executor|ForkJoin|Completable|CountDown|locks\\.).*"
          + "|java\\.util\\.zip\\.CRC32C";

  /** Methods that are missing from the JDK classes that the compiler has. */
  private static final Set<String> LACKING_METHODS =
      Set.of(
          "java.lang.String.lines",
          "java.lang.Class.getPackageName",
          "java.lang.Class.getModule",
          "java.lang.Math.fma",
          "java.lang.System.exit",
          "java.lang.Thread.onSpinWait",
          "java.lang.ref.Reference.reachabilityFence");

  static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }

  @Test
  void layersDependOnlyOnLayersBelow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("kernel")
        .definedBy("org.qmp.autograd.kernel..")
        .layer("autograd")
        .definedBy("org.qmp.autograd")
        .layer("nn")
        .definedBy("org.qmp.nn..")
        .layer("envs")
        .definedBy("org.qmp.env..")
        .layer("rl")
        .definedBy("org.qmp.rl..")
        .layer("examples")
        .definedBy("org.qmp.examples..", "org.qmp.cli..")
        .whereLayer("examples")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("rl")
        .mayOnlyBeAccessedByLayers("examples")
        .whereLayer("envs")
        .mayOnlyBeAccessedByLayers("rl", "examples")
        .whereLayer("nn")
        .mayOnlyBeAccessedByLayers("rl", "examples")
        .whereLayer("autograd")
        .mayOnlyBeAccessedByLayers("nn", "rl", "examples")
        .whereLayer("kernel")
        .mayOnlyBeAccessedByLayers("autograd", "nn", "rl", "examples")
        .check(HOUSE);
  }

  /**
   * Commands on top, then dashboard, reports, sweeps, comparisons, pictures, runs, exports, and
   * options at the bottom.
   */
  @Test
  void packagesOfTheCommandLineDependOnlyOnThoseBelow() {
    List<String> rooms =
        List.of(
            "org.qmp.cli.option",
            "org.qmp.cli.export",
            "org.qmp.cli.run",
            "org.qmp.cli.draw",
            "org.qmp.cli.compare",
            "org.qmp.cli.sweep",
            "org.qmp.cli.report",
            "org.qmp.cli.dash");
    for (int i = 0; i < rooms.size(); i++) {
      List<String> above = new ArrayList<>(rooms.subList(i + 1, rooms.size()));
      above.add("org.qmp.cli");
      check(
          noClasses()
              .that()
              .resideInAPackage(rooms.get(i))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(above.toArray(String[]::new)));
    }
  }

  @Test
  void packagesOfTheSimulatorDependOnlyOnThoseBelow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("math")
        .definedBy("org.qmp.env.physics.math")
        .layer("scene")
        .definedBy("org.qmp.env.physics.scene")
        .layer("mjcf")
        .definedBy("org.qmp.env.physics.mjcf")
        .layer("contact")
        .definedBy("org.qmp.env.physics.contact")
        .layer("constraint")
        .definedBy("org.qmp.env.physics.constraint")
        .layer("physics")
        .definedBy("org.qmp.env.physics")
        .whereLayer("physics")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("constraint")
        .mayOnlyBeAccessedByLayers("physics")
        .whereLayer("contact")
        .mayOnlyBeAccessedByLayers("constraint", "physics")
        .whereLayer("mjcf")
        .mayOnlyBeAccessedByLayers("physics")
        .whereLayer("scene")
        .mayOnlyBeAccessedByLayers("mjcf", "contact", "constraint", "physics")
        .check(HOUSE);
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("org.qmp.(**)").should().beFreeOfCycles());
  }

  @Test
  void environmentsDoNotDependOnMatricesOrLearning() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.qmp.env..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.ejml..", "org.qmp.autograd..", "org.qmp.nn..", "org.qmp.rl.."));
  }

  @Test
  void theLibraryNeedsOnlyTheBaseModuleAndAFewJars() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .and()
            .haveSimpleNameNotStartingWith("Vector")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                "org.qmp..",
                "org.ejml.data..",
                "it.unimi.dsi.fastutil..",
                "com.fasterxml.jackson.core..",
                "org.jspecify.annotations..",
                "java.io..",
                "java.lang..",
                "java.math..",
                "java.nio..",
                "java.security..",
                "java.time..",
                "java.util",
                "java.util.concurrent..",
                "java.util.function..",
                "java.util.regex..",
                "java.util.stream..",
                "java.util.zip.."));
  }

  @Test
  void simdClassesAreLoadedByNameOnly() {
    check(
        noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Vector")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Vector"));
  }

  /** StrictMath is allowed: its substitute has the functions that training needs. */
  @Test
  void trainingInABrowserNeedsNothingThatItsCompilerLacks() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(IN_A_TAB)
            .and()
            .haveNameNotMatching(NOT_IN_A_TAB)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(LACKING)
            .orShould()
            .callMethodWhere(
                describe(
                    "the target is lacking",
                    call ->
                        LACKING_METHODS.contains(
                            call.getTargetOwner().getName() + "." + call.getName()))));
  }
}
