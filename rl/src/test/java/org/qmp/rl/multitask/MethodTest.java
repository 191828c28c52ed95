package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Backend;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.multitask.Method.Critics;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.multitask.Method.Surgery;
import org.qmp.rl.sac.Sac;

/** Which choices can be combined, and the messages about those that cannot. */
final class MethodTest {
  private static final Regularizer DNC = new Regularizer.Dnc(new Beta.Uniform(0.1), 0, 1);

  private static String refused(Runnable making) {
    return assertThrows(IllegalArgumentException.class, making::run).getMessage();
  }

  @Test
  void surgeryOnSeparateNetworksIsRefused() {
    assertEquals(
        "PCGrad with separate networks: no parameter has gradients of two tasks",
        refused(() -> Method.SEPARATED.with(Surgery.PCGRAD)));
  }

  private static String word(Networks networks) {
    return networks.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @ParameterizedTest
  @EnumSource(
      value = Networks.class,
      names = {"MULTI_HEAD", "SHARED_WITH_ID", "SHARED"})
  void choicesForSeparateNetworksAreRefusedForOthers(Networks networks) {
    assertEquals(
        "divide and conquer with networks " + word(networks) + ": it needs separate policies",
        refused(() -> Method.of(networks).with(DNC)));
    assertEquals(
        "DECAF with networks " + word(networks) + ": it mixes separate critics",
        refused(() -> Method.of(networks).with(Critics.DECAF)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Networks.class,
      names = {"SEPARATE", "SHARED_WITH_ID", "SHARED"})
  void manyCriticsOfOneActorNeedAMultiHeadActor(Networks networks) {
    assertEquals(
        "multi-critic actor learning with networks " + word(networks) + ": its actor is multi-head",
        refused(() -> Method.of(networks).with(Critics.MULTI)));
  }

  @Test
  void onePolicyForAllHasNothingToShare() {
    Method shared = Method.of(Networks.SHARED);
    for (Behavior behavior :
        List.of(QSwitch.defaults(), new Behavior.Uniform(1), new Behavior.Domain(1))) {
      assertEquals(
          "behaviour sharing with one network for all: there is one policy to choose from",
          refused(() -> shared.with(behavior)));
    }
    for (DataSharing data : List.of(new DataSharing.Uds(0), new DataSharing.Cds(0.5))) {
      assertEquals(
          "data sharing with one network for all: it learns from every task's transitions anyway",
          refused(() -> shared.with(data)));
    }
  }

  /** Tries combinations of all choices: every method that the record accepts can learn. */
  @Test
  void everyMethodThatIsNotRefusedLearns() {
    List<String> made = new ArrayList<>();
    for (Networks networks : Networks.values()) {
      for (DataSharing data : List.of(new DataSharing.None(), new DataSharing.Cds(0.5))) {
        for (Regularizer regularizer : List.of(new Regularizer.None(), DNC)) {
          for (Surgery surgery : Surgery.values()) {
            for (Critics critics : Critics.values()) {
              try {
                Method method =
                    new Method(networks, new Behavior.Own(), data, regularizer, surgery, critics);
                learn(method);
                made.add(method.toString());
              } catch (IllegalArgumentException refusal) {
                assertTrue(refusal.getMessage().contains(": "), refusal.getMessage());
              }
            }
          }
        }
      }
    }
    // separate, multi-head, shared with an id, and shared
    assertEquals(8 + 8 + 4 + 2, made.size(), () -> String.join("\n", made));
  }

  private static void learn(Method method) {
    try (Learners learners = Teams.learners(method, Backend.plain())) {
      String before = Teams.fingerprint(learners);
      learners.update(Teams.replays(0), Teams.each(learners, 2), 1);
      learners.requireFiniteState(1);
      assertFalse(before.equals(Teams.fingerprint(learners)));
    }
  }

  /**
   * The number of parameters of a learner with three tasks, three observations, two actions and a
   * hidden layer of eight. An actor's trunk has 3 · 8 + 8 = 32 and each of its heads 8 · 4 + 4 =
   * 36; a critic's trunk has 5 · 8 + 8 = 48, a head 9, and there are two critics. The id of a task
   * adds 3 · 8 = 24 to a trunk.
   */
  @ParameterizedTest
  @CsvSource({
    "separated, 3, 68, 114, 1", // 32 + 36, 2 (48 + 9)
    "params, 1, 140, 150, 3", // 32 + 3 · 36, 2 (48 + 3 · 9)
    "params-id, 1, 92, 162, 3", // 32 + 24 + 36, 2 (48 + 24 + 9)
    "fully-shared, 1, 68, 114, 1",
    "data, 3, 68, 114, 1",
    "cds, 3, 68, 114, 1",
    "dnc, 3, 68, 114, 1",
    "dnc-reg, 3, 68, 114, 1",
    "pcgrad, 1, 140, 150, 3",
    "mcal, 1, 140, 342, 1" // three times 2 (48 + 9)
  })
  void networksHaveTheExpectedNumberOfParameters(
      String name, int count, int actor, int critics, int temperatures) {
    try (Learners learners = Teams.learners(NamedMethod.of(name).method(), Backend.plain())) {
      assertEquals(count, learners.sacs().size());
      for (Sac sac : learners.sacs()) {
        assertEquals(actor, numbers(sac.actor().parameters()));
        assertEquals(critics, numbers(sac.critics().parameters()));
        assertEquals(temperatures, numbers(sac.temperature().parameters()));
      }
    }
  }

  private static int numbers(Parameters parameters) {
    int sum = 0;
    for (Parameter each : parameters) {
      sum += each.value().rows() * each.value().cols();
    }
    return sum;
  }

  @Test
  void aNameIsALearnerAndAfterAPlusABehavior() {
    assertEquals(Method.SEPARATED, NamedMethod.of("separated").method());
    assertEquals(
        Method.of(Networks.MULTI_HEAD).with(QSwitch.defaults()),
        NamedMethod.of("params+qmp").method());
    assertEquals(
        Method.SEPARATED.with(new Behavior.Uniform(1)),
        NamedMethod.of("separated+uniform").method());
  }

  /** All choices of each learner: networks, data, regularizer, surgery and critics. */
  @Test
  void everyNamedLearnerHasTheChoicesOfItsPaper() {
    Method together = Method.of(Networks.MULTI_HEAD);
    Beta beta = new Beta.Uniform(0.05);
    Map<String, Method> expected =
        Map.ofEntries(
            Map.entry("separated", Method.of(Networks.SEPARATE)),
            Map.entry("params", together),
            Map.entry("params-id", Method.of(Networks.SHARED_WITH_ID)),
            Map.entry("fully-shared", Method.of(Networks.SHARED)),
            Map.entry("data", Method.SEPARATED.with(new DataSharing.Uds(0))),
            Map.entry("cds", Method.SEPARATED.with(new DataSharing.Cds(0.9))),
            Map.entry("dnc", Method.SEPARATED.with(new Regularizer.Dnc(beta, 50_000, 100))),
            Map.entry("dnc-reg", Method.SEPARATED.with(new Regularizer.Dnc(beta, 0, 100))),
            Map.entry("pcgrad", together.with(Surgery.PCGRAD)),
            Map.entry("mcal", together.with(Critics.MULTI)),
            Map.entry("decaf", Method.SEPARATED.with(Critics.DECAF)));
    Map<String, Method> found = new HashMap<>();
    NamedMethod.LEARNERS.forEach(each -> found.put(each.name(), each.method()));
    assertEquals(expected, found);
    assertEquals(new Behavior.Domain(1), NamedMethod.of("cds+domain").method().behavior());
  }

  @Test
  void unknownNamesAreRefusedWithAListOfAllNames() {
    for (String name :
        List.of("sac", "separated+sac", "separated+", "+qmp", "", "params+qmp+qmp")) {
      String message = refused(() -> NamedMethod.of(name));
      assertTrue(message.startsWith("'" + name + "' is not a method; allowed are "), message);
      assertTrue(message.contains("separated, params,"), message);
      assertTrue(
          message.endsWith("each but fully-shared also with +qmp, +uniform, +domain"), message);
    }
    assertEquals(
        "behaviour sharing with one network for all: there is one policy to choose from",
        refused(() -> NamedMethod.of("fully-shared+qmp")));
  }

  @Test
  void aLearnerAndItsMixtureDifferOnlyInTheBehavior() {
    for (NamedMethod learner : NamedMethod.LEARNERS) {
      if (learner.method().networks() != Networks.SHARED) {
        Method mixed = NamedMethod.of(learner.name() + "+qmp").method();
        assertEquals(learner.method(), mixed.with(new Behavior.Own()), learner.name());
      }
    }
  }
}
