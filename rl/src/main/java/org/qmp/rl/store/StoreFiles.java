package org.qmp.rl.store;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a store's files. Files of any other name are none of its business, nor are those of
 * its own names that do not begin like its files.
 */
final class StoreFiles {
  private static final Pattern CHECKPOINT = Pattern.compile("ckpt-(0|[1-9][0-9]{0,17})\\.qmp");
  private static final Pattern SEGMENT = Pattern.compile("seg-(0|[1-9][0-9]{0,17})\\.qmp");
  private static final Pattern TEMPORARY =
      Pattern.compile("\\.(ckpt|seg)-(0|[1-9][0-9]{0,17})\\.(0|[1-9][0-9]*)\\.tmp");

  private StoreFiles() {}

  static String checkpoint(long step) {
    return "ckpt-" + step + ".qmp";
  }

  static String segment(long number) {
    return "seg-" + number + ".qmp";
  }

  static boolean isCheckpoint(String file) {
    return CHECKPOINT.matcher(file).matches();
  }

  static boolean isSegment(String file) {
    return SEGMENT.matcher(file).matches();
  }

  static boolean isTemporary(String file) {
    return TEMPORARY.matcher(file).matches();
  }

  /** Whether a file with one of these names is the store's, by how it begins. */
  static boolean isOwn(Disk disk, String file) throws IOException {
    boolean checkpoint = file.startsWith("ckpt-") || file.startsWith(".ckpt-");
    return disk.isOwn(file, checkpoint ? CheckpointFormat.MAGIC : SegmentFormat.MAGIC);
  }

  /** The number of a segment, or −1 of any other file. */
  static long segmentNumber(String file) {
    Matcher matcher = SEGMENT.matcher(file);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /** The steps of all checkpoints among the files, newest first. */
  static List<Long> steps(List<String> files) {
    return files.stream()
        .map(CHECKPOINT::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.valueOf(matcher.group(1)))
        .sorted(Comparator.reverseOrder())
        .toList();
  }
}
