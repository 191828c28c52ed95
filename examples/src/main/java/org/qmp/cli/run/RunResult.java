package org.qmp.cli.run;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.qmp.rl.Passport;
import org.qmp.rl.RunSpec;

/**
 * The result of a run, also of one that failed.
 *
 * @param step environment steps of all tasks together
 * @param updates of each learner, on average; 0 if it failed
 * @param fingerprint SHA-256 over all that was learned; empty if it failed
 * @param failure what went wrong; empty unless it failed
 */
public record RunResult(Status status, long step, long updates, String fingerprint, String failure)
    implements Serializable {

  /** How a run ended. */
  public enum Status {
    /** All its steps are made. */
    OK,
    /** It was stopped and has saved itself; the next call continues it. */
    STOPPED,
    /** A number or an environment went wrong, and would do so again. */
    FAILED
  }

  public static RunResult failed(long step, String failure) {
    return new RunResult(Status.FAILED, step, 0, "", failure);
  }

  /**
   * The result of an earlier process, from the run's passport; empty if the run has neither been
   * finished nor failed, or its passport is damaged or of another run.
   */
  public static Optional<RunResult> in(Path directory, RunSpec spec) throws IOException {
    Map<String, String> passport = Passport.in(directory);
    if (!spec.canonical().equals(passport.get("spec"))) {
      return Optional.empty();
    }
    long step = Long.parseLong(passport.getOrDefault("step", "0"));
    String failure = passport.getOrDefault("failure", "");
    if (!failure.isEmpty()) {
      return Optional.of(failed(step, failure));
    }
    long updates = Long.parseLong(passport.getOrDefault("updates", "0"));
    String fingerprint = passport.getOrDefault("fingerprint", "");
    return step < spec.training().steps() || fingerprint.isEmpty()
        ? Optional.empty()
        : Optional.of(new RunResult(Status.OK, step, updates, fingerprint, ""));
  }

  /** In one line, why the run in a directory failed, and what is left of it. */
  public String message(Path directory) throws IOException {
    return "the run failed at step "
        + (step + ": " + failure)
        + (Runs.isSaved(directory)
            ? "; the last checkpoint in " + directory + " is kept"
            : "; it had no checkpoint yet");
  }

  /** Whether nothing is left to do, unlike after a stop. */
  public boolean isOver() {
    return status != Status.STOPPED;
  }

  public boolean isOk() {
    return status == Status.OK;
  }

  public boolean isFailed() {
    return status == Status.FAILED;
  }
}
