package org.qmp.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.Shard;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.RunExecutor;
import org.qmp.cli.run.StopSignal;
import org.qmp.rl.Passport;
import org.qmp.rl.store.RunDirectory;

/** What a process knows of runs that other processes carry out. */
final class SweepRunnerTest {
  private static SweepRunner runner(SweepPlan plan) {
    OutputStream none = OutputStream.nullOutputStream();
    Console console = new Console(none, none, false, Console.COLUMNS);
    RunContext context =
        new RunContext(console, new StopSignal(), NamedSuite::suite, Backend.best(), true);
    return new SweepRunner(
        context, plan, NamedSuite.POINT.suite(), Measure.SUCCESS, Shard.WHOLE, false);
  }

  /** Or this process would choose without the run, and the other one with it. */
  @Test
  void aFailedRunIsOpenWhileAnotherProcessTriesItAgain(@TempDir Path temp) throws IOException {
    SweepPlan plan =
        SweepPlan.of(
            new Methods.Several().convert("separated"),
            NamedSuite.POINT.defaults(),
            SearchSpaceTest.space("batch=8,16"),
            Search.GRID,
            1,
            1,
            temp);
    SweepRunner runner = runner(plan);
    Member member = plan.members(plan.rungs(0), 0, plan.methods().get(0).get(0)).get(0);
    assertEquals(2, runner.look().open().size());
    try (RunDirectory run =
        RunDirectory.open(member.directory(), member.spec().canonical(), Map.of())) {
      run.writePassport(Passport.ofFailure(member.spec(), 28, "ill", Map.of()));
    }
    assertEquals(1, runner.look().open().size());
    RunExecutor.forgetFailure(member.spec(), member.directory());
    assertEquals(2, runner.look().open().size());
  }
}
