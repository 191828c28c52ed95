package org.qmp.rl.tabular;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.qmp.nn.Xoshiro256;

/** Random problems that shrink: towards two states, two actions, two candidates and seed 0. */
public final class Problems extends DomainContextBase {

  @Provide
  Arbitrary<MixtureProblem> problems() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000).withoutEdgeCases(),
            Arbitraries.integers().between(2, 7),
            Arbitraries.integers().between(2, 5),
            Arbitraries.integers().between(2, 5),
            Arbitraries.of(0.05, 0.2, 1.0))
        .as(
            (seed, states, actions, candidates, temperature) ->
                MixtureProblem.random(
                    Xoshiro256.named(seed, "problem"),
                    states,
                    actions,
                    candidates,
                    new Soft(temperature)));
  }
}
