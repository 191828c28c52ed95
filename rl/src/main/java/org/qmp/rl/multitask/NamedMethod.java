package org.qmp.rl.multitask;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method.Critics;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Regularizer.Dnc;
import org.qmp.rl.multitask.Method.Surgery;

/**
 * A method with a name: a learner and, after a plus sign, the behaviour that collects its data.
 * {@code params+qmp} is the learner of {@code params} with the Q-switch.
 *
 * @param name as in {@code --method}
 * @param what in a line or two
 */
public record NamedMethod(String name, Method method, String what) {
  private static final Dnc DNC = Dnc.DEFAULT;
  private static final Dnc PENALTY = new Dnc(DNC.beta(), 0, DNC.steps());

  /** The learners. */
  public static final List<NamedMethod> LEARNERS =
      List.of(
          new NamedMethod(
              "separated",
              Method.SEPARATED,
              "A soft actor-critic for each task; nothing is shared."),
          new NamedMethod(
              "params",
              Method.of(Networks.MULTI_HEAD),
              "Networks with a trunk for all tasks and a head for each; a temperature for each"
                  + " task."),
          new NamedMethod(
              "params-id",
              Method.of(Networks.SHARED_WITH_ID),
              "One network for all tasks, with the task as a one-hot code in its input."),
          new NamedMethod(
              "fully-shared",
              Method.of(Networks.SHARED),
              "One network and one temperature for all tasks, without any sign of the task."),
          new NamedMethod(
              "data",
              Method.SEPARATED.with(new DataSharing.Uds(0)),
              "Separate learners also learn from each other's transitions, labelled with the least"
                  + " reward (UDS)."),
          new NamedMethod(
              "cds",
              Method.SEPARATED.with(new DataSharing.Cds(0.9)),
              "Separate learners also learn from others' transitions with true rewards, if their"
                  + " critic rates these higher than 90 % of their own (CDS)."),
          new NamedMethod(
              "dnc",
              Method.SEPARATED.with(DNC),
              "Separate learners whose policies are kept close by a divergence penalty, and"
                  + " periodically replaced by one distilled policy (divide and conquer)."),
          new NamedMethod(
              "dnc-reg",
              Method.SEPARATED.with(PENALTY),
              "Separate learners whose policies are kept close by a divergence penalty alone."),
          new NamedMethod(
              "pcgrad",
              Method.of(Networks.MULTI_HEAD).with(Surgery.PCGRAD),
              "As params, with conflicting parts of the tasks' gradients projected away."),
          new NamedMethod(
              "mcal",
              Method.of(Networks.MULTI_HEAD).with(Critics.MULTI),
              "A multi-head actor with one temperature and separate critics."),
          new NamedMethod(
              "decaf",
              Method.SEPARATED.with(Critics.DECAF),
              "Separate learners whose critics are learned mixtures of all tasks' critics."));

  /** The behaviours, each added to a learner's name after a plus sign. */
  public static final List<Suffix> SUFFIXES =
      List.of(
          new Suffix(
              "qmp",
              QSwitch.defaults(),
              "While a task collects, the policy acts whose mean action the task's own critic"
                  + " scores highest (the Q-switch)."),
          new Suffix(
              "uniform",
              new Behavior.Uniform(1),
              "While a task collects, every policy is as likely to act, step by step."),
          new Suffix(
              "domain",
              new Behavior.Domain(1),
              "While a task collects, policies act by shares that the suite provides."));

  /**
   * A behaviour.
   *
   * @param name after the plus sign
   */
  public record Suffix(String name, Behavior behavior, String what) {}

  /**
   * The method of a name.
   *
   * @throws IllegalArgumentException if there is none, or if learner and behaviour cannot go
   *     together, saying what is allowed or why not
   */
  public static NamedMethod of(String name) {
    for (NamedMethod learner : LEARNERS) {
      if (name.equals(learner.name)) {
        return learner;
      }
      for (Suffix suffix : SUFFIXES) {
        if (name.equals(learner.name + "+" + suffix.name)) {
          Method method = learner.method.with(suffix.behavior);
          return new NamedMethod(name, method, learner.what + " " + suffix.what);
        }
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "'%s' is not a method; allowed are %s, each but fully-shared also with %s",
            name,
            names(LEARNERS.stream().map(NamedMethod::name)),
            names(SUFFIXES.stream().map(suffix -> "+" + suffix.name()))));
  }

  private static String names(Stream<String> names) {
    return names.collect(Collectors.joining(", "));
  }
}
