package org.qmp.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
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

  /** Their results may differ between virtual machines, processors, or interpreter and compiler. */
  private static final Set<String> INEXACT =
      Set.of(
          "fma", "exp", "log", "log10", "log1p", "expm1", "tanh", "sinh", "cosh", "cbrt", "pow",
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "hypot", "random");

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
        .definedBy("org.qmp.examples..", "org.qmp.app..")
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
}
