package org.qmp.rl.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
  private long attempts;

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

  /** The newest checkpoint that is usable, without any replay buffers; changes nothing. */
  static Optional<Checkpoint> peek(Disk disk, String specId) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (long step : StoreFiles.steps(disk.list())) {
      try {
        return Optional.of(read(disk, specId, step));
      } catch (NoUsableCheckpointException | WrongSpecException e) {
        throw e;
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
   *     temporary file is left unless deleting fails too, and a later call may succeed
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
    attempts++;
    Manifest manifest = saveReplay(last == null ? Manifest.EMPTY : last.manifest());
    long step = checkpoint.step();
    publish(
        StoreFiles.temporary("ckpt-" + step, attempts),
        StoreFiles.checkpoint(step),
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
      Manifest.Segment segment = Manifest.Segment.of(nextSegment++, content, frames);
      publish(StoreFiles.temporary("seg-" + segment.number(), attempts), segment.file(), content);
      segments.add(segment);
    }
    if (!files.isEmpty()) {
      disk.forceDirectory();
    }
    return new Manifest(extents, segments);
  }

  private void publish(String temporary, String name, byte[] content) throws IOException {
    try {
      disk.write(temporary, content);
      disk.move(temporary, name);
    } catch (IOException | RuntimeException e) {
      disk.deleteAfter(e, temporary);
      throw e;
    }
  }

  private void prune() throws IOException {
    SortedSet<String> needed = new TreeSet<>();
    for (Kept good : kept) {
      needed.add(StoreFiles.checkpoint(good.step()));
      good.manifest().segments().forEach(segment -> needed.add(segment.file()));
    }
    List<String> files = disk.list();
    delete(files.stream().filter(StoreFiles::isCheckpoint).toList(), needed);
    List<String> segments = files.stream().filter(StoreFiles::isSegment).toList();
    if (!needed.containsAll(segments)) {
      disk.forceDirectory(); // no checkpoint may outlive its segments
      delete(segments, needed);
    }
  }

  private void delete(List<String> files, SortedSet<String> needed) throws IOException {
    for (String file : files) {
      if (!needed.contains(file)) {
        disk.delete(file);
      }
    }
  }

  private void sweep() throws IOException {
    for (String file : disk.list()) {
      if (StoreFiles.isTemporary(file)) {
        disk.delete(file);
      }
      nextSegment = Math.max(nextSegment, StoreFiles.segmentNumber(file) + 1);
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
