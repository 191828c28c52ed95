package org.qmp.cli.run;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The terminal, file or pipe of the standard output. */
public final class Terminal {
  private static final int NARROWEST = 20;
  private static final int FILE_TYPE = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private Terminal() {}

  /** The console of the process. */
  @SuppressWarnings("SystemConsoleNull") // with the console of java.base there is none for a pipe
  public static Console console() {
    System.setProperty("jdk.console", "java.base");
    boolean watched = System.console() != null;
    return new Console(
        new Standard(FileDescriptor.out, 1),
        new Standard(FileDescriptor.err, 2),
        watched,
        watched ? columns(System.getenv()) : Console.COLUMNS);
  }

  /** The value of COLUMNS, else the width of the terminal, else 80. */
  public static int columns(Map<String, String> environment) {
    int told = number(environment.getOrDefault("COLUMNS", ""));
    if (told > 0) {
      return Math.max(NARROWEST, told);
    }
    int asked = number(size().replaceFirst("^.* ", ""));
    return asked > 0 ? Math.max(NARROWEST, asked) : Console.COLUMNS;
  }

  private static int number(String text) {
    return text.strip().matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text.strip()) : 0;
  }

  /** Rows and columns, if the system has the program that reports them. */
  private static String size() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return "";
    }
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(terminal).start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stty.waitFor(1, TimeUnit.SECONDS) ? said : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Ignores a closed pipe: {@code qmp envs | head} is not a failure. */
  private static final class Standard extends FileOutputStream {
    private final int number;

    Standard(FileDescriptor descriptor, int number) {
      super(descriptor);
      this.number = number;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        super.write(bytes, from, count);
      } catch (IOException e) {
        if (!isPipe()) {
          throw e;
        }
      }
    }

    /** A pipe or a socket, whose only failure is that its reader is gone. */
    private boolean isPipe() {
      try {
        Object mode = Files.getAttribute(Path.of("/dev/fd/" + number), "unix:mode");
        int type = (Integer) mode & FILE_TYPE;
        return type == PIPE || type == SOCKET;
      } catch (IOException | UnsupportedOperationException e) {
        return false;
      }
    }
  }
}
