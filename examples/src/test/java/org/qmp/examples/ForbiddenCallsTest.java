package org.qmp.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.qmp.examples.ArchitectureTest.LIBRARY;
import static org.qmp.examples.ArchitectureTest.check;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
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

/**
 * Forbids calls and method references that would make results or text depend on chance, machine or
 * country.
 */
final class ForbiddenCallsTest {
  /** Their text depends on the machine's language, or their line ends on its operating system. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("toLowerCase", "toUpperCase", "lineSeparator", "newLine", "useDefaultPrettyPrinter");

  /** The same, unless their first argument is a locale. */
  private static final Set<String> FORMATTING = Set.of("format", "printf");

  /** Their results may differ between virtual machines, processors, or interpreter and compiler. */
  private static final Set<String> INEXACT =
      Set.of(
          "exp", "log", "log10", "log1p", "expm1", "tanh", "sinh", "cosh", "cbrt", "pow", "sin",
          "cos", "tan", "asin", "acos", "atan", "atan2", "hypot", "random");

  /** They are exact everywhere, but slow without an instruction, and some runtimes lack them. */
  @Test
  void fusedMultiplyAddsAreOnlyInProductClassesLoadedByName() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .and()
            .haveSimpleNameNotEndingWith("PlainProducts")
            .should()
            .accessTargetWhere(
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
  void inexactMathFunctionsAreNeverCalled() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .accessTargetWhere(
                describe(
                    "the target is an inexact function of Math",
                    call ->
                        call.getTargetOwner().isEquivalentTo(Math.class)
                            && INEXACT.contains(call.getName()))));
  }

  @Test
  void noForeignGeneratorsOrHashCollectionsAreUsed() {
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

  /** The fonts, native libraries and zlib of that module differ between machines. */
  @Test
  void picturesAreDrawnWithoutTheDesktopModule() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing.."));
  }

  @Test
  void parallelStreamsAreNeverUsed() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .accessTargetWhere(
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
            .accessTargetWhere(
                describe(
                    "the target's text depends on the machine's language or system",
                    ForbiddenCallsTest::dependsOnTheMachine))
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

  /** Example programs may print the line ends of the system. */
  @Test
  void linesEndTheSameOnEverySystem() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.qmp.examples..")
            .should()
            .accessTargetWhere(
                describe("the target ends a line", call -> call.getName().equals("println"))));
  }

  private static boolean dependsOnTheMachine(JavaAccess<?> access) {
    if (!(access instanceof JavaCodeUnitAccess<?> call)) {
      return false;
    }
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

  /** This line end is {@code %n}, which cannot be found in compiled classes. */
  @Test
  void noFormatUsesTheLineEndOfTheSystem() throws IOException {
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
