package org.qmp.rl.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A directory of the machine's file system. */
final class LocalDirectory implements Disk {
  private final Path directory;
  private final boolean forceable;

  private LocalDirectory(Path directory) {
    this.directory = directory;
    this.forceable = canBeOpened(directory);
  }

  /** A directory that exists. */
  static LocalDirectory of(Path directory) {
    return new LocalDirectory(directory);
  }

  /** A directory that is made, durably and with those above it, where it does not exist. */
  static LocalDirectory create(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        LocalDirectory above = create(parent);
        try {
          Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
          if (!Files.isDirectory(directory)) {
            throw e;
          }
        }
        above.forceDirectory();
      }
    }
    return new LocalDirectory(directory);
  }

  /**
   * Some systems do not open directories at all. That is found out once, so that where they can be
   * opened a later failure to do so is an error and no excuse.
   */
  private static boolean canBeOpened(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      return channel.isOpen();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(directory.resolve(name));
  }

  @Override
  public byte[] read(String name) throws IOException {
    try {
      return Files.readAllBytes(directory.resolve(name));
    } catch (OutOfMemoryError e) {
      throw new IOException(directory.resolve(name) + " does not fit into memory", e);
    }
  }

  @Override
  public Output create(String name) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new Output() {
      @Override
      public void write(byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(true);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public void move(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void link(String existing, String name) throws IOException {
    Files.createLink(directory.resolve(name), directory.resolve(existing));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  @Override
  public void forceDirectory() throws IOException {
    if (forceable) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
