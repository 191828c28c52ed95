package org.qmp.cli.option;

import picocli.CommandLine.Option;

/** Which of a command's runs this process carries out, and how many at a time. */
public final class ParallelOptions {
  @Option(
      names = "--threads",
      paramLabel = "<count>",
      converter = Numbers.Threads.class,
      description = "Number of runs at a time; changes no result. Default: one for each processor.")
  private int threads = Numbers.Threads.all();

  @Option(
      names = "--shard",
      paramLabel = "<i/n>",
      converter = Shard.Reader.class,
      description =
          "Carry out the i-th of n equal shares of the runs, such as 2/8, and make no tables."
              + " Other processes with the same directory carry out the others.")
  private Shard shard = Shard.WHOLE;

  @Option(
      names = "--collect",
      description =
          "Make the tables of the finished runs, and list the others; carry out nothing. Exit"
              + " code 75 if a run is not finished.")
  private boolean collect;

  @Option(
      names = "--retry-failed",
      description = "Try runs again that failed, from their last checkpoints.")
  private boolean retryFailed;

  @Option(names = "--quiet", description = "Print warnings and errors only.")
  private boolean quiet;

  public int threads() {
    return threads;
  }

  /**
   * The share of this process.
   *
   * @throws UsageException if the options exclude each other
   */
  public Shard shard() {
    if (collect && !shard.isWhole()) {
      throw new UsageException("--collect carries out no runs, so --shard " + shard + " is wrong");
    }
    if (collect && retryFailed) {
      throw new UsageException("--collect carries out no runs, so --retry-failed is wrong");
    }
    return shard;
  }

  public boolean collect() {
    return collect;
  }

  public boolean retryFailed() {
    return retryFailed;
  }

  public boolean quiet() {
    return quiet;
  }
}
