package org.qmp.env.physics.mjcf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Rules;

/** Changed model files give an error, or a model that steps; never a hang, a crash or nonsense. */
final class MjcfFuzzTest {
  private static final String[] NUMBERS = {
    "0",
    "-1",
    "1e-300",
    "1e9",
    "1e308",
    "NaN",
    "Infinity",
    "",
    "x",
    "1 2 3 4",
    "0.5 0.5",
    "-0",
    "180"
  };
  private static final String LED_MESH =
      """
      <mujoco>
        <default><mesh scale="1 1 1"/></default>
        <asset><mesh name="m" vertex=".1 0 0  0 .1 0  0 0 .1  -.1 -.1 -.1"/></asset>
        <worldbody>
          <geom type="mesh" mesh="m" pos="0 0 -.1"/>
          <geom type="cylinder" size=".2 .1" pos=".1 0 -.1" margin=".01"/>
          <body name="led" pos="0 0 .05">
            <freejoint/>
            <inertial pos="0 0 0" mass="1" diaginertia=".01 .01 .01"/>
            <geom type="mesh" mesh="m" quat=".5 .1 .3 0"/>
            <geom type="cylinder" size=".1 .1" pos=".1 .1 0"/>
          </body>
          <body name="target" mocap="true" pos="0 .1 .2" quat=".7 .1 .3 0"/>
        </worldbody>
        <equality>
          <weld body1="target" body2="led" relpose="0 .1 0 1 .2 0 0" solref=".02 1" anchor="0 0 0"/>
        </equality>
      </mujoco>
      """;
  private static final Pattern VALUE = Pattern.compile("(['\"])([^'\"]*)\\1");
  private static final Pattern LINE = Pattern.compile("(?m)^.*$");

  private static List<String> files() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String name :
        new String[] {
          "walker-v1.xml",
          "reacher-arm.xml",
          "features/joints.xml",
          "features/ellipse-6.xml",
          "features/switches.xml"
        }) {
      try (InputStream in = Model.class.getResourceAsStream(name)) {
        texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    texts.add(LED_MESH);
    return texts;
  }

  private static int pick(SeededChance chance, int count) {
    return (int) (chance.next() * count);
  }

  private static String mutated(String text, SeededChance chance) {
    return switch (pick(chance, 5)) {
      case 0 -> { // replace a character
        int at = pick(chance, text.length());
        char c = (char) (32 + pick(chance, 95));
        yield text.substring(0, at) + c + text.substring(at + 1);
      }
      case 1 -> { // delete a piece
        int at = pick(chance, text.length());
        int end = Math.min(text.length(), at + pick(chance, 40));
        yield text.substring(0, at) + text.substring(end);
      }
      case 2 -> { // duplicate a line
        String line = some(LINE, text, chance);
        yield text.replace(line, line + "\n" + line);
      }
      case 3 -> { // replace a value by an odd one
        String value = some(VALUE, text, chance);
        yield text.replaceFirst(
            Pattern.quote(value),
            Matcher.quoteReplacement("\"" + NUMBERS[pick(chance, NUMBERS.length)] + "\""));
      }
      default -> // replace a value by another one of the file
          text.replaceFirst(
              Pattern.quote(some(VALUE, text, chance)),
              Matcher.quoteReplacement(some(VALUE, text, chance)));
    };
  }

  private static String some(Pattern pattern, String text, SeededChance chance) {
    List<String> found = pattern.matcher(text).results().map(r -> r.group()).toList();
    return found.get(pick(chance, found.size()));
  }

  /** Whether the text is a model; if so, it takes steps and must report whether they failed. */
  private static boolean steps(String text) {
    Model model;
    try {
      model = Model.of(Mjcf.read("fuzz.xml", text, Rules.MUJOCO_3).scene());
    } catch (ModelException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.length() > 10, "an error must say more");
      assertEquals(1, message.lines().count(), message);
      return false;
    }
    Simulation simulation = new Simulation(model);
    for (int i = 0; i < 10; i++) {
      for (int k = 0; k < model.controls(); k++) {
        simulation.setControl(k, 1);
      }
      simulation.step();
    }
    boolean finite = true;
    for (int i = 0; i < model.velocities(); i++) {
      finite &= Double.isFinite(simulation.velocity(i));
    }
    assertTrue(finite || simulation.failed(), "failure must be noticed");
    return true;
  }

  /** These files contain no purely visual elements, in which any attribute would be skipped. */
  @Test
  void unknownAttributesAreRefusedInEveryElement() throws IOException {
    Pattern tag = Pattern.compile("<([a-z]+)(?=[ />])");
    for (String text : files()) {
      Matcher tags = tag.matcher(text);
      while (tags.find()) {
        String changed = text.substring(0, tags.end()) + " bogus='1'" + text.substring(tags.end());
        for (Rules rules : Rules.values()) {
          assertThrows(
              ModelException.class,
              () -> Model.of(Mjcf.read("bogus.xml", changed, rules).scene()),
              changed);
        }
      }
    }
  }

  @Test
  void changedFilesAreRefusedOrStep() throws IOException {
    SeededChance chance = new SeededChance(11);
    List<String> texts = files();
    int models = 0;
    int errors = 0;
    for (int i = 0; i < 1500; i++) {
      String text = texts.get(i % texts.size());
      for (int times = pick(chance, 3); times >= 0; times--) {
        text = mutated(text, chance);
      }
      String changed = text;
      boolean model =
          assertTimeoutPreemptively(Duration.ofSeconds(20), () -> steps(changed), changed);
      models += model ? 1 : 0;
      errors += model ? 0 : 1;
    }
    assertTrue(models > 100 && errors > 100, models + " models and " + errors + " errors");
  }
}
