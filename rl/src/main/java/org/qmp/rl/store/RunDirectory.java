package org.qmp.rl.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * The directory of one run, open for one process until it is closed.
 *
 * <pre>
 *   spec.txt         the canonical text of the run's specification, whose SHA-256 is the run's id
 *   checkpoints/     the newest two checkpoints and the transitions that they refer to
 *   metrics/         files that grow while the run goes on
 *   passport.json    how it ended and what it was made with
 *   .lock            held while a process runs it, where the file system has locks
 *   .attempt-N       N processes have written to it; the last one may
 * </pre>
 *
 * A run begins in a directory that is empty or does not exist. Other files that are put there later
 * stay as they are.
 */
public final class RunDirectory implements Closeable {
  /** The file of {@link org.qmp.rl.Passport}. */
  public static final String PASSPORT = "passport.json";

  private static final String CHECKPOINTS = "checkpoints";
  private static final String LOCK = ".lock";
  private static final int NAMED = 5;

  private static final Set<String> OF_DESKTOPS = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");

  private final Path directory;
  private final String spec;
  private final MetricsFiles metrics;
  private final Attempt attempt;
  private final FileChannel lock;

  private RunDirectory(
      Path directory, String spec, MetricsFiles metrics, Attempt attempt, FileChannel lock) {
    this.directory = directory;
    this.spec = spec;
    this.metrics = metrics;
    this.attempt = attempt;
    this.lock = lock;
  }

  /**
   * Opens the directory of a run, or makes one.
   *
   * @param spec the specification in its canonical form: the same text for the same run
   * @param metrics names of the files in {@code metrics/} that the run writes, each with the text
   *     (in ISO 8859-1) that every such file begins with
   * @throws UnusableDirectoryException if it holds no run but something else, or is not a directory
   * @throws RunInUseException if another process, or this one already, has it open and locked
   * @throws WrongSpecException if it holds a run of another specification
   * @throws IOException also if one of the run's files is not a regular file
   */
  public static RunDirectory open(Path directory, String spec, Map<String, String> metrics)
      throws IOException {
    requireUsable(directory);
    LocalDirectory root = LocalDirectory.create(directory);
    FileChannel lock = lock(directory);
    try {
      SpecFile.claim(root, spec);
      root.sweep(PASSPORT, "{");
      LocalDirectory.create(directory.resolve(CHECKPOINTS));
      LocalDirectory.create(directory.resolve(MetricsFiles.DIRECTORY));
      Attempt attempt = new Attempt(directory);
      MetricsFiles files =
          new MetricsFiles(directory.resolve(MetricsFiles.DIRECTORY), metrics, attempt);
      return new RunDirectory(directory, spec, files, attempt, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Checked before anything is created: a run must not mix its files with others. */
  private static void requireUsable(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new UnusableDirectoryException(directory + " is not a directory; a run needs one");
    }
    List<String> names = new LocalDirectory(directory).list();
    List<String> foreign =
        names.stream()
            .filter(name -> !name.equals(LOCK) && !isOfDesktop(name) && !SpecFile.isTemporary(name))
            .toList();
    if (!foreign.isEmpty() && !exists(directory)) {
      String more = foreign.size() > NAMED ? ", … (" + foreign.size() + " in all)" : "";
      throw new UnusableDirectoryException(
          directory
              + " is not empty and holds no run, but "
              + String.join(", ", foreign.subList(0, Math.min(NAMED, foreign.size())))
              + more
              + "; a run begins in an empty or a new directory");
    }
    for (String name : List.of(LOCK, SpecFile.NAME, PASSPORT)) {
      if (names.contains(name) && !Files.isRegularFile(directory.resolve(name))) {
        throw new IOException(
            directory.resolve(name) + " is not a regular file; the run keeps one there");
      }
    }
  }

  /** Whether file managers leave a file of this name in every directory they show. */
  public static boolean isOfDesktop(String name) {
    return OF_DESKTOPS.contains(name);
  }

  /** The lock file is never deleted, or two processes could lock two files. */
  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (isLockedByOthers(channel)) {
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
   * False also if locking fails, as on file systems without locks, whose errors nothing tells from
   * others; {@link Attempt} then protects the run.
   */
  private static boolean isLockedByOthers(FileChannel channel) {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is a run in a directory. */
  public static boolean exists(Path directory) {
    return new LocalDirectory(directory).exists(SpecFile.NAME);
  }

  public static Path specFile(Path directory) {
    return directory.resolve(SpecFile.NAME);
  }

  /** The canonical text of a run's specification; a NoSuchFileException if there is no run. */
  public static String spec(Path directory) throws IOException {
    return SpecFile.read(new LocalDirectory(directory));
  }

  /**
   * The newest usable checkpoint of the run in a directory, which may be running and is only read;
   * empty if there is none yet.
   *
   * @param buffers empty replay buffers, by name, to be filled with their contents at that time;
   *     none if they are not needed
   * @param warnings receives newer checkpoints that had to be skipped, each with its reason
   * @throws NoUsableCheckpointException if there are some and none is usable
   * @throws CheckpointException if the checkpoint is of another specification than the file says
   */
  public static Optional<Checkpoint> newestCheckpoint(
      Path directory, Map<String, ReplayBuffer> buffers, Consumer<String> warnings)
      throws IOException {
    return newest(directory, buffers, name -> true, warnings);
  }

  /**
   * The same with some of the tensors, and without replay buffers and warnings. The whole file is
   * read and its checksum verified; memory is taken by those tensors alone.
   *
   * @param names which tensors
   */
  public static Optional<Checkpoint> newestCheckpoint(Path directory, Predicate<String> names)
      throws IOException {
    return newest(directory, Map.of(), names, warning -> {});
  }

  private static Optional<Checkpoint> newest(
      Path directory,
      Map<String, ReplayBuffer> buffers,
      Predicate<String> names,
      Consumer<String> warnings)
      throws IOException {
    String spec = spec(directory);
    if (Files.notExists(directory.resolve(CHECKPOINTS))) {
      return Optional.empty(); // another process is just creating the run
    }
    LocalDirectory disk = new LocalDirectory(directory.resolve(CHECKPOINTS));
    try {
      return CheckpointStore.newest(disk, spec, buffers, names, warnings);
    } catch (WrongSpecException e) {
      throw changedSpec(directory, e);
    }
  }

  /** Step and specification of the newest usable checkpoint, without any tensor. */
  public static Optional<Checkpoint> newestCheckpoint(Path directory) throws IOException {
    return newestCheckpoint(directory, name -> false);
  }

  private static CheckpointException changedSpec(Path directory, WrongSpecException e) {
    return new CheckpointException(
        specFile(directory) + ": damaged, or of another run: " + e.getMessage(), e);
  }

  /**
   * The run's checkpoints; the newest usable one has been read.
   *
   * @param buffers empty replay buffers, by name, which are filled with their contents at that time
   *     and saved with every checkpoint
   * @throws NoUsableCheckpointException if there are some and none is usable, if one was written by
   *     a newer version of the format, or if all have disappeared
   * @throws CheckpointException if one is of another specification than the directory's file says
   */
  public CheckpointStore checkpoints(Map<String, ReplayBuffer> buffers) throws IOException {
    LocalDirectory disk = new LocalDirectory(directory.resolve(CHECKPOINTS));
    try {
      CheckpointStore store = new CheckpointStore(disk, spec, buffers);
      if (store.restored().isEmpty() && Files.exists(directory.resolve(PASSPORT))) {
        throw new NoUsableCheckpointException(
            directory
                + " has no checkpoint, though it has a "
                + PASSPORT
                + "; to start over would overwrite its metrics");
      }
      return store;
    } catch (WrongSpecException e) {
      throw changedSpec(directory, e);
    }
  }

  public String spec() {
    return spec;
  }

  public MetricsFiles metrics() {
    return metrics;
  }

  /** How many processes have written to it, including this one; 0 if it has not yet. */
  public long attempts() {
    return attempt.number();
  }

  /**
   * Checks, before something is written, that no other process has begun to write since this one.
   *
   * @throws SupersededException if one has: it is on another machine, or believed this one dead
   */
  public void requireLast() throws IOException {
    attempt.requireLast();
  }

  /**
   * Checks, once this process has begun to write, that the checkpoint from which it continues still
   * exists.
   *
   * @throws RunInUseException if another process has saved newer ones in the meantime
   */
  public void requireKept(Checkpoint restored) throws IOException {
    String file = StoreFile.CHECKPOINT.file(restored.step());
    if (!new LocalDirectory(directory.resolve(CHECKPOINTS)).exists(file)) {
      throw new RunInUseException(directory, "another process");
    }
  }

  /** Replaces the run's passport atomically. */
  public void writePassport(byte[] content) throws IOException {
    requireLast();
    new LocalDirectory(directory).publish(PASSPORT, PASSPORT, content);
  }

  public Path path() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
