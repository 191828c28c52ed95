package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.export.JavaSource;
import org.qmp.cli.export.Mixture;
import org.qmp.cli.export.Onnx;
import org.qmp.cli.option.UsageException;
import org.qmp.rl.MixturePolicy;
import org.qmp.rl.Policy;
import org.qmp.rl.RunSpec;

/** Policies are exported in three formats; wrong requests get an error message of one line. */
final class ExportTest {
  private static final double[] SEEN = {0.3, -0.2};

  @TempDir private static Path temp;
  private static String run;

  @BeforeAll
  static void train() {
    run = temp.resolve("run").toString();
    Shell trained =
        Shell.qmp(
            "train",
            "--suite=point",
            "--method=params+qmp",
            "--steps=4",
            "--hidden=4",
            "--out",
            run);
    assertEquals(0, trained.code(), trained.err());
  }

  private static void isRefused(int code, String line, String... args) {
    assertEquals(new Shell(code, "", "qmp export: " + line + "\n"), Shell.qmp(args));
  }

  @Test
  void everyFormatIsWritten() throws IOException {
    for (String form : new String[] {"safetensors", "onnx", "java"}) {
      Path file = temp.resolve("Centre." + form);
      Shell shell = Shell.qmp("export", run, "--task=centre", "--to=" + form, "--out=" + file);
      assertEquals("", shell.err());
      assertTrue(shell.out().startsWith(file + "   policy of task centre, "), shell.out());
      Path both = temp.resolve("Switch." + form);
      Shell mixture =
          Shell.qmp("export", run, "--task=centre", "--mixture", "--to", form, "--out=" + both);
      assertTrue(mixture.out().startsWith(both + "   mixture of task centre, "), mixture.err());
    }
    Policy centre = Policy.load(Path.of(run), "centre");
    assertArrayEquals(centre.act(SEEN), Policy.load(temp.resolve("Centre.safetensors")).act(SEEN));
    assertArrayEquals(Onnx.of(centre), Files.readAllBytes(temp.resolve("Centre.onnx")));
    assertEquals(JavaSource.of("Centre", centre), Files.readString(temp.resolve("Centre.java")));
    MixturePolicy mixture = MixturePolicy.load(Path.of(run), "centre");
    assertArrayEquals(Onnx.of(mixture), Files.readAllBytes(temp.resolve("Switch.onnx")));
    assertEquals(JavaSource.of("Switch", mixture), Files.readString(temp.resolve("Switch.java")));
    assertArrayEquals(
        mixture.act(SEEN), MixturePolicy.load(temp.resolve("Switch.safetensors")).act(SEEN));
  }

  @Test
  void wrongAndMissingArgumentsAreNamed() throws IOException {
    String tasks = "upper-right, lower-right, upper-left, centre";
    String out = "--out=" + temp.resolve("x.onnx");
    isRefused(2, "--task is missing; it must be one of " + tasks, "export", run, "--to=onnx", out);
    isRefused(
        2,
        "--task must be one of " + tasks + "; got 'center'; did you mean centre?",
        "export",
        run,
        "--to=onnx",
        out,
        "--task=center");
    isRefused(
        2,
        "--to must be one of safetensors, onnx, java; got 'onx'; did you mean onnx?",
        "export",
        run,
        "--to=onx",
        out);
    isRefused(2, "--to is missing", "export", run, out);
    isRefused(2, "--out is missing", "export", run, "--to=onnx");
    isRefused(2, "--to must be followed by <form>", "export", run, out, "--to");
    isRefused(
        2,
        "--out must end in .java with --to java; got 'x.onnx'",
        "export",
        run,
        "--to=java",
        "--out=x.onnx");
    isRefused(
        2,
        "--out must have the name of a class: letters, digits and _, and no Java keyword; got"
            + " 'my-policy.java'",
        "export",
        run,
        "--to=java",
        "--out=my-policy.java");
    isRefused(
        2,
        "<run> must be the directory of a run made by 'qmp train'; got '" + temp + "'",
        "export",
        temp.toString(),
        "--to=onnx",
        out);
    assertFalse(Files.exists(temp.resolve("x.onnx")));
  }

  @Test
  void settingsThatPreventExportingTheMixtureAreNamed() throws IOException {
    MixturePolicy mixture = MixturePolicy.load(Path.of(run), "centre");
    RunSpec spec = RunSpec.in(Path.of(run));
    for (String line :
        new String[] {
          "score sample, which draws by chance",
          "persistence 3, which asks who acted before",
          "ownFloor 0.25, which draws by chance",
          "switchWarmUp 5, which is not over at step 4",
          "candidates 2, which draws by chance",
          "behavior uniform, which draws by chance"
        }) {
      String[] words = line.split(" |,", 3);
      RunSpec other = spec.set(words[0], words[1]);
      MixturePolicy.Content c = mixture.content();
      MixturePolicy.Content content =
          new MixturePolicy.Content(
              c.info(),
              c.policies(),
              c.actors(),
              c.logStd(),
              c.critics(),
              c.alpha(),
              other.method().behavior(),
              c.step());
      UsageException refused =
          assertThrows(UsageException.class, () -> Mixture.require("onnx", other, content));
      assertEquals(
          "--mixture: with "
              + line.replaceFirst(" ", " = ")
              + ", there is no --to onnx, only --to safetensors",
          refused.getMessage());
    }
    Path own = Files.createDirectories(temp.resolve("own/checkpoints")).getParent();
    Files.writeString(own.resolve("spec.txt"), spec.set("behavior", "own").canonical());
    isRefused(
        2,
        "--mixture needs a run whose method mixes policies, such as separated+qmp; got params",
        "export",
        own.toString(),
        "--mixture",
        "--to=onnx",
        "--out=x.onnx");
  }

  @Test
  void aSymbolicLinkIsNotReplaced() throws IOException {
    Path file = Files.writeString(temp.resolve("mine.onnx"), "mine");
    Path link = Files.createSymbolicLink(temp.resolve("link.onnx"), file);
    isRefused(
        74,
        link + " is not a regular file, and only such a file is replaced",
        "export",
        run,
        "--to=onnx",
        "--task=centre",
        "--out=" + link);
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aRunWithoutACheckpointIsNamed(@TempDir Path empty) throws IOException {
    Path begun = empty.resolve("begun");
    Files.createDirectories(begun.resolve("checkpoints"));
    Files.copy(Path.of(run, "spec.txt"), begun.resolve("spec.txt"));
    isRefused(
        43,
        begun + " has no checkpoint yet",
        "export",
        begun.toString(),
        "--to=onnx",
        "--task=centre",
        "--out=" + empty.resolve("x.onnx"));
  }
}
