package org.qmp.examples;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The build files agree with each other, and the README with the examples. */
final class ModulesTest {
  private static final Path ROOT = Path.of("..");

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  /** The text in the group of a pattern, for every match. */
  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** A goal on the command line, such as exec:exec, runs in all; they inherit its settings. */
  @Test
  void everyModuleOfTheUsualBuildHasTheRootAsItsParent() throws IOException {
    String root = text("pom.xml");
    List<String> modules =
        all("<module>(.*)</module>", root.substring(0, root.indexOf("</modules>")));
    assertTrue(modules.contains("examples"), modules.toString());
    for (String module : modules) {
      String parent = "(?s)<parent>.*<artifactId>(.*)</artifactId>.*</parent>";
      assertEquals(List.of("qmp"), all(parent, text(module + "/pom.xml")), module);
    }
  }

  /** The bill of materials has no parent to inherit from. */
  @Test
  void theBillOfMaterialsIsPublishedLikeTheModules() throws IOException {
    String root = text("pom.xml");
    String bill = text("examples/bom/pom.xml");
    for (String same :
        List.of(
            "<version>(.*-SNAPSHOT)</version>",
            "(<qmp.home>.*)",
            "(<gpg.skip>.*)",
            "(?s)(<artifactId>maven-gpg-plugin<.*?</plugin>)",
            "(?s)(<artifactId>central-publishing-maven-plugin<.*?</plugin>)")) {
      assertEquals(1, all(same, root).size(), same);
      assertEquals(all(same, root), all(same, bill));
    }
  }

  @Test
  void theReadmeNamesExamplesThatExist() throws IOException {
    List<String> examples = all("-Dexample=(\\w+)", text("README.md"));
    assertEquals(5, examples.size());
    for (String example : examples) {
      assertDoesNotThrow(() -> Class.forName("org.qmp.examples." + example));
    }
  }
}
