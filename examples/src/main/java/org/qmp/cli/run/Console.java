package org.qmp.cli.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The output of a command: UTF-8, lines that end in {@code \n}. */
public final class Console {
  /** Columns without a terminal, or with one of unknown width. */
  public static final int COLUMNS = 80;

  /** The fewest columns for text beside names. */
  private static final int NARROW = 40;

  private final Output results;
  private final Output messages;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final int columns;
  private final Set<String> warned = new HashSet<>();

  /**
   * Prints to two streams.
   *
   * @param terminal whether a line may be overwritten
   * @param columns characters in a line of the terminal
   */
  public Console(OutputStream out, OutputStream err, boolean terminal, int columns) {
    results = new Output(out, "standard output");
    messages = new Output(err, "standard error");
    this.out = new PrintStream(results, true, StandardCharsets.UTF_8);
    this.err = new PrintStream(messages, true, StandardCharsets.UTF_8);
    this.terminal = terminal;
    this.columns = columns;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public boolean terminal() {
    return terminal;
  }

  public int columns() {
    return columns;
  }

  /** A line of results. */
  public void say(String format, Object... values) {
    out.print(Format.text(format, values) + "\n");
  }

  /**
   * A line of results, wrapped on a terminal.
   *
   * @param indent blanks before all lines but the first
   */
  public void paragraph(int indent, String text) {
    out.print(
        String.join("\n", TextWrap.wrap(text, terminal ? columns : text.length(), indent)) + "\n");
  }

  /**
   * A name and its text, wrapped: side by side, or one below the other on a narrow terminal.
   *
   * @param width of the column of names
   */
  public void entry(int width, String name, String text) {
    boolean below = terminal && columns < width + NARROW;
    if (below && !name.isEmpty()) {
      say("%s", name);
    }
    int indent = below ? 2 : width;
    String beside = below ? "" : name;
    String line = beside + " ".repeat(Math.max(0, indent - beside.length())) + text;
    TextWrap.wrap(line, columns, indent).forEach(part -> say("%s", part));
  }

  /** A warning; each is printed only once. */
  public synchronized void warn(String text) {
    if (warned.add(text)) {
      complain("qmp", text);
    }
  }

  /** An error in one line. */
  public void complain(String who, String text) {
    err.print(who + ": " + text.replaceAll("\\s*\\R\\s*", " ") + "\n");
  }

  /** Why output was lost. */
  public Optional<IOException> failure() {
    out.flush();
    err.flush();
    return Stream.of(results, messages).flatMap(output -> output.failure().stream()).findFirst();
  }

  /** Keeps the first failure, which a PrintStream swallows. */
  private static final class Output extends FilterOutputStream {
    private final String name;
    private @Nullable IOException failure;

    Output(OutputStream out, String name) {
      super(out);
      this.name = name;
    }

    synchronized Optional<IOException> failure() {
      return Optional.ofNullable(failure);
    }

    @Override
    public synchronized void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        if (failure == null) {
          failure = new IOException(name + ": " + e.getMessage(), e);
        }
        throw e;
      }
    }
  }
}
