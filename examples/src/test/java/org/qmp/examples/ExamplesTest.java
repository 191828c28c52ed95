package org.qmp.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.env.Environment;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.Policy;

/** The examples run and produce the results that they announce. */
final class ExamplesTest {

  private interface Program {
    void run() throws Exception;
  }

  private static String printed(Program program) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(console);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static double number(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertTrue(matcher.find(), text);
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void theSineIsFittedAndDrawn(@TempDir Path directory) throws Exception {
    Path picture = directory.resolve("sine.svg");
    String text = printed(() -> FitASine.main(new String[] {picture.toString()}));
    assertTrue(number(" 2000   (\\S+)", text) < 1e-5, text);
    List<String> lines = Files.readAllLines(picture);
    assertTrue(lines.get(0).startsWith("<svg"));
    assertTrue(lines.stream().filter(line -> line.startsWith("<polyline")).count() == 2);
  }

  @Test
  void theCustomOpPassesItsGradientCheck() throws Exception {
    String text = printed(() -> WriteYourOwnOp.main(new String[0]));
    double analytic = number("analytic=([-\\d.E]+)", text);
    double numeric = number("numeric=([-\\d.E]+)", text);
    assertTrue(Math.abs(analytic - numeric) < 1e-9, text);
  }

  @Test
  void theModelFallsIsDrawnAndRepeatsBitForBit(@TempDir Path directory) throws Exception {
    Path picture = directory.resolve("double-pendulum.svg");
    String text = printed(() -> SimulateYourOwnModel.main(new String[] {picture.toString()}));
    // 0.2 s after its release the upper rod has turned by some 9/14 g t² / length = 0.6 rad
    assertEquals(35, number("0\\.20 s +(\\S+)", text), 10, text);
    assertTrue(text.contains("the same bits a second time: true"), text);
    assertTrue(Files.readAllLines(picture).stream().anyMatch(line -> line.startsWith("<polyline")));
  }

  @Test
  void theCustomSuiteIsLearnedAndItsPolicyReachesTheGoal(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("left.safetensors");
    String text = printed(() -> TrainYourOwnSuite.main(new String[] {file.toString()}));
    assertEquals(-0.8, number("at the end at (\\S+)", text), 0.25, text);
    assertEquals("go-left", Policy.load(file).info().task());
  }

  @Test
  void theEmbeddedPolicySwingsThePendulumUp() throws Exception {
    String text = printed(() -> EmbedAPolicy.main(new String[0]));
    assertEquals(4, text.lines().count());
    try (InputStream in = EmbedAPolicy.class.getResourceAsStream("pendulum.safetensors");
        Environment world = Pendulum.suite().tasks().get(0).create()) {
      Policy policy = Policy.read(Objects.requireNonNull(in));
      double[] seen = new double[3];
      world.reset(() -> 0.5, seen);
      while (!world.step(policy.act(seen), seen).over()) {}
      assertEquals(1, seen[0], 0.02); // the cosine of the angle from upright
    }
  }

  @Test
  void customRulesPrintSharesThatSumToOne() throws Exception {
    String text = printed(() -> WriteYourOwnBehavior.main(new String[0]));
    assertEquals(8, text.lines().count(), text);
    for (String rule : List.of("EpsilonSwitch", "ConfidenceSwitch")) {
      double sum =
          text.lines()
              .filter(line -> line.startsWith(rule))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
              .sum();
      assertEquals(1, sum, 1e-9, text);
    }
  }
}
