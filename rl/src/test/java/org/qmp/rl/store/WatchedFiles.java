package org.qmp.rl.store;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The machine's real file system, with a log of what is written, forced, moved and deleted. */
final class WatchedFiles extends FileSystemProvider {
  private final FileSystemProvider real = FileSystems.getDefault().provider();
  private final FileSystem system = new WatchedSystem(this);

  /** The operations, such as {@code force metrics.csv}. */
  final List<String> log = new ArrayList<>();

  /** The name of a file that is too large for the memory. */
  String tooLarge = "";

  /** Whether the file system refuses locks. */
  boolean withoutLocks;

  /** A watched path of the real file system. */
  Path of(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(), new Class<?>[] {Path.class}, new Watched(path));
  }

  private final class Watched implements InvocationHandler {
    private final Path path;

    Watched(Path path) {
      this.path = path;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("getFileSystem")) {
        return system;
      }
      Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
      for (int i = 0; i < unwrapped.length; i++) {
        unwrapped[i] = unwrapped[i] instanceof Path p ? unwrap(p) : unwrapped[i];
      }
      try {
        Object result = method.invoke(path, unwrapped);
        return result instanceof Path p ? of(p) : result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  private static Path unwrap(Path path) {
    return Proxy.isProxyClass(path.getClass())
        ? ((Watched) Proxy.getInvocationHandler(path)).path
        : path;
  }

  private void note(String what, Path path) {
    log.add(what + " " + path.getFileName());
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.contains(StandardOpenOption.WRITE)) {
      note("open", path);
    }
    return new WatchedChannel(
        real.newFileChannel(unwrap(path), options, attributes),
        !withoutLocks,
        what -> note(what, path));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (path.endsWith(tooLarge)) {
      throw new OutOfMemoryError("none for " + tooLarge);
    }
    return real.newByteChannel(unwrap(path), options, attributes);
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    note("move to", to);
    real.move(unwrap(from), unwrap(to), options);
  }

  @Override
  public void delete(Path path) throws IOException {
    note("delete", path);
    real.delete(unwrap(path));
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    note("make", path);
    real.createDirectory(unwrap(path), attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> stream = real.newDirectoryStream(unwrap(path), filter);
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        List<Path> all = new ArrayList<>();
        stream.forEach(entry -> all.add(of(entry)));
        return all.iterator();
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  @Override
  public String getScheme() {
    return "watched";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) throws IOException {
    throw new UnsupportedOperationException(from + " to " + to + Arrays.toString(options));
  }

  @Override
  public boolean isSameFile(Path a, Path b) throws IOException {
    return real.isSameFile(unwrap(a), unwrap(b));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(unwrap(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return real.getFileStore(unwrap(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real.checkAccess(unwrap(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return real.getFileAttributeView(unwrap(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return real.readAttributes(unwrap(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return real.readAttributes(unwrap(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    real.setAttribute(unwrap(path), name, value, options);
  }
}
