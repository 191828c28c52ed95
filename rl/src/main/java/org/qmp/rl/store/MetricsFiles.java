package org.qmp.rl.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that grow at their end while a run goes on. What a run wrote after the checkpoint that it
 * goes on from will be written again, so it is cut off first.
 */
final class MetricsFiles {
  private static final String PREFIX = "store.metrics/";

  private MetricsFiles() {}

  /** Makes all files durable and enters the length of each. */
  static void mark(Path directory, Checkpoint.Builder into) throws IOException {
    LocalDirectory disk = LocalDirectory.of(directory);
    for (String name : disk.list()) {
      try (FileChannel file = FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
        file.force(true);
        into.longs(PREFIX + name, file.size());
      }
    }
    disk.forceDirectory();
  }

  /** Cuts each file to the length that is entered, an unknown one to nothing. */
  static List<String> rewind(Path directory, Checkpoint from) throws IOException {
    List<String> warnings = new ArrayList<>();
    for (String section : from.names()) {
      Path file = directory.resolve(section.substring(Math.min(PREFIX.length(), section.length())));
      if (section.startsWith(PREFIX) && !Files.exists(file)) {
        warnings.add(file + " is missing; it goes on from an empty one");
      }
    }
    for (String name : LocalDirectory.of(directory).list()) {
      Path file = directory.resolve(name);
      String section = PREFIX + name;
      long known = from.names().contains(section) ? from.longs(section)[0] : 0;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        if (channel.size() < known) {
          warnings.add(
              file + " has " + channel.size() + " bytes of the " + known + " that were written");
        }
        channel.truncate(known);
        channel.force(true);
      }
    }
    return warnings;
  }
}
