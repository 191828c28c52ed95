package org.qmp.rl.store;

import java.io.IOException;

/** A disk that is checked before every operation and does one thing wrong. */
final class UnsafeDisk extends HookedDisk {
  /** How a save orders its operations; all look right, and most survive kill −9. */
  enum Order {
    SAFE,
    NO_FILE_SYNC,
    NO_DIRECTORY_SYNC,
    PRUNE_BEFORE_DIRECTORY_SYNC,
    DELETE_THEN_RENAME,
    OVERWRITE_IN_PLACE
  }

  private final PowerCuts cuts;
  private final Order order;
  private boolean postponed;

  UnsafeDisk(MemoryDisk disk, PowerCuts cuts, Order order) {
    super(disk);
    this.cuts = cuts;
    this.order = order;
  }

  @Override
  void before(String operation) {
    cuts.check(disk);
    if (postponed && !operation.equals("delete") && !operation.equals("list")) {
      settle();
      cuts.check(disk);
    }
  }

  /** Forces the directory if that was postponed. */
  void settle() {
    if (postponed) {
      postponed = false;
      disk.forceDirectory();
    }
  }

  @Override
  Output open(String name) throws IOException {
    if (order == Order.OVERWRITE_IN_PLACE) {
      return disk.overwrite(target(name));
    }
    return disk.create(name);
  }

  private static String target(String temporary) {
    return temporary.substring(1, temporary.indexOf('.', 1)) + ".safetensors";
  }

  @Override
  void force(Output out) throws IOException {
    if (order != Order.NO_FILE_SYNC) {
      out.force();
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    before("move");
    if (order == Order.DELETE_THEN_RENAME && disk.exists(to)) {
      disk.delete(to);
      before("move");
    }
    if (order != Order.OVERWRITE_IN_PLACE) {
      disk.move(from, to);
    }
  }

  @Override
  public void forceDirectory() throws IOException {
    before("forceDirectory");
    if (order == Order.PRUNE_BEFORE_DIRECTORY_SYNC) {
      postponed = true;
    } else if (order != Order.NO_DIRECTORY_SYNC) {
      disk.forceDirectory();
    }
  }
}
