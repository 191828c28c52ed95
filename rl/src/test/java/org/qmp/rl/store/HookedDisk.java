package org.qmp.rl.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A disk with a hook before each of its operations. */
abstract class HookedDisk implements Disk {
  final MemoryDisk disk;

  HookedDisk(MemoryDisk disk) {
    this.disk = disk;
  }

  /** Called before every operation that may fail or change anything. */
  abstract void before(String operation) throws IOException;

  @Override
  public List<String> list() throws IOException {
    before("list");
    return disk.list();
  }

  @Override
  public boolean exists(String name) throws IOException {
    before("exists");
    return disk.exists(name);
  }

  @Override
  public Input input(String name) throws IOException {
    before("read");
    return disk.input(name);
  }

  @Override
  public Optional<byte[]> head(String name, int length) throws IOException {
    before("head");
    return disk.head(name, length);
  }

  @Override
  public Output create(String name) throws IOException {
    before("create");
    Output out = open(name);
    return new Output() {
      @Override
      public void write(byte[] content) throws IOException {
        byte[] half = Arrays.copyOf(content, content.length / 2);
        try {
          before("write");
        } catch (IOException e) {
          out.write(half); // as on a full disk
          throw e;
        }
        out.write(content);
      }

      @Override
      public void force() throws IOException {
        before("force");
        HookedDisk.this.force(out);
      }

      @Override
      public void close() throws IOException {
        out.close();
        before("close");
      }
    };
  }

  Output open(String name) throws IOException {
    return disk.create(name);
  }

  void force(Output out) throws IOException {
    out.force();
  }

  @Override
  public void move(String from, String to) throws IOException {
    before("move");
    disk.move(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    before("delete");
    disk.delete(name);
  }

  @Override
  public void forceDirectory() throws IOException {
    before("forceDirectory");
    disk.forceDirectory();
  }

  @Override
  public String toString() {
    return "memory";
  }
}
