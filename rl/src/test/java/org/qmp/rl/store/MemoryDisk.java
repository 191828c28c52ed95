package org.qmp.rl.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An in-memory directory that tracks what would survive a loss of power: the bytes of each file up
 * to its last force and the names up to the last force of the directory. Of later changes any part
 * may survive.
 */
final class MemoryDisk implements Disk {
  /** The bytes of a file, apart from its names. */
  private static final class Content {
    byte[] now = {};
    byte[] durable = {};
    boolean forced = true;
  }

  private final SortedMap<String, Content> names = new TreeMap<>();
  private SortedMap<String, Content> durableNames = new TreeMap<>();

  /** Changes of names since the directory was forced; null is a deleted name. */
  private final List<Map<String, Content>> unforced = new ArrayList<>();

  private long written;

  static MemoryDisk of(Map<String, byte[]> files) {
    MemoryDisk disk = new MemoryDisk();
    files.forEach(
        (name, bytes) -> {
          Content content = new Content();
          content.now = bytes;
          content.durable = bytes;
          disk.names.put(name, content);
        });
    disk.durableNames = new TreeMap<>(disk.names);
    return disk;
  }

  /** The files that a process sees if it starts after this one was killed. */
  SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    names.forEach((name, content) -> files.put(name, content.now));
    return files;
  }

  /** The number of bytes ever written. */
  long written() {
    return written;
  }

  @Override
  public List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public boolean exists(String name) {
    return names.containsKey(name);
  }

  @Override
  public Input input(String name) throws IOException {
    return Input.of(find(name).now.clone());
  }

  @Override
  public Optional<byte[]> head(String name, int length) throws IOException {
    byte[] now = find(name).now;
    return Optional.of(Arrays.copyOf(now, Math.min(length, now.length)));
  }

  @Override
  public Output create(String name) throws IOException {
    if (names.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    Content content = new Content();
    rename(Map.of(name, content));
    return output(content);
  }

  /** Overwrites a file from its first byte, or creates it. */
  Output overwrite(String name) throws IOException {
    Content content = names.get(name);
    if (content == null) {
      return create(name);
    }
    content.now = new byte[0];
    content.forced = false;
    return output(content);
  }

  private Output output(Content content) {
    return new Output() {
      @Override
      public void write(byte[] bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(content.now);
        all.write(bytes);
        content.now = all.toByteArray();
        content.forced = false;
        written += bytes.length;
      }

      @Override
      public void force() {
        content.durable = content.now;
        content.forced = true;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void move(String from, String to) throws IOException {
    Map<String, Content> change = new LinkedHashMap<>();
    change.put(to, find(from));
    change.put(from, null);
    rename(change);
  }

  @Override
  public void delete(String name) throws IOException {
    find(name);
    Map<String, Content> change = new LinkedHashMap<>();
    change.put(name, null);
    rename(change);
  }

  @Override
  public void forceDirectory() {
    durableNames = new TreeMap<>(names);
    unforced.clear();
  }

  private Content find(String name) throws IOException {
    Content content = names.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return content;
  }

  private void rename(Map<String, Content> change) {
    unforced.add(change);
    apply(change, names);
  }

  private static void apply(Map<String, Content> change, Map<String, Content> to) {
    change.forEach(
        (name, content) -> {
          if (content == null) {
            to.remove(name);
          } else {
            to.put(name, content);
          }
        });
  }

  /** The number of unforced changes of names, each of which a loss of power may undo by itself. */
  int unforcedNames() {
    return unforced.size();
  }

  /** What is left of the bytes of a file that were not forced. */
  enum Remains {
    LOST,
    HALF,
    ZEROED,
    SECOND_HALF,
    KEPT
  }

  /**
   * The files that a loss of power may leave.
   *
   * @param survivors bit i is set if the i-th unforced change of names survives
   * @param remains what is left of the i-th file whose bytes are not forced, repeated as needed
   */
  SortedMap<String, byte[]> afterPowerLoss(long survivors, List<Remains> remains) {
    SortedMap<String, Content> left = new TreeMap<>(durableNames);
    for (int i = 0; i < unforced.size(); i++) {
      if ((survivors >>> i & 1) != 0) {
        apply(unforced.get(i), left);
      }
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    int torn = 0;
    for (Map.Entry<String, Content> entry : left.entrySet()) {
      Content content = entry.getValue();
      boolean whole = content.forced;
      files.put(
          entry.getKey(),
          whole ? content.durable : remains(content, remains.get(torn++ % remains.size())));
    }
    return files;
  }

  private static byte[] remains(Content content, Remains remains) {
    byte[] now = content.now;
    int half = now.length / 2;
    return switch (remains) {
      case LOST -> content.durable;
      case HALF -> Arrays.copyOf(now, half);
      case ZEROED -> new byte[now.length];
      case SECOND_HALF -> {
        byte[] left = new byte[now.length];
        System.arraycopy(now, half, left, half, now.length - half);
        yield left;
      }
      case KEPT -> now;
    };
  }

  @Override
  public String toString() {
    return "memory";
  }
}
