package org.qmp.cli.option;

import picocli.CommandLine.Option;

/** Which of a command's runs this process carries out. */
public final class ShardOptions {
  @Option(
      names = "--shard",
      paramLabel = "<i/n>",
      converter = Shard.Reader.class,
      description =
          "Carry out the i-th of n equal shares of the runs, such as 2/8, and make no tables. Any"
              + " process with the same directory may have the others.")
  private Shard shard = Shard.WHOLE;

  @Option(
      names = "--collect",
      description =
          "Make the tables from what is finished, and say what is not; carry out nothing. Exit code"
              + " 75 if a run is not finished.")
  private boolean collect;

  @Option(
      names = "--retry-failed",
      description = "Try runs again that failed, from their last checkpoints.")
  private boolean retryFailed;

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
}
