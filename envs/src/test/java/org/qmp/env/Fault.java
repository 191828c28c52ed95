package org.qmp.env;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.qmp.env.Outcome.Running;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.classic.PointReach;
import org.qmp.env.classic.PointTask;
import org.qmp.env.draw.Picture;

/** Ways to break a world, each with the check of the contract that must catch it. */
@SuppressWarnings("ImmutableEnumChecker") // the suppliers have no state
enum Fault {
  CHANCE_OF_ITS_OWN("sameChanceGivesTheSameBits", ChanceOfItsOwn::new),
  REMEMBERS_EARLIER_EPISODES("aResetForgetsThePast", RemembersEarlierEpisodes::new),
  KEEPS_THE_OBSERVATION("arraysBelongToTheCaller", KeepsTheObservation::new),
  WRITES_INTO_THE_ACTION("sameChanceGivesTheSameBits", WritesIntoTheAction::new),
  LEAVES_PART_OF_THE_OBSERVATION("arraysBelongToTheCaller", LeavesPartOfTheObservation::new),
  SHOWS_TOO_MUCH("observationsLieInTheirSpace", ShowsTooMuch::new),
  INFINITE_REWARD("rewardsAreFinite", InfiniteReward::new),
  CALLS_TRUNCATION_TERMINATION("episodesEndInTheDeclaredWaysAndNoOther", CallsTruncationEnd::new),
  STARTS_BY_ITSELF("aStepBeforeTheFirstResetIsRefused", StartsByItself::new),
  RESETS_BY_ITSELF("aStepAfterTheEndIsRefused", ResetsByItself::new),
  SAVES_TOO_LITTLE("aSavedStateContinuesToTheBitInAnotherWorld", SavesTooLittle::new),
  KEEPS_ITS_OLD_CHANCE("aSavedStateContinuesToTheBitInAnotherWorld", KeepsItsOldChance::new),
  TAKES_ANY_STATE("aStateWithNanIsRefusedAndChangesNothing", TakesAnyState::new),
  CLIPS_SILENTLY("badActionsAreRefusedByName", ClipsSilently::new),
  REFUSES_WITHOUT_SAYING_WHAT("badActionsAreRefusedByName", RefusesWithoutSayingWhat::new),
  MOVES_BEFORE_REFUSING("badActionsAreRefusedByName", MovesBeforeRefusing::new),
  PEDANTIC_ABOUT_ROUNDING("actionsOnTheBoundsAreAccepted", PedanticAboutRounding::new),
  FORGETS_A_METRIC("metricsAreFinite", ForgetsAMetric::new),
  GROWS_METRICS("nameSpacesAndMetricsNeverChange", GrowsMetrics::new),
  CAMERA_FOLLOWS("everyMomentCanBeDrawn", CameraFollows::new);

  private final String check;
  private final Supplier<Environment> maker;

  Fault(String check, Supplier<Environment> maker) {
    this.check = check;
    this.maker = maker;
  }

  String check() {
    return check;
  }

  Environment create() {
    return maker.get();
  }

  private abstract static class Broken extends Wrapper {
    Broken() {
      super(PointReach.task(PointTask.FIGURE));
    }

    /** The same kind of outcome with this added to its reward. */
    static Outcome more(Outcome outcome, double extra) {
      double reward = outcome.reward() + extra;
      if (outcome instanceof Terminated) {
        return new Terminated(reward);
      }
      return outcome instanceof Truncated ? new Truncated(reward) : new Running(reward);
    }
  }

  private static final class ChanceOfItsOwn extends Broken {
    private static long calls;

    @Override
    public Outcome step(double[] action, double[] out) {
      return more(super.step(action, out), 1e-12 * calls++);
    }
  }

  private static final class RemembersEarlierEpisodes extends Broken {
    private long steps;

    @Override
    public Outcome step(double[] action, double[] out) {
      return more(super.step(action, out), 1e-12 * steps++);
    }
  }

  private static final class KeepsTheObservation extends Broken {
    private double[] seen = {};

    @Override
    public Outcome step(double[] action, double[] out) {
      double before = seen.length == 0 ? 0 : seen[0];
      seen = out;
      return more(super.step(action, out), before);
    }
  }

  private static final class WritesIntoTheAction extends Broken {
    @Override
    public Outcome step(double[] action, double[] out) {
      Outcome outcome = super.step(action, out);
      action[0] *= 0.5;
      return outcome;
    }
  }

  private static final class LeavesPartOfTheObservation extends Broken {
    @Override
    public Outcome step(double[] action, double[] out) {
      double[] whole = out.clone();
      Outcome outcome = super.step(action, whole);
      out[0] = whole[0];
      return outcome;
    }
  }

  private static final class ShowsTooMuch extends Broken {
    @Override
    public Outcome step(double[] action, double[] out) {
      Outcome outcome = super.step(action, out);
      out[1] += 1e-9;
      return outcome;
    }
  }

  private static final class InfiniteReward extends Broken {
    @Override
    public Outcome step(double[] action, double[] out) {
      Outcome outcome = super.step(action, out);
      return outcome instanceof Terminated ? more(outcome, Double.POSITIVE_INFINITY) : outcome;
    }
  }

  private static final class CallsTruncationEnd extends Broken {
    @Override
    public Outcome step(double[] action, double[] out) {
      Outcome outcome = super.step(action, out);
      return outcome.over() ? new Terminated(outcome.reward()) : outcome;
    }
  }

  private static final class StartsByItself extends Broken {
    private boolean begun;

    @Override
    public void reset(Chance chance, double[] out) {
      begun = true;
      super.reset(chance, out);
    }

    @Override
    public Outcome step(double[] action, double[] out) {
      if (!begun) {
        reset(() -> 0.5, out);
      }
      return super.step(action, out);
    }
  }

  private static final class ResetsByItself extends Broken {
    private Chance chance = () -> 0.5;

    @Override
    public void reset(Chance chance, double[] out) {
      this.chance = chance;
      super.reset(chance, out);
    }

    @Override
    public Outcome step(double[] action, double[] out) {
      Outcome outcome = super.step(action, out);
      if (outcome.over()) {
        super.reset(chance, out);
      }
      return outcome;
    }
  }

  private static final class SavesTooLittle extends Broken {
    private int steps;

    @Override
    public void reset(Chance chance, double[] out) {
      steps = 0;
      super.reset(chance, out);
    }

    @Override
    public Outcome step(double[] action, double[] out) {
      return more(super.step(action, out), -1e-12 * steps++);
    }
  }

  private static final class KeepsItsOldChance extends Broken {
    private Chance first = () -> 0.5;

    @Override
    public void reset(Chance chance, double[] out) {
      first = chance;
      super.reset(chance, out);
    }

    @Override
    public void restoreState(double[] in, Chance chance) {
      super.restoreState(in, first);
    }
  }

  private static final class TakesAnyState extends Broken {
    @Override
    public void restoreState(double[] in, Chance chance) {
      super.restoreState(DoubleStream.of(in).map(x -> Double.isNaN(x) ? 0 : x).toArray(), chance);
    }
  }

  private static final class ClipsSilently extends Broken {
    @Override
    public Outcome step(double[] action, double[] out) {
      double[] clipped = action.clone();
      for (int i = 0; i < Math.min(2, clipped.length); i++) {
        clipped[i] = Math.min(1, Math.max(-1, clipped[i]));
      }
      return super.step(clipped, out);
    }
  }

  private static final class RefusesWithoutSayingWhat extends Broken {
    @Override
    public Outcome step(double[] action, double[] out) {
      try {
        return super.step(action, out);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name() + ": bad action", e);
      }
    }
  }

  private static final class MovesBeforeRefusing extends Broken {
    @Override
    public Outcome step(double[] action, double[] out) {
      super.step(new double[] {0, 0}, out);
      return super.step(action, out);
    }
  }

  private static final class PedanticAboutRounding extends Broken {
    @Override
    public Outcome step(double[] action, double[] out) {
      if (!actions().contains(action)) {
        throw new IllegalArgumentException(name());
      }
      return super.step(action, out);
    }
  }

  private static final class ForgetsAMetric extends Broken {
    @Override
    public void readMetrics(double[] out) {
      double[] whole = out.clone();
      super.readMetrics(whole);
      out[0] = whole[0];
    }
  }

  private static final class GrowsMetrics extends Broken {
    private boolean reached;

    @Override
    public Outcome step(double[] action, double[] out) {
      Outcome outcome = super.step(action, out);
      reached |= outcome instanceof Terminated;
      return outcome;
    }

    @Override
    public List<String> metrics() {
      return reached ? List.of("success", "distance", "reached") : super.metrics();
    }

    @Override
    public void readMetrics(double[] out) {
      double[] known = new double[2];
      super.readMetrics(known);
      System.arraycopy(known, 0, out, 0, 2);
    }
  }

  private static final class CameraFollows extends Broken {
    @Override
    public Picture render() {
      Picture whole = super.render();
      double[] distance = new double[2];
      readMetrics(distance);
      return new Picture(
          whole.title(),
          whole.caption(),
          new Picture.View(0, 0, 5 + distance[1], 10),
          whole.shapes());
    }
  }
}
