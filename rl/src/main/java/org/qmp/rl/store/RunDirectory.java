package org.qmp.rl.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one run, open for one process until it is closed.
 *
 * <pre>
 *   spec.json        the canonical text of the run's specification, whose SHA-256 is the spec id
 *   checkpoints/     the newest two checkpoints and the transitions that they refer to
 *   metrics/         files that grow while the run goes on
 *   passport.json    what the run was made with
 *   .lock            held while a process runs it
 * </pre>
 */
public final class RunDirectory implements Closeable {
  private static final String CHECKPOINTS = "checkpoints";
  private static final String METRICS = "metrics";

  private final Path directory;
  private final String specId;
  private final FileChannel lock;

  private RunDirectory(Path directory, String specId, FileChannel lock) {
    this.directory = directory;
    this.specId = specId;
    this.lock = lock;
  }

  /**
   * Opens the directory, making it if it does not exist.
   *
   * @param canonicalSpec the specification in its canonical form: the same text for the same run
   * @throws RunInUseException if another process has it open, or this one already
   * @throws WrongSpecException if it holds a run of another specification, naming both ids
   */
  public static RunDirectory open(Path directory, String canonicalSpec) throws IOException {
    LocalDirectory root = LocalDirectory.create(directory);
    FileChannel lock = lock(directory);
    try {
      String specId = Identity.claim(root, canonicalSpec);
      LocalDirectory.create(directory.resolve(CHECKPOINTS));
      LocalDirectory.create(directory.resolve(METRICS));
      return new RunDirectory(directory, specId, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The lock file stays for ever: to delete it would let two processes lock two files. */
  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new RunInUseException(directory, "another process");
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new RunInUseException(directory, "this process");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The canonical text of the specification of the run in a directory, which may be running.
   *
   * @throws java.nio.file.NoSuchFileException if there is no run
   */
  public static String spec(Path directory) throws IOException {
    return Identity.read(LocalDirectory.of(directory));
  }

  /**
   * The newest usable checkpoint of the run in a directory, which may be running; empty if there is
   * none yet.
   *
   * @throws NoUsableCheckpointException if there are some and none can be used
   */
  public static Optional<Checkpoint> newestCheckpoint(Path directory) throws IOException {
    String specId = Identity.of(spec(directory));
    if (Files.notExists(directory.resolve(CHECKPOINTS))) {
      return Optional.empty(); // another process is just creating the run
    }
    return CheckpointStore.peek(LocalDirectory.of(directory.resolve(CHECKPOINTS)), specId);
  }

  /**
   * The run's checkpoints, after the newest usable one has been read and the buffers have been
   * given the contents that they had then; they are empty if there is none.
   *
   * @param buffers the replay buffers that are saved with every checkpoint, by name
   * @throws NoUsableCheckpointException if there are some and none can be used, or one was written
   *     by a newer version of the format
   * @throws WrongSpecException if one belongs to another specification
   */
  public CheckpointStore checkpoints(Map<String, ReplayBuffer> buffers) throws IOException {
    return CheckpointStore.open(LocalDirectory.of(directory.resolve(CHECKPOINTS)), specId, buffers);
  }

  /** 64 hexadecimal digits, the SHA-256 of the canonical specification. */
  public String specId() {
    return specId;
  }

  /** Where a metrics file of that name belongs. */
  public Path metrics(String file) {
    return directory.resolve(METRICS).resolve(file);
  }

  /**
   * Makes the metrics files durable and enters the length of each into a checkpoint. Whoever writes
   * them has flushed them.
   */
  public void markMetrics(Checkpoint.Builder into) throws IOException {
    MetricsFiles.mark(directory.resolve(METRICS), into);
  }

  /**
   * Cuts the metrics files back to the lengths that a checkpoint knows, and files that it does not
   * know to nothing.
   *
   * @return a warning for each file that is missing or shorter than it was
   */
  public List<String> rewindMetrics(Checkpoint from) throws IOException {
    return MetricsFiles.rewind(directory.resolve(METRICS), from);
  }

  /** Empties all metrics files, for a run that begins at step 0. */
  public void clearMetrics() throws IOException {
    rewindMetrics(Checkpoint.builder(specId, 0).build());
  }

  /** Where the run's passport belongs. */
  public Path passport() {
    return directory.resolve("passport.json");
  }

  public Path path() {
    return directory;
  }

  /** Gives the directory back. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
