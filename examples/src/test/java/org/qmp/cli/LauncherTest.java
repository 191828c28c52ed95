package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher {@code qmp}: which jar and which Java it starts, and how. */
final class LauncherTest extends LauncherFixture {
  private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

  /** Prints for each file among its arguments whether it exists. */
  static final class Exists {
    private Exists() {}

    public static void main(String[] args) {
      for (String file : args) {
        System.out.println(Files.exists(Path.of(file)));
      }
    }
  }

  @Test
  void aMissingJavaIsReported() throws Exception {
    environment.remove("JAVA_HOME");
    environment.put("PATH", temp.resolve("bin").toString());
    script(temp.resolve("bin/java"), "");
    assertTrue(temp.resolve("bin/java").toFile().setExecutable(false));
    isRefused(
        "there is no java on the PATH, and JAVA_HOME is not set; "
            + "all you need is a JDK, version 17 or later");
  }

  @Test
  void aJavaHomeWithoutAJavaIsRefusedEvenIfThePathHasOne() throws Exception {
    environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    Path nowhere = temp.resolve("nowhere");
    environment.put("JAVA_HOME", nowhere.toString());
    isRefused(
        "JAVA_HOME is "
            + nowhere
            + ", where there is no bin/java; set it to a JDK, version 17 or later");
    Files.createDirectories(nowhere.resolve("bin/java"));
    isRefused(
        "JAVA_HOME is "
            + nowhere
            + ", where there is no bin/java; set it to a JDK, version 17 or later");
  }

  @ParameterizedTest
  @CsvSource({"11.0.2, 11", "16, 16", "16-ea, 16", "1.8.0_392, 8", "1.7, 7"})
  void aJavaThatIsTooOldIsNamedWithItsVersion(String release, String version) throws Exception {
    jdk(release, "");
    isTooOld(version);
    assertEquals(0, starts());
  }

  private void isTooOld(String version) throws IOException, InterruptedException {
    isRefused(
        home.resolve("bin/java")
            + " is Java "
            + version
            + ", but version 17 or later is needed; set JAVA_HOME to such a JDK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JAVA_VERSION=\"17.0.15\"\nOS_NAME=\"Linux\"\n",
        "IMPLEMENTOR=\"1\"\r\nJAVA_VERSION=\"25\"\r\nJAVA_VERSION_DATE=\"2026-04-21\"\r\n",
        "JAVA_VERSION=26-ea",
        "JAVA_VERSION=\"101.0.1\"",
      })
  void theVersionIsReadFromTheReleaseFileSoOnlyOneJvmStarts(String release) throws Exception {
    jdk(release, "not asked", "");
    runs(launch("info"));
    assertEquals(1, starts());
  }

  @ParameterizedTest
  @CsvSource({"17,", "25,", "11, 11", "1.8, 8", "?, of unknown version"})
  void withoutAVersionInTheReleaseFileTheJvmIsAsked(String answer, String tooOld) throws Exception {
    jdk("IMPLEMENTOR=\"17\"\n", answer, "");
    if (tooOld == null) {
      runs(launch("info"));
    } else {
      isTooOld(tooOld);
    }
    Files.delete(home.resolve("release"));
    if (tooOld == null) {
      runs(launch("info"));
    } else {
      isTooOld(tooOld);
    }
  }

  /** Debian's alternatives are such links. */
  @Test
  void withoutJavaHomeTheJavaOnThePathRunsAndLinksLeadToItsReleaseFile() throws Exception {
    environment.remove("JAVA_HOME");
    Path bin = Files.createDirectories(temp.resolve("usr/bin"));
    Path alternatives = Files.createDirectories(temp.resolve("etc"));
    Files.createSymbolicLink(alternatives.resolve("java"), home.resolve("bin/java"));
    Files.createSymbolicLink(bin.resolve("java"), Path.of("../../etc/java"));
    environment.put("PATH", bin + ":/usr/bin:/bin");
    runs(launch("info"));
    assertEquals(1, starts());
  }

  @Test
  void symbolicLinksAreFollowed() throws Exception {
    Path links = Files.createDirectories(temp.resolve("some/links -> here"));
    Path absolute = links.resolve("-absolute");
    Files.createSymbolicLink(absolute, place.resolve("qmp"));
    runs(launch(absolute, "info"));
    Path relative = links.resolve("relative");
    Files.createSymbolicLink(relative, links.relativize(place.resolve("qmp")));
    runs(launch(relative, "info"));
    Path chain = temp.resolve("chain");
    Files.createSymbolicLink(chain, Path.of("some/links -> here/-absolute"));
    runs(launch(chain, "info"));
    runs(launch(Path.of("./chain"), "info"));
    Path folder = temp.resolve("folder");
    Files.createSymbolicLink(folder, place);
    runs(launch(folder.resolve("qmp"), "info"));
    Path through = links.resolve("through a folder's link");
    Files.createSymbolicLink(through, Path.of("../../folder/qmp"));
    runs(launch(through, "info"));
    environment.put("PATH", links + ":/usr/bin:/bin");
    environment.put("CDPATH", temp.toString());
    runs(launch(Path.of("/usr/bin/env"), "relative", "info"));
  }

  /** Without this check, the JVM would only say that it cannot find a class. */
  @Test
  void aFolderWithAColonInItsPathIsRefused() throws Exception {
    Path folder = temp.toRealPath().resolve("12:30");
    script(folder.resolve("qmp"), Files.readString(place.resolve("qmp")));
    Launched launched = launch(folder.resolve("qmp"), "info");
    assertEquals(
        List.of("qmp: Java cannot start from a folder with a colon in its path: " + folder),
        launched.err());
    assertEquals(2, launched.code());
  }

  @Test
  void argumentsReachTheProgramUnchanged() throws Exception {
    String[] awkward = {"train", "--out", "two  words", "", "*", "$HOME", "a\"b'c\\d", "--", "-x"};
    Launched launched = launch(awkward);
    assertEquals(0, launched.code());
    String out = String.join("\n", launched.out());
    String expected = "<-jar>\n<" + jar() + ">\n<" + String.join(">\n<", awkward) + ">";
    assertTrue(out.endsWith(expected), out);
  }

  @Test
  void theModulesForTheFastKernelsAreAdded() throws Exception {
    List<String> out = launch("info").out();
    assertEquals("<ALL-SYSTEM>", out.get(out.indexOf("<--add-modules>") + 1));
  }

  @Test
  void optionsForTheJvmAreInsertedBeforeTheJarUnchanged() throws Exception {
    environment.put("QMP_JAVA_OPTS", "-Xmx3g  -Dsome=/*");
    List<String> out = launch("info").out();
    int first = out.indexOf("<-Xmx3g>");
    assertEquals(List.of("<-Dsome=/*>", "<-jar>"), out.subList(first + 1, first + 3));
  }

  /** So signals reach the program, and its exit code is the launcher's. */
  @Test
  void theProgramReplacesTheProcessOfTheLauncher() throws Exception {
    jdk("25", "exit 43");
    Launched launched = launch("info");
    assertEquals("process " + launched.process(), launched.out().get(0));
    assertEquals(43, launched.code());
  }

  @Test
  void onlyTheWarningAboutTheVectorModuleIsDroppedFromStandardError() throws Exception {
    jdk("17", "echo '" + WARNING + "' >&2; echo first >&2; echo ' second' >&2");
    assertEquals(List.of("first", " second"), saidOnTheSide(2));
    jdk("17", "printf '%s\\n' ' first\\n' >&2; echo '" + WARNING + "' >&2; printf third >&2");
    assertEquals(List.of(" first\\n", WARNING, "third"), saidOnTheSide(3));
  }

  /** The JVM prints them for {@code JDK_JAVA_OPTIONS} and {@code JAVA_TOOL_OPTIONS}. */
  @Test
  void linesAboutOptionsFromTheEnvironmentMayPrecedeTheWarning() throws Exception {
    List<String> options =
        List.of("NOTE: Picked up JDK_JAVA_OPTIONS: -Da=b", "Picked up JAVA_TOOL_OPTIONS: -Dc=d");
    String told = "printf '%s\\n' '" + String.join("' '", options) + "' >&2; ";
    jdk("17", told + "echo '" + WARNING + "' >&2");
    assertEquals(options, saidOnTheSide(2));
    jdk("17", told + "printf third >&2");
    assertEquals(List.of(options.get(0), options.get(1), "third"), saidOnTheSide(3));
    jdk("17", told);
    assertEquals(options, saidOnTheSide(2));
  }

  private List<String> saidOnTheSide(int lines) throws IOException, InterruptedException {
    launch("info");
    for (int i = 0; i < 200 && said("err").size() < lines; i++) {
      Thread.sleep(10);
    }
    return said("err");
  }

  @Test
  void theProgramRunsEvenIfNoPipeCanBeCreated() throws Exception {
    script(temp.resolve("bin/mktemp"), "#!/bin/sh\nexit 1\n");
    environment.put("PATH", temp.resolve("bin") + ":/usr/bin:/bin");
    jdk("17", "echo '" + WARNING + "' >&2");
    Launched launched = launch("info");
    assertEquals(List.of(WARNING), launched.err());
    assertEquals(0, launched.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX", "xx_XX.UTF-8"})
  void aLocaleWithOnlyAsciiIsReplacedByUtf8(String locale) throws Exception {
    if (!locale.isEmpty()) {
      environment.put("LC_ALL", locale);
    }
    assertEquals("locale C.UTF-8", launch("info").out().get(1));
  }

  @Test
  void aLocaleWithMoreThanAsciiIsKept() throws Exception {
    script(temp.resolve("bin/locale"), "#!/bin/sh\necho EUC-JP\n");
    environment.put("PATH", temp.resolve("bin") + ":/usr/bin:/bin");
    environment.put("LC_ALL", "ja_JP.eucJP");
    assertEquals("locale ja_JP.eucJP", launch("info").out().get(1));
    environment.remove("LC_ALL");
    environment.put("LANG", "C.UTF-8");
    environment.put("PATH", "/usr/bin:/bin");
    assertEquals("locale ", launch("info").out().get(1));
  }

  /** The file names are in a script, because the JVM of this test may support only ASCII. */
  @Test
  void inThePosixLocaleARealJvmFindsFilesWithUnicodeNames() throws Exception {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("LC_ALL", "POSIX");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Exists.class.getName());
    String entry = Exists.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(jar()), manifest);
        InputStream code = Exists.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new JarEntry(entry));
      code.transferTo(jar);
    }
    Path names = temp.resolve("names");
    script(
        names,
        """
        #!/bin/sh
        cp -R "$1" "größe-путь-日本" && touch ñandú-😀
        "größe-путь-日本/qmp" ñandú-😀 "größe-путь-日本/qmp" nowhere
        code=$?
        rm -r ñandú-😀 "größe-путь-日本"
        exit $code
        """);
    Launched launched = launch(names, place.toString());
    assertEquals(List.of(), launched.err());
    assertEquals(List.of("true", "true", "false"), launched.out());
    assertEquals(0, launched.code());
  }
}
