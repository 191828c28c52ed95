package org.qmp.rl.store;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a store's files. Files of any other name are none of its business. */
final class StoreFiles {
  private static final Pattern CHECKPOINT = Pattern.compile("ckpt-(0|[1-9][0-9]{0,17})\\.qmp");
  private static final Pattern SEGMENT = Pattern.compile("seg-(0|[1-9][0-9]{0,17})\\.qmp");
  private static final Pattern TEMPORARY = Pattern.compile("\\.(ckpt|seg)-[0-9]+\\.[0-9]+\\.tmp");

  private StoreFiles() {}

  static String checkpoint(long step) {
    return "ckpt-" + step + ".qmp";
  }

  static String segment(long number) {
    return "seg-" + number + ".qmp";
  }

  /** The name that a file has until it is complete. */
  static String temporary(String what, long attempt) {
    return "." + what + "." + attempt + ".tmp";
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
