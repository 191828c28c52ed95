package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.replay.ReplayBuffer;

/** The switch changes which policy collects, not what is learned from given transitions. */
final class BehaviorBlindLearnersTest {
  private static final int UPDATES = 6;

  static Stream<NamedMethod> sharers() {
    return NamedMethod.LEARNERS.stream()
        .filter(learner -> learner.method().networks() != Networks.SHARED);
  }

  /** Distils between the updates, if the method does. */
  private static String learned(Method method, List<ReplayBuffer> replays) {
    try (Learners learners = Teams.learners(method, Backend.plain())) {
      learners.update(replays, Teams.each(learners, UPDATES), 40);
      learners.distilIfDue(replays, 49_999, 50_000);
      learners.update(replays, Teams.each(learners, UPDATES), 40);
      return Teams.fingerprint(learners);
    }
  }

  @ParameterizedTest
  @MethodSource("sharers")
  void theSameReplayGivesTheSameUpdatesUnderEveryBehavior(NamedMethod learner) {
    String base = learned(learner.method(), Teams.replays(0));
    assertEquals(base, learned(learner.method().with(QSwitch.defaults()), Teams.replays(0)));
    assertEquals(base, learned(learner.method().with(new Behavior.Uniform(3)), Teams.replays(0)));
  }

  @ParameterizedTest
  @MethodSource("sharers")
  void theActingPolicyDoesNotAffectAnUpdate(NamedMethod learner) {
    Method qmp = learner.method().with(QSwitch.defaults());
    assertEquals(learned(qmp, Teams.replays(0)), learned(qmp, Teams.replays(1)));
  }

  @ParameterizedTest
  @MethodSource("sharers")
  void theCollectedTransitionsAffectAnUpdate(NamedMethod learner) {
    List<ReplayBuffer> others = Teams.replays(0);
    others.get(1).add(new double[3], new double[2], -1, new double[3], false, 1);
    assertNotEquals(learned(learner.method(), Teams.replays(0)), learned(learner.method(), others));
  }

  @Test
  void allLearnersExceptTheFullySharedOneCanShareBehavior() {
    assertEquals(NamedMethod.LEARNERS.size() - 1, sharers().count());
  }
}
