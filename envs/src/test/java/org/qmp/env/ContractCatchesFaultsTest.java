package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.classic.PointReach;
import org.qmp.env.contract.EnvironmentContract;

/** Every world that is broken on purpose fails the contract check intended for its fault. */
final class ContractCatchesFaultsTest {

  private record ContractFor(Fault fault) implements EnvironmentContract {
    @Override
    public Environment create() {
      return fault.create();
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class, Truncated.class);
    }

    @Override
    public void act(Space actions, double[] observation, Chance chance, double[] actionOut) {
      if (chance.next() < 0.5) {
        PointReach.DirectionGuide.UP_RIGHT.act(observation, chance, actionOut);
      } else {
        actions.sample(chance, actionOut);
      }
    }

    void run(String check) throws ReflectiveOperationException {
      EnvironmentContract.class.getMethod(check).invoke(this);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultIsCaughtByItsCheck(Fault fault) {
    InvocationTargetException caught =
        assertThrows(
            InvocationTargetException.class, () -> new ContractFor(fault).run(fault.check()));
    assertInstanceOf(AssertionError.class, caught.getCause());
  }

  @Test
  void everyCheckHasAFaultToCatch() {
    Set<String> checks = new TreeSet<>();
    for (Method method : EnvironmentContract.class.getMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        checks.add(method.getName());
      }
    }
    Set<String> caught = new TreeSet<>();
    for (Fault fault : Fault.values()) {
      caught.add(fault.check());
    }
    assertEquals(checks, caught);
  }
}
