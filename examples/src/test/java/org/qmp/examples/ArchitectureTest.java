package org.qmp.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house stands as it was drawn: nothing points up, and nothing makes a bit depend on luck. */
final class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.qmp");

  private static final String[] LIBRARY = {
    "org.qmp.autograd..", "org.qmp.nn..", "org.qmp.rl..", "org.qmp.env.."
  };

  /** Their text depends on the machine's language, or their line ends on its system. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("toLowerCase", "toUpperCase", "lineSeparator", "newLine", "useDefaultPrettyPrinter");

  /** The same, unless their first argument is a locale. */
  private static final Set<String> FORMATTING = Set.of("format", "printf");

  /** Their results may differ between virtual machines, processors, or interpreter and compiler. */
  private static final Set<String> INEXACT =
      Set.of(
          "exp", "log", "log10", "log1p", "expm1", "tanh", "sinh", "cosh", "cbrt", "pow", "sin",
          "cos", "tan", "asin", "acos", "atan", "atan2", "hypot", "random");

  /** What training in memory needs, besides classes that have a substitute in a browser. */
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

  /** Of the same packages, but of the machine, of files or of the command line. */
  private static final String NOT_IN_A_TAB =
      ".*\\.(Fastest|Team|Passport|Vector\\w+|\\w+PlainProducts|Safetensors\\w*|Spec[KV]\\w+|\\w+Metrics)(\\$.*)?";

  /** Classes of the JDK that the compiler to WebAssembly lacks, and that have no substitute. */
  private static final String LACKING =
      "java\\.lang\\.(Module|ModuleLayer|Process|Runtime\\$Version|invoke\\.(MethodHandles|VarHandle))"
          + "|java\\.util\\.concurrent\\.(Executor|ForkJoin|Completable|CountDown|locks\\.).*"
          + "|java\\.util\\.zip\\.CRC32C";

  /** Methods that are missing from classes that the compiler has. */
  private static final Set<String> LACKING_METHODS =
      Set.of(
          "java.lang.String.lines",
          "java.lang.Class.getPackageName",
          "java.lang.Class.getModule",
          "java.lang.Math.fma",
          "java.lang.System.exit",
          "java.lang.Thread.onSpinWait",
          "java.lang.ref.Reference.reachabilityFence");

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }

  @Test
  void nothingPointsUp() {
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
  void theRoomsOfTheCommandLineLieAboveEachOther() {
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
  void roomsOfTheSimulatorLookDown() {
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
  void worldsKnowNothingOfMatricesOrLearning() {
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
  void theLibraryNeedsNothingButTheBaseModuleAndAFewJars() {
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
  void simdClassesAreReachedByNameOnly() {
    check(
        noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Vector")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Vector"));
  }

  /** Exact everywhere, but slow without an instruction and missing from some runtimes. */
  @Test
  void fusedMultiplyAddsStandInTheProductsAndAreReachedByNameOnly() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .and()
            .haveSimpleNameNotEndingWith("PlainProducts")
            .should()
            .callMethodWhere(
                describe(
                    "the target is Math.fma",
                    call ->
                        call.getName().equals("fma")
                            && (call.getTargetOwner().isEquivalentTo(Math.class)
                                || call.getTargetOwner().isEquivalentTo(StrictMath.class)))));
    check(
        noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Vector")
            .and()
            .haveSimpleNameNotEndingWith("PlainProducts")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("PlainProducts"));
  }

  @Test
  void functionsWhoseBitsVaryAreNeverCalled() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .callMethodWhere(
                describe(
                    "the target is an inexact function of Math",
                    call ->
                        call.getTargetOwner().isEquivalentTo(Math.class)
                            && INEXACT.contains(call.getName()))));
  }

  @Test
  void randomnessAndOrderComeFromNowhereElse() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .dependOnClassesThat(
                describe(
                    "are foreign generators or hash collections",
                    type ->
                        Set.of(
                                Random.class,
                                ThreadLocalRandom.class,
                                RandomGenerator.class,
                                HashMap.class,
                                HashSet.class)
                            .stream()
                            .anyMatch(type::isEquivalentTo))));
  }

  /** Of StrictMath, the substitute has what training needs. */
  @Test
  void whatLearnsInATabDoesWithoutWhatItsCompilerLacks() {
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

  /** Its fonts, native libraries and zlib differ from one machine to the next. */
  @Test
  void picturesAreDrawnWithoutTheDesktopModule() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing.."));
  }

  @Test
  void nothingIsReducedInParallelStreams() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .callMethodWhere(
                describe(
                    "the target makes a stream parallel",
                    call ->
                        call.getName().equals("parallelStream")
                            || call.getName().equals("parallel"))));
  }

  @Test
  void textIsTheSameInEveryCountryAndOnEverySystem() {
    check(
        noClasses()
            .should()
            .callMethodWhere(
                describe(
                    "the target's text depends on the machine's language or system",
                    ArchitectureTest::dependsOnTheMachine))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.text..")
            .orShould()
            .dependOnClassesThat(
                describe(
                    "read or write in the machine's language",
                    type ->
                        Stream.of(Scanner.class, Formatter.class).anyMatch(type::isEquivalentTo))));
  }

  /** Programs to read may end the lines that they print as they like. */
  @Test
  void linesEndAlikeEverywhere() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.qmp.examples..")
            .should()
            .callMethodWhere(
                describe("the target ends a line", call -> call.getName().equals("println"))));
  }

  private static boolean dependsOnTheMachine(JavaMethodCall call) {
    List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
    if (FORMATTING.contains(call.getName())) {
      return !parameters.get(0).isEquivalentTo(Locale.class)
          && call.getTargetOwner().getPackageName().startsWith("java.");
    }
    if (call.getTargetOwner().isEquivalentTo(Files.class) && call.getName().equals("write")) {
      return parameters.get(1).isEquivalentTo(Iterable.class); // adds the system's line ends
    }
    return call.getName().equals("formatted")
        || (parameters.isEmpty() && OF_THE_MACHINE.contains(call.getName()));
  }

  /** In a format it is the system's line end, and no compiled class tells. */
  @Test
  void noFormatEndsItsLinesAsTheSystemDoes() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("autograd", "nn", "envs", "rl", "examples")) {
      Path sources = Path.of("..", module, "src", "main", "java");
      try (Stream<Path> files = Files.find(sources, 20, (file, is) -> is.isRegularFile())) {
        for (Path file : files.toList()) {
          Files.readAllLines(file).stream()
              .filter(line -> line.contains("%n"))
              .forEach(line -> found.add(file + ": " + line.strip()));
        }
      }
    }
    assertEquals(List.of(), found);
  }
}
