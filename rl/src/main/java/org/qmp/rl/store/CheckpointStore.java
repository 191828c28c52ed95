package org.qmp.rl.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * The checkpoints of one run, the newest two of which are always kept.
 *
 * <p>A save that has returned is never lost, whatever happens afterwards; one that a crash
 * interrupts either has happened or has not. This order ensures it:
 *
 * <ol>
 *   <li>write what is new in the replay buffers to a temporary file, force it, move it to its name,
 *       force the directory;
 *   <li>write the checkpoint, which refers to that file, to a temporary file, force it, move it to
 *       its name, force the directory: now the save has happened;
 *   <li>delete older checkpoints, force the directory, delete the files of transitions that none of
 *       those left refers to.
 * </ol>
 *
 * <p>The cost of a save is that of the checkpoint and of the transitions that are new since the
 * last one. No file is ever changed, and only a checkpoint of the same step is replaced. Files of
 * others in the directory stay, even under names that the store uses.
 */
public final class CheckpointStore {
  private static final int KEPT = 2;

  private final Disk disk;
  private final String spec;
  private final ReplayLog log;
  private final List<String> warnings = new ArrayList<>();

  /** Checkpoints known to be good, the newest last. */
  private final List<Kept> kept = new ArrayList<>();

  private @Nullable Checkpoint restored;

  private record Kept(long step, Manifest manifest) {}

  /** As {@link RunDirectory#checkpoints}, for a directory that only this process uses. */
  CheckpointStore(Disk disk, String spec, Map<String, ReplayBuffer> buffers) throws IOException {
    this.disk = disk;
    this.spec = spec;
    this.log = new ReplayLog(disk, buffers);
    sweep();
    restored = newest(disk, spec, buffers, name -> true, warnings::add).orElse(null);
    if (restored != null) {
      kept.add(new Kept(restored.step(), Manifest.of(restored)));
    }
  }

  private void sweep() throws IOException {
    for (String file : disk.list()) {
      for (StoreFile kind : StoreFile.values()) {
        if (kind.isTemporary(file) && kind.isOwn(disk, file)) {
          disk.delete(file);
        }
      }
      if (StoreFile.SEGMENT.isName(file) && StoreFile.SEGMENT.isOwn(disk, file)) {
        log.skip(StoreFile.SEGMENT.number(file));
      }
    }
  }

  /** As {@link RunDirectory#newestCheckpoint}. */
  static Optional<Checkpoint> newest(
      Disk disk,
      String spec,
      Map<String, ReplayBuffer> buffers,
      Predicate<String> names,
      Consumer<String> warnings)
      throws IOException {
    ReplayLog log = new ReplayLog(disk, buffers);
    List<Long> steps = steps(disk);
    List<String> damaged = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (long step : steps) {
      String file = StoreFile.CHECKPOINT.file(step);
      try {
        Checkpoint newest = read(disk, spec, step, names);
        if (!buffers.isEmpty()) {
          log.restore(Manifest.of(newest));
        }
        damaged.forEach(warnings);
        return Optional.of(newest);
      } catch (NoUsableCheckpointException | WrongSpecException e) {
        throw e;
      } catch (IOException e) {
        if (e instanceof NoSuchFileException && !steps(disk).equals(steps)) {
          return newest(disk, spec, buffers, names, warnings); // it has been saved and pruned since
        }
        (StoreFile.CHECKPOINT.isForeign(disk, file) ? foreign : damaged).add(reason(file, e));
      }
    }
    damaged.addAll(foreign);
    if (!damaged.isEmpty()) {
      throw new NoUsableCheckpointException(
          disk + " has no checkpoint that can be used: " + String.join("; ", damaged));
    }
    return Optional.empty();
  }

  /** The steps of all checkpoints, newest first. */
  private static List<Long> steps(Disk disk) throws IOException {
    return disk.list().stream()
        .filter(StoreFile.CHECKPOINT::isName)
        .map(StoreFile.CHECKPOINT::number)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static Checkpoint read(Disk disk, String spec, long step, Predicate<String> names)
      throws IOException {
    String file = StoreFile.CHECKPOINT.file(step);
    Checkpoint checkpoint;
    try (Disk.Input in = disk.input(file)) {
      checkpoint = Checkpoint.read(file, in, names);
    }
    if (!checkpoint.spec().equals(spec)) {
      throw new WrongSpecException(disk + ": " + file, checkpoint.spec(), spec);
    }
    if (checkpoint.step() != step) {
      throw new CheckpointException(file + ": it is of step " + checkpoint.step());
    }
    return checkpoint;
  }

  private static String reason(String file, IOException e) {
    String why =
        e.getMessage()
            + (e instanceof NoSuchFileException ? " is missing" : "")
            + (e instanceof AccessDeniedException ? " cannot be read: access is denied" : "");
    return why.startsWith(file) ? why : file + ": " + why;
  }

  /** The checkpoint from which the run continues; empty if it begins, and after the first save. */
  public Optional<Checkpoint> restored() {
    return Optional.ofNullable(restored);
  }

  /** Newer checkpoints that had to be skipped, each with its reason. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Saves a checkpoint together with the replay buffers, durably.
   *
   * <p>The caller must ensure that all numbers are finite, since the checkpoint before the last is
   * deleted.
   *
   * @throws IOException if the save may not have happened, or older files could not be deleted, and
   *     a later call may succeed; also if something else has the checkpoint's name
   * @throws IllegalArgumentException if it is of another spec, or of an earlier step than the last
   */
  public void save(Checkpoint checkpoint) throws IOException {
    Kept last = kept.isEmpty() ? new Kept(0, Manifest.EMPTY) : kept.get(kept.size() - 1);
    if (!checkpoint.spec().equals(spec)) {
      throw new IllegalArgumentException(
          "a checkpoint of another specification than the store's:\n" + checkpoint.spec());
    }
    long step = checkpoint.step();
    if (step < last.step()) {
      throw new IllegalArgumentException(
          "step " + step + " is before step " + last.step() + ", which is saved");
    }
    String file = StoreFile.CHECKPOINT.file(step);
    if (disk.exists(file) && !StoreFile.CHECKPOINT.isOwn(disk, file)) {
      throw new IOException(
          disk
              + ": "
              + file
              + " is not an intact checkpoint but has the name of one; move it elsewhere");
    }
    Manifest manifest = log.save(last.manifest());
    disk.publish(StoreFile.CHECKPOINT.stem(step), file, checkpoint.toBytes(manifest.tensors()));
    disk.forceDirectory();
    restored = null;
    kept.removeIf(k -> k.step() == step);
    kept.add(new Kept(step, manifest));
    if (kept.size() > KEPT) {
      kept.remove(0);
    }
    prune();
  }

  private void prune() throws IOException {
    Set<String> needed = new TreeSet<>();
    for (Kept good : kept) {
      needed.add(StoreFile.CHECKPOINT.file(good.step()));
      good.manifest().segments().forEach(segment -> needed.add(segment.file()));
    }
    for (String file : obsolete(StoreFile.CHECKPOINT, needed)) {
      disk.delete(file);
    }
    List<String> segments = obsolete(StoreFile.SEGMENT, needed);
    if (!segments.isEmpty()) {
      disk.forceDirectory(); // no checkpoint may outlive its segments
    }
    for (String file : segments) {
      disk.delete(file);
    }
  }

  private List<String> obsolete(StoreFile kind, Set<String> needed) throws IOException {
    List<String> obsolete = new ArrayList<>();
    for (String file : disk.list()) {
      if (kind.isName(file) && !needed.contains(file) && kind.isOwn(disk, file)) {
        obsolete.add(file);
      }
    }
    return obsolete;
  }
}
