package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.GridWorld;
import org.qmp.cli.draw.PictureFile;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.SpecValue;
import org.qmp.rl.tabular.Mdp;
import org.qmp.rl.tabular.MixtureClaim;
import org.qmp.rl.tabular.MixtureProblem;
import org.qmp.rl.tabular.Soft;
import org.qmp.rl.tabular.TabularPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code qmp theory}. */
@Command(
    name = "theory",
    header = "Shows the policy-improvement theorem of the mixture, and its limits.",
    description = {
      "",
      "On random finite MDPs, the mixture takes in every state the policy with the highest score;"
          + " its soft values are then computed exactly and compared with those of the task's own"
          + " policy. While the theorem's premises hold it is nowhere worse; if one is dropped,"
          + " counter-examples are found, and the smallest is shown.",
      "",
      "Example:",
      "  qmp theory --temperature 1",
      ""
    })
final class Theory implements Callable<Integer> {
  private static final int STATES = 4;
  private static final int TRIES = 1000;

  private final Console console;

  @Option(
      names = "--mdps",
      paramLabel = "<count>",
      converter = Numbers.Count.class,
      description = "Random MDPs to try. Default: 1000.")
  private int mdps = 1000;

  @Option(
      names = "--temperature",
      paramLabel = "<alpha>",
      converter = Numbers.Above0.class,
      description = "Temperature α of the soft values. Default: 0.2.")
  private double temperature = 0.2;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      converter = Numbers.Seed.class,
      description = "Seed of the MDPs. Default: 1.")
  private long seed = 1;

  @Option(
      names = "--picture",
      paramLabel = "<file>",
      converter = FileNames.Picture.class,
      description =
          "Also draw four rooms: who acts in each cell, and what the mixture gains there (SVG,"
              + " PNG or GIF, by the file's name).")
  private @Nullable Path picture;

  Theory(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    console.say("%s", rates().text());
    console.paragraph(
        0,
        "A margin is the least Q of the mixture minus Q of the policy it is compared with; a gain"
            + " is the mean difference of their values. The first three lines are what the theorem"
            + " proves; the others each drop a premise, and lose its guarantee, not its benefit.");
    MixtureClaim practice = MixtureClaim.AT_MODE;
    practice
        .smallestCounterExample(seed, temperature, STATES, TRIES)
        .ifPresent(it -> console.say("%s", "\n" + counterExample(practice, it)));
    if (picture != null) {
      PictureFile.write(picture, new GridWorld(temperature).picture());
      console.say("\n%s", picture);
    }
    return 0;
  }

  /** One row for each claim. */
  private Table rates() {
    MixtureClaim[] claims = MixtureClaim.values();
    int[] held = new int[claims.length];
    double[] gain = new double[claims.length];
    double[] worst = new double[claims.length];
    Arrays.fill(worst, Double.POSITIVE_INFINITY);
    for (int i = 0; i < mdps; i++) {
      Xoshiro256 rng = Xoshiro256.named(seed, "theory/" + i);
      MixtureProblem it = MixtureProblem.random(rng, temperature);
      for (int c = 0; c < claims.length; c++) {
        MixtureClaim.Outcome outcome = claims[c].on(it);
        held[c] += outcome.holds() ? 1 : 0;
        gain[c] += outcome.gain() / mdps;
        worst[c] = Math.min(worst[c], outcome.margin());
      }
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("candidates are scored by", "never worse", "mean gain", "worst margin"));
    for (int c = 0; c < claims.length; c++) {
      rows.add(
          List.of(
              claims[c].text(),
              Format.text("%.1f %%", 100.0 * held[c] / mdps),
              Format.number(gain[c]),
              Format.number(worst[c])));
    }
    return new Table(
        Format.text(
            "%s: 2–7 states, 2–5 actions, 2–5 policies, γ = 0.9, α = %s",
            Format.count(mdps, "random MDP"), trimmed(temperature)),
        rows);
  }

  private static String counterExample(MixtureClaim claim, MixtureProblem it) {
    Mdp mdp = it.mdp();
    TabularPolicy own = it.own();
    TabularPolicy mixture = claim.mixture(it);
    Soft soft = it.soft();
    double[][] q = it.value(own);
    double[] v = soft.v(q, own);
    double[] mixed = soft.v(it.value(mixture), mixture);
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("state", "rewards", "leads to", "own policy", "other", "Q", "V own", "V mixture"));
    for (int s = 0; s < mdp.states(); s++) {
      int state = s;
      rows.add(
          List.of(
              "" + s,
              each(mdp.actions(), a -> trimmed(mdp.reward(state, a))),
              each(mdp.actions(), a -> "" + mdp.next(state, a, 0.5)),
              each(mdp.actions(), a -> Format.text("%.2f", own.probability(state, a))),
              each(
                  mdp.actions(),
                  a -> Format.text("%.2f", it.others().get(0).probability(state, a))),
              each(mdp.actions(), a -> Format.text("%.2f", q[state][a])),
              Format.number(v[s]),
              Format.number(mixed[s])));
    }
    return new Table(
            "The smallest counter-example to scoring by " + claim.text() + ", action by action:",
            rows)
        .text()
        .stripTrailing();
  }

  private static String each(int actions, IntFunction<String> text) {
    return IntStream.range(0, actions)
        .mapToObj(text)
        .collect(Collectors.joining(" "))
        .replace('-', '−');
  }

  private static String trimmed(double value) {
    return SpecValue.text(value);
  }
}
