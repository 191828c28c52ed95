package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The packaged jar is complete and pure Java, and runs without other jars. */
final class QmpJarIT {
  static final Path JAR = Path.of("target", "qmp.jar");
  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)(\\..*)?");

  private static String text(Path file, String entry) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return Shell.text(jar.getInputStream(jar.getJarEntry(entry)));
    }
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    }
  }

  @Test
  void theJarContainsNoNativeLibrary() throws IOException {
    assertEquals(List.of(), entries().stream().filter(NATIVE.asMatchPredicate()).toList());
  }

  @Test
  void theJarContainsTheClassesThatAreLoadedByName() throws IOException {
    assertTrue(entries().contains("org/qmp/autograd/kernel/VectorFloatProducts.class"));
    assertTrue(entries().contains("org/qmp/autograd/kernel/VectorDoubleTiles.class"));
    assertTrue(entries().contains("org/qmp/autograd/kernel/FloatPlainProducts.class"));
    assertTrue(entries().contains("org/qmp/autograd/kernel/FloatSoftwareProducts.class"));
    assertTrue(entries().contains("picocli/CommandLine.class"));
    assertFalse(entries().contains("module-info.class"));
  }

  /** Except the jars of a release that contain only Javadoc, to which Maven adds no file. */
  @Test
  void everyJarContainsTheLicence() throws IOException {
    List<Path> jars = new ArrayList<>(List.of(JAR));
    for (String module : List.of("autograd", "nn", "envs", "rl", "examples")) {
      try (var files =
          Files.newDirectoryStream(Path.of("..", module, "target"), "qmp-" + module + "-*.jar")) {
        files.forEach(jars::add);
      }
    }
    jars.removeIf(jar -> jar.toString().endsWith("-javadoc.jar"));
    assertTrue(jars.size() >= 9, jars.toString());
    String licence = Files.readString(Path.of("..", "LICENSE"));
    for (Path jar : jars) {
      assertEquals(licence, text(jar, "META-INF/LICENSE"), jar.toString());
    }
  }

  /** The letters of the notice are right in any locale of the build; it claims nothing false. */
  @Test
  void theJarContainsTheNoticesOfItsLibraries() throws IOException {
    String notice = text(JAR, "META-INF/NOTICE");
    assertTrue(notice.startsWith("QMP for Java\n"), notice);
    assertTrue(notice.contains("# Jackson JSON processor\n"), notice);
    assertTrue(notice.contains("Copyright © 2023 Werner Randelshofer, Switzerland."), notice);
    assertFalse(notice.contains("Apache Software Foundation"), notice);
    assertTrue(entries().contains("META-INF/FastDoubleParser-LICENSE"));
  }

  /** So the passports of runs name the version, even if a program uses only the libraries. */
  @Test
  void everyJarHasTheSameVersion() throws IOException {
    String version = version(JAR);
    assertNotNull(version);
    for (String module : List.of("autograd", "nn", "envs", "rl")) {
      Path jar = Path.of("..", module, "target", "qmp-" + module + "-" + version + ".jar");
      assertEquals(version, version(jar), jar.toString());
    }
  }

  private static @Nullable String version(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
  }

  private static String run(String... options) throws IOException, InterruptedException {
    Process process = Shell.jar(List.of(options), List.of("info"));
    String said = Shell.text(process.getInputStream());
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  @Test
  void theJarRunsAloneWithPlainJavaKernels() throws Exception {
    String said = run();
    assertTrue(said.contains("plain Java kernels"), said);
    assertFalse(said.contains("development"), said);
  }

  @Test
  void theJarUsesSimdKernelsIfTheModuleIsPresent() throws Exception {
    String said = run("--add-modules", "ALL-SYSTEM");
    assertTrue(said.contains("SIMD kernels"), said);
  }
}
