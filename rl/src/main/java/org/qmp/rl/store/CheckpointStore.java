package org.qmp.rl.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * The checkpoints of one run, the newest two of which are always kept.
 *
 * <p>A save that has returned is never lost, whatever happens afterwards; one that a crash
 * interrupts has either happened or not. The order that makes it so:
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
 * last one. No file is ever changed, and none but a checkpoint of the very same step is replaced.
 * What others have put into the directory stays, also under names that the store's files may have.
 */
public final class CheckpointStore {
  /** The section in which the store keeps what belongs to the replay buffers. */
  static final String REPLAY = "store.replay";

  private static final int KEPT = 2;

  private final Disk disk;
  private final String specId;
  private final ReplayLog log;
  private final List<String> warnings = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private @Nullable Checkpoint restored;
  private long nextSegment;

  /** A checkpoint that is known to be good. */
  private record Kept(long step, Manifest manifest) {}

  private CheckpointStore(Disk disk, String specId, Map<String, ReplayBuffer> buffers) {
    this.disk = disk;
    this.specId = specId;
    this.log = new ReplayLog(buffers);
  }

  /** As {@link RunDirectory#checkpoints}, over a directory that this process alone uses. */
  static CheckpointStore open(Disk disk, String specId, Map<String, ReplayBuffer> buffers)
      throws IOException {
    CheckpointStore store = new CheckpointStore(disk, specId, buffers);
    store.log.requireEmpty();
    store.sweep();
    store.load();
    return store;
  }

  /**
   * The newest checkpoint that is usable, without any replay buffers; changes nothing. The run may
   * go on meanwhile.
   *
   * @param warnings is told of newer checkpoints that had to be passed over, each with its reason
   */
  static Optional<Checkpoint> peek(Disk disk, String specId, Consumer<String> warnings)
      throws IOException {
    List<Long> steps = StoreFiles.steps(disk.list());
    List<String> reasons = new ArrayList<>();
    for (long step : steps) {
      try {
        Checkpoint newest = read(disk, specId, step);
        reasons.forEach(warnings);
        return Optional.of(newest);
      } catch (NoUsableCheckpointException | WrongSpecException e) {
        throw e;
      } catch (NoSuchFileException e) {
        if (!StoreFiles.steps(disk.list()).equals(steps)) { // it has been saved and pruned since
          return peek(disk, specId, warnings);
        }
        reasons.add(reason(step, e));
      } catch (IOException e) {
        reasons.add(reason(step, e));
      }
    }
    requireNone(disk, reasons);
    return Optional.empty();
  }

  /**
   * The checkpoint that the run goes on from, after the replay buffers have been given the contents
   * that they had then; empty where a run begins, and after the first save.
   */
  public Optional<Checkpoint> restored() {
    return Optional.ofNullable(restored);
  }

  /** Newer checkpoints that had to be passed over, each with its reason. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Saves a checkpoint together with the replay buffers, durably.
   *
   * <p>Whoever calls this has made sure that all numbers are finite: a checkpoint replaces the one
   * before the last.
   *
   * @throws IOException if the save may not have happened, or older files could not be deleted; no
   *     temporary file is left unless deleting fails too, and a later call may succeed; also if
   *     something that is not the store's has the checkpoint's name
   * @throws IllegalArgumentException if it is of another spec, or of an earlier step than the last
   */
  public void save(Checkpoint checkpoint) throws IOException {
    Kept last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
    if (!checkpoint.specId().equals(specId)) {
      throw new IllegalArgumentException(
          "a checkpoint of spec " + checkpoint.specId() + " in the store of " + specId);
    }
    if (last != null && checkpoint.step() < last.step()) {
      throw new IllegalArgumentException(
          "step " + checkpoint.step() + " is before step " + last.step() + ", which is saved");
    }
    long step = checkpoint.step();
    String file = StoreFiles.checkpoint(step);
    if (disk.exists(file) && !StoreFiles.isOwn(disk, file)) {
      throw new IOException(
          disk + ": " + file + " is no checkpoint and has the name of one; move it elsewhere");
    }
    Manifest manifest = saveReplay(last == null ? Manifest.EMPTY : last.manifest());
    disk.publish(
        "ckpt-" + step,
        file,
        checkpoint.with(REPLAY, new Section.Bytes(manifest.toBytes())).toBytes());
    disk.forceDirectory();
    restored = null;
    kept.removeIf(k -> k.step() == step);
    kept.add(new Kept(step, manifest));
    while (kept.size() > KEPT) {
      kept.remove(0);
    }
    prune();
  }

  private Manifest saveReplay(Manifest last) throws IOException {
    Map<String, Manifest.Extent> extents = log.extents();
    List<Manifest.Segment> segments = new ArrayList<>(Manifest.needed(last.segments(), extents));
    List<List<SegmentFormat.Frame>> files = log.news(last);
    for (List<SegmentFormat.Frame> frames : files) {
      byte[] content = SegmentFormat.write(frames);
      while (disk.exists(StoreFiles.segment(nextSegment))) {
        nextSegment++;
      }
      Manifest.Segment segment = Manifest.Segment.of(nextSegment++, content, frames);
      disk.publish("seg-" + segment.number(), segment.file(), content);
      segments.add(segment);
    }
    if (!files.isEmpty()) {
      disk.forceDirectory();
    }
    return new Manifest(extents, segments);
  }

  private void prune() throws IOException {
    SortedSet<String> needed = new TreeSet<>();
    for (Kept good : kept) {
      needed.add(StoreFiles.checkpoint(good.step()));
      good.manifest().segments().forEach(segment -> needed.add(segment.file()));
    }
    List<String> checkpoints = new ArrayList<>();
    List<String> segments = new ArrayList<>();
    for (String file : disk.list()) {
      boolean checkpoint = StoreFiles.isCheckpoint(file);
      if ((checkpoint || StoreFiles.isSegment(file))
          && !needed.contains(file)
          && StoreFiles.isOwn(disk, file)) {
        (checkpoint ? checkpoints : segments).add(file);
      }
    }
    delete(checkpoints);
    if (!segments.isEmpty()) {
      disk.forceDirectory(); // no checkpoint may outlive its segments
      delete(segments);
    }
  }

  private void delete(List<String> files) throws IOException {
    for (String file : files) {
      disk.delete(file);
    }
  }

  private void sweep() throws IOException {
    for (String file : disk.list()) {
      if (StoreFiles.isTemporary(file) && StoreFiles.isOwn(disk, file)) {
        disk.delete(file);
      } else if (StoreFiles.isSegment(file) && StoreFiles.isOwn(disk, file)) {
        nextSegment = Math.max(nextSegment, StoreFiles.segmentNumber(file) + 1);
      }
    }
  }

  private void load() throws IOException {
    for (long step : StoreFiles.steps(disk.list())) {
      try {
        Checkpoint checkpoint = read(disk, specId, step);
        Manifest manifest = manifest(checkpoint);
        log.restore(manifest, disk::read);
        restored = checkpoint;
        kept.add(new Kept(step, manifest));
        return;
      } catch (NoUsableCheckpointException | WrongSpecException e) {
        throw e;
      } catch (IOException e) {
        warnings.add(reason(step, e));
      }
    }
    requireNone(disk, warnings);
  }

  private static Checkpoint read(Disk disk, String specId, long step) throws IOException {
    String file = StoreFiles.checkpoint(step);
    Checkpoint checkpoint = Checkpoint.read(file, disk.read(file));
    if (!checkpoint.specId().equals(specId)) {
      throw new WrongSpecException(disk + ": " + file, checkpoint.specId(), specId);
    }
    if (checkpoint.step() != step) {
      throw new CheckpointException(file + ": it is of step " + checkpoint.step());
    }
    return checkpoint;
  }

  private static Manifest manifest(Checkpoint checkpoint) throws IOException {
    try {
      return Manifest.read(checkpoint.bytes(REPLAY));
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException e) {
      throw new CheckpointException(
          checkpoint.origin() + ": section '" + REPLAY + "' is damaged (" + e + ")", e);
    }
  }

  private static String reason(long step, IOException e) {
    String file = StoreFiles.checkpoint(step);
    String why = e instanceof CheckpointException ? String.valueOf(e.getMessage()) : e.toString();
    return why.startsWith(file) ? why : file + ": " + why;
  }

  private static void requireNone(Disk disk, List<String> reasons)
      throws NoUsableCheckpointException {
    if (!reasons.isEmpty()) {
      throw new NoUsableCheckpointException(
          disk + " has no checkpoint that can be used: " + String.join("; ", reasons));
    }
  }
}
