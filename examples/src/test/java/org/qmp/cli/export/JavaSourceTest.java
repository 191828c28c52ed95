package org.qmp.cli.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Precision;
import org.qmp.cli.option.UsageException;
import org.qmp.rl.MixturePolicy;
import org.qmp.rl.Policy;

/** A generated class compiles on its own, and acts with the same bits as its policy. */
final class JavaSourceTest {
  private static final MethodType ACT = MethodType.methodType(double[].class, double[].class);
  private static final MethodType CHOOSE = MethodType.methodType(int.class, double[].class);

  /** Compiles without a class path, and treats every warning as an error. */
  private static URLClassLoader compiled(Path folder, List<Path> sources) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-d", folder.toString(), "-cp", "", "-Xlint:all", "-Werror");
      var units = files.getJavaFileObjectsFromPaths(sources);
      boolean works = javac.getTask(said, files, null, options, null, units).call();
      assertTrue(works, said.toString());
    }
    ClassLoader base = ClassLoader.getPlatformClassLoader();
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, base);
  }

  @Test
  void generatedClassesActWithTheSameBits(@TempDir Path temp) throws Throwable {
    actWithTheSameBits(SomePolicy.ALL.subList(0, 2), SomePolicy.mixtures().subList(0, 2), temp);
  }

  @Test
  @Tag("long")
  void everyKindOfPolicyActsWithTheSameBits(@TempDir Path temp) throws Throwable {
    List<SomePolicy> policies = new ArrayList<>(SomePolicy.ALL);
    policies.add(deep(900));
    actWithTheSameBits(policies, SomePolicy.mixtures(), temp);
  }

  /** {@code Double.toString} has other digits before JDK 19. */
  @Test
  void numbersHaveTheSameDigitsOnEveryJdk() throws IOException {
    Map<String, String> options =
        Map.of(
            "entropy", "gaussian",
            "alpha", "2e23",
            "actionLow", "[-2e23, 0.1]",
            "actionHigh", "[2e23, 7.3]");
    List<Integer> hidden = List.of(4);
    SomePolicy some = new SomePolicy(Precision.FLOAT, 3, 0, hidden, "clamped:-2e23:2e23");
    String source = JavaSource.of("M", some.mixture(options, false, true));
    String withoutTables = source.replaceAll("(?s)\"\"\".*?\"\"\"", "");
    List<String> large =
        Pattern.compile("[0-9.]+E[+0-9]*")
            .matcher(withoutTables)
            .results()
            .map(MatchResult::group)
            .toList();
    // three times α, two bounds of an action, and those of log σ for two networks
    assertEquals(Collections.nCopies(3 + 2 + 4, "2E+23"), large);
  }

  private static SomePolicy deep(int layers) {
    return new SomePolicy(Precision.FLOAT, 2, 0, Collections.nCopies(layers, 1), "smooth:-5:2");
  }

  @Test
  void moreLayersThanAMethodCanHaveAreRefused() throws IOException {
    Policy policy = deep(1100).policy();
    UsageException error = assertThrows(UsageException.class, () -> JavaSource.of("P", policy));
    assertEquals(
        "--to java: the networks are too large for a Java method; --to onnx can write them",
        error.getMessage());
  }

  private static void actWithTheSameBits(
      List<SomePolicy> policies, List<MixturePolicy> mixtures, Path temp) throws Throwable {
    List<Path> sources = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      String text = JavaSource.of("P" + i, policies.get(i).policy());
      sources.add(Files.writeString(temp.resolve("P" + i + ".java"), text));
    }
    for (int i = 0; i < mixtures.size(); i++) {
      String text = JavaSource.of("M" + i, mixtures.get(i));
      sources.add(Files.writeString(temp.resolve("M" + i + ".java"), text));
    }
    try (URLClassLoader classes = compiled(temp, sources)) {
      for (int i = 0; i < policies.size(); i++) {
        policyActs(classes.loadClass("P" + i), policies.get(i));
      }
      for (int i = 0; i < mixtures.size(); i++) {
        mixtureActs(classes.loadClass("M" + i), mixtures.get(i));
      }
    }
  }

  private static void policyActs(Class<?> type, SomePolicy some) throws Throwable {
    MethodHandle act = MethodHandles.publicLookup().findStatic(type, "act", ACT);
    Policy policy = some.policy();
    for (double[] seen : some.observed(50)) {
      assertArrayEquals(policy.act(seen), (double[]) act.invoke(seen), some.toString());
    }
    refuses(act, new double[1]);
    double[] wrong = some.observed(1)[0];
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0x1p128}) {
      wrong[0] = number;
      String message = refuses(act, wrong);
      assertEquals("observation[0] is " + number + ", not a finite float", message);
    }
    wrong[0] = Math.nextDown(0x1.ffffffp127); // the greatest that is finite as a float
    assertArrayEquals(policy.act(wrong), (double[]) act.invoke(wrong));
  }

  private static void mixtureActs(Class<?> type, MixturePolicy policy) throws Throwable {
    MethodHandle act = MethodHandles.publicLookup().findStatic(type, "act", ACT);
    MethodHandle choose = MethodHandles.publicLookup().findStatic(type, "choose", CHOOSE);
    List<String> names = policy.content().policies();
    assertEquals(names, type.getField("POLICIES").get(null));
    Set<String> acted = new TreeSet<>();
    int size = policy.info().observations().size();
    for (double[] seen : SomePolicy.observed(size, 50)) {
      assertArrayEquals(policy.act(seen), (double[]) act.invoke(seen));
      assertEquals(policy.acting(), names.get((int) choose.invoke(seen)));
      acted.add(policy.acting());
    }
    assertEquals(2, acted.size(), acted + ": the first two are equal");
  }

  private static String refuses(MethodHandle act, double[] observation) {
    var error = assertThrows(IllegalArgumentException.class, () -> act.invoke(observation));
    return String.valueOf(error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1a", "a-b", "a b", "class", "true", "_", "Math", "String", "java", "ä", "a$"})
  void onlyUsableClassNamesAreAllowed(String name) {
    assertFalse(JavaSource.canBeNamed(name));
    assertTrue(JavaSource.canBeNamed(name.replaceAll("[^a-z]", "") + "_1"));
  }
}
