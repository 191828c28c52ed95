package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A jar with suites of another author, in a separate JVM: what it adds stays until the JVM ends.
 */
final class PluginTest {
  private static final String PROVIDER =
      """
      package acme;
      import java.util.*;
      import org.qmp.env.*;
      import org.qmp.env.classic.PointReach;
      public final class Floors implements SuiteProvider {
        public String name() { return "acme-floors"; }
        public String version() { return "VERSION"; }
        public List<Offer> suites() {
          return List.of(new Offer("NAME", "two goals", Floors::suite, Map.of("SETTING", "240")));
        }
        private static TaskSuite suite() {
          return new TaskSuite("NAME", PointReach.suite().tasks().subList(0, 2));
        }
      }
      """;

  @TempDir Path temp;

  @Test
  void aSuiteOfAJarWorksLikeAnyOther() throws Exception {
    String jar = jar("floors.jar", "floors", "steps", "1.0").toString();
    String run = temp.resolve("run").toString();
    String trained =
        inAChild(
            0,
            "train",
            "--plugin",
            jar,
            "--suite",
            "floors",
            "--method",
            "separated+qmp",
            "--hidden",
            "8,8",
            "--batch",
            "8",
            "--warm-up",
            "60",
            "--out",
            run);
    assertTrue(trained.contains("240 steps"), trained);
    assertTrue(Files.readString(Path.of(run, "passport.json")).contains("acme-floors 1.0"));

    Shell without = Shell.qmp("eval", run);
    assertEquals(2, without.code());
    assertTrue(
        without.err().contains("floors, is of acme-floors 1.0; name its file with --plugin"),
        without.err());

    Path page = temp.resolve("run.html");
    inAChild(0, "report", "--plugin", jar, run, "--out", page.toString());
    assertTold(page, "qmp train --plugin " + jar + " --suite floors --method separated+qmp ");

    String newer = jar("newer.jar", "floors", "steps", "1.1").toString();
    String resumed = inAChild(0, "train", "--plugin", newer, "--out", run, "--resume");
    assertTrue(
        resumed.contains("was of acme-floors 1.0 until step 240 and is of acme-floors 1.1"),
        resumed);
  }

  /** Two tasks have 240 steps together, so one of them has 120. */
  @Test
  void someTasksGetTheirShareOfTheStepsThatThePluginSets() throws Exception {
    String jar = jar("part.jar", "part", "steps", "1.0").toString();
    String settings = inAChild(0, "envs", "part:upper-right", "--plugin", jar);
    assertTrue(settings.contains("\nsteps = 120\n"), settings);
    assertTrue(inAChild(0, "envs", "part", "--plugin", jar).contains("\nsteps = 240\n"));
  }

  @Test
  void pluginsThatCannotBeUsedAreRefusedWithAReason() throws Exception {
    assertRefused("must be a file that exists; got 'no.jar'", Path.of("no.jar"));
    Path tasks = Files.writeString(temp.resolve("tasks.txt"), "model = nowhere.xml\n");
    assertRefused("nowhere.xml' cannot be read", tasks);
    Files.writeString(tasks, "modell = a.xml\n");
    assertRefused("tasks.txt:1: modell: is not a key", tasks);
    Path empty = temp.resolve("empty.jar");
    new JarOutputStream(Files.newOutputStream(empty)).close();
    assertRefused("names none", empty);
    assertRefused("has the name of another: reach four goals", jar("a.jar", "point", "steps", "1"));
    assertRefused("'stepps', which is not a key", jar("b.jar", "own", "stepps", "1"));
    assertRefused("suite own: gamma must be", jar("c.jar", "own", "gamma", "2"));
  }

  @Test
  void aTaskFileWorksAsASuite() throws Exception {
    Files.writeString(
        temp.resolve("slide.xml"),
        """
        <mujoco>
          <worldbody>
            <body name="block"><joint name="x" type="slide" axis="1 0 0" damping="1"/>
              <geom type="box" size=".1 .1 .1"/></body>
          </worldbody>
          <actuator><motor joint="x" gear="20"/></actuator>
        </mujoco>
        """);
    Path tasks =
        Files.writeString(
            temp.resolve("slides.txt"),
            """
            model = slide.xml
            horizon = 20
            observe = position(x), velocity(x)
            reset position(x) = uniform(-1, 1)
            [right]
            reward = near(x(block), 1, 1, 1)
            [left]
            reward = near(x(block), -1, -1, 1)
            """);
    String model = temp.resolve("slide.xml").toString();
    String out = temp.resolve("comparison").toString();
    String small = "--methods separated --seeds 1 --hidden 8,8 --batch 8 --warm-up 60 --steps 120";
    List<String> compare = new ArrayList<>(List.of("compare", "--suite", model, "--tasks"));
    compare.addAll(List.of(tasks.toString(), "--out", out));
    compare.addAll(List.of(small.split(" ", -1)));
    inAChild(0, compare.toArray(String[]::new));
    assertTold(
        Path.of(out, "report.html"), "qmp compare --suite " + model + " --tasks " + tasks + " ");

    String run = Path.of(out, "separated-1").toString();
    Path page = temp.resolve("run.html");
    inAChild(0, "report", "--plugin", tasks.toString(), run, "--out", page.toString());
    assertTold(page, "qmp train --plugin " + tasks + " --suite slides --method separated ");
    String once = Files.readString(tasks);
    Files.writeString(tasks, once + "[middle]\nreward = near(x(block), 0, 0, 1)\n");
    String changed =
        inAChild(0, "report", "--plugin", tasks.toString(), run, "--out", page.toString());
    String now = "it had the tasks [right, left] and now has the tasks [right, left, middle]";
    assertTrue(
        changed.contains("no pictures of " + run + ": its suite has changed: " + now), changed);
    Files.writeString(tasks, once);
    Shell without = Shell.qmp("eval", run);
    assertTrue(without.err().contains("slides, is of slides.txt "), without.err());
    Shell alone = Shell.qmp("train", "--suite", "slide.xml", "--out", run + "2");
    assertTrue(alone.err().contains("needs --tasks with a task file"), alone.err());
    Shell nowhere = Shell.qmp("train", "--suite=no.xml", "--tasks=" + tasks, "--out", run + "2");
    assertTrue(
        nowhere.err().contains("--suite must be a file that exists; got 'no.xml'"), nowhere.err());
  }

  private static void assertTold(Path page, String command) throws IOException {
    String text = Files.readString(page);
    assertTrue(text.contains("<pre><code>" + command), text.substring(text.indexOf("The command")));
  }

  private static void assertRefused(String why, Path jar) {
    Shell said = Shell.qmp("envs", "--plugin", jar.toString());
    assertEquals(2, said.code(), said.err());
    assertTrue(said.err().contains(why), said.err());
    assertFalse(said.err().contains("Exception"), said.err());
  }

  private static String inAChild(int code, String... args) throws Exception {
    Process child = Shell.child(List.of(args));
    String said = Shell.text(child.getInputStream());
    assertEquals(code, child.waitFor(), said);
    return said;
  }

  private Path jar(String name, String suite, String setting, String version) throws IOException {
    Path source = temp.resolve(name + ".src").resolve("acme").resolve("Floors.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        PROVIDER.replace("NAME", suite).replace("SETTING", setting).replace("VERSION", version));
    Path classes = Files.createDirectories(temp.resolve(name + ".classes"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertEquals(0, code);
    Path jar = temp.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String entry :
          List.of("acme/Floors.class", "META-INF/services/org.qmp.env.SuiteProvider")) {
        out.putNextEntry(new JarEntry(entry));
        out.write(
            entry.startsWith("META")
                ? "acme.Floors\n".getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(classes.resolve(entry)));
        out.closeEntry();
      }
    }
    return jar;
  }
}
