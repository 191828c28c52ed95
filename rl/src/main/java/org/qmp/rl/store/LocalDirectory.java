package org.qmp.rl.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of the machine's file system. */
final class LocalDirectory implements Disk {
  private static final long LARGEST_FILE = Integer.MAX_VALUE - 8;
  private static final int BUFFER = 1 << 16;

  private final Path directory;
  private final boolean forceable;

  /** A directory that exists. */
  LocalDirectory(Path directory) {
    this.directory = directory;
    this.forceable = canBeOpened(directory);
  }

  /**
   * Creates a directory, durably and with its parents, if it does not exist.
   *
   * @throws IOException also if something else has its name, or the name of one above it
   */
  static LocalDirectory create(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        LocalDirectory above = create(parent);
        try {
          Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
          if (!Files.isDirectory(directory)) {
            throw new IOException(directory + " is not a directory; the run needs one there", e);
          }
        }
        above.forceDirectory();
      }
    }
    return new LocalDirectory(directory);
  }

  /**
   * Some systems cannot open a directory at all. If one can be opened, a later failure is an error.
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
    return Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Input input(String name) throws IOException {
    Path file = directory.resolve(name);
    if (!exists(name)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) { // a pipe would keep its reader waiting for ever
      throw new IOException(file + " is not a regular file");
    }
    if (Files.size(file) > LARGEST_FILE) {
      throw new IOException(file + " has " + Files.size(file) + " bytes, too many for its kind");
    }
    return new Input(new BufferedInputStream(Files.newInputStream(file), BUFFER), Files.size(file));
  }

  @Override
  public Optional<byte[]> head(String name, int length) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(in.readNBytes(length));
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
        Channels.newOutputStream(channel).write(content);
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
