package org.qmp.rl;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Things to be closed together, the last first, all of them even if some fail. Closes once. */
final class Closeables implements Closeable {
  private final Deque<Closeable> open = new ArrayDeque<>();

  <T extends Closeable> T add(T closeable) {
    open.push(closeable);
    return closeable;
  }

  /** The first failure, with the others suppressed in it. */
  @Override
  public void close() throws IOException {
    @Nullable Throwable failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException | RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  /** As {@link #close()}, on the way out with an error that matters more. */
  void closeAfter(Throwable error) {
    try {
      close();
    } catch (IOException | RuntimeException e) {
      error.addSuppressed(e);
    }
  }
}
