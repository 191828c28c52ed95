package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyMemberDoesItsShareOnceInEveryCall(int size) {
    int[] done = new int[size];
    try (Team team = new Team(size)) {
      assertEquals(size, team.size());
      for (int call = 1; call <= 2000; call++) {
        team.run(member -> done[member]++);
        int[] expected = new int[size];
        Arrays.fill(expected, call);
        assertArrayEquals(expected, done);
        if (call % 500 == 0) {
          // Long enough for helpers to park.
          LockSupport.parkNanos(2_000_000);
        }
      }
    }
  }

  @Test
  void aCallReturnsOnlyWhenASlowHelperHasFinished() {
    int[] done = new int[2];
    try (Team team = new Team(2)) {
      for (int call = 1; call <= 20; call++) {
        team.run(
            member -> {
              if (member == 1) {
                LockSupport.parkNanos(2_000_000);
              }
              done[member]++;
            });
        assertEquals(call, done[1]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anExceptionInAShareReachesTheCallerAndTheTeamStaysUsable(int thrower) {
    IllegalStateException unchecked = new IllegalStateException("share");
    AssertionError fatal = new AssertionError("share");
    int[] done = new int[3];
    try (Team team = new Team(3)) {
      assertSame(
          unchecked,
          assertThrows(
              IllegalStateException.class,
              () ->
                  team.run(
                      member -> {
                        if (member == thrower) {
                          throw unchecked;
                        }
                        done[member]++;
                      })));
      assertSame(
          fatal,
          assertThrows(
              AssertionError.class,
              () ->
                  team.run(
                      member -> {
                        if (member == thrower) {
                          throw fatal;
                        }
                        done[member]++;
                      })));
      team.run(member -> done[member]++);
    }
    int[] expected = {3, 3, 3};
    expected[thrower] = 1;
    assertArrayEquals(expected, done);
  }

  @Test
  void ofSeveralExceptionsTheOneOfTheLowestMemberIsThrown() {
    try (Team team = new Team(4)) {
      for (int lowest : new int[] {0, 1, 2, 3}) {
        Team.Work failing =
            member -> {
              if (member >= lowest) {
                throw new IllegalStateException("member " + member);
              }
            };
        assertEquals(
            "member " + lowest,
            assertThrows(IllegalStateException.class, () -> team.run(failing)).getMessage());
      }
    }
  }

  @Test
  void closingATeamEndsItsHelpersAndLaterWorkIsRefused() throws InterruptedException {
    Thread[] threads = new Thread[3];
    Team team = new Team(3);
    team.run(member -> threads[member] = Thread.currentThread());
    assertTrue(threads[1].isDaemon() && threads[2].isDaemon(), "a program can end without them");
    team.close();
    team.close();
    assertSame(Thread.currentThread(), threads[0]);
    for (int member = 1; member < 3; member++) {
      threads[member].join(10_000);
      assertEquals(Thread.State.TERMINATED, threads[member].getState());
    }
    assertThrows(IllegalStateException.class, () -> team.run(member -> {}));
  }

  @Test
  void theHelpersOfAnUnreachableTeamEnd() throws InterruptedException {
    Thread[] threads = new Thread[3];
    useAndForget(threads);
    assertEnd(Set.of(threads[1], threads[2]));
  }

  private static void useAndForget(Thread[] threads) {
    Team team = new Team(3);
    team.run(member -> threads[member] = Thread.currentThread());
  }

  @Test
  void theHelpersOfUnreachableKernelsEnd() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    multiply();
    assertEnd(threeHelpersSince(before));
  }

  @Test
  void closingKernelsEndsTheirHelpers() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Kernels kernels = multiply();
    Set<Thread> helpers = threeHelpersSince(before);
    kernels.close();
    for (Thread helper : helpers) {
      helper.join(10_000);
      assertEquals(Thread.State.TERMINATED, helper.getState());
    }
  }

  private static Set<Thread> threeHelpersSince(Set<Thread> before) {
    Set<Thread> made = new HashSet<>(Thread.getAllStackTraces().keySet());
    made.removeAll(before);
    made.removeIf(thread -> !thread.getName().startsWith("kernel helper"));
    assertEquals(3, made.size());
    return made;
  }

  private static Kernels multiply() {
    Kernels kernels = Backend.plain().withThreads(4).kernels(Precision.FLOAT);
    Mat square = Precision.FLOAT.zeros(128, 128);
    kernels.affine(square, square, null, true, square.copy());
    return kernels;
  }

  /** The garbage collector may ignore a request. */
  private static void assertEnd(Set<Thread> threads) throws InterruptedException {
    for (int tries = 0; tries < 200 && threads.stream().anyMatch(Thread::isAlive); tries++) {
      System.gc();
      LockSupport.parkNanos(10_000_000);
    }
    for (Thread thread : threads) {
      thread.join(10_000);
      assertEquals(Thread.State.TERMINATED, thread.getState());
    }
  }

  @Test
  void aWarmCallAllocatesNothing() {
    int[] done = new int[2];
    Team.Work work = member -> done[member]++;
    try (Team team = new Team(2)) {
      Allocation.assertNone("a team's work", () -> team.run(work));
    }
  }
}
