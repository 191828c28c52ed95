package org.qmp.autograd;

/** Where in the user's program a node was recorded. */
final class SourceLine {
  private static final StackWalker WALKER = StackWalker.getInstance();

  private SourceLine() {}

  /** The innermost frame outside this engine and the layers built on it, as File.java:line. */
  static String here() {
    return WALKER.walk(
        frames ->
            frames
                .filter(frame -> !isOurs(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("unknown line"));
  }

  private static boolean isOurs(String className) {
    return className.startsWith("org.qmp.autograd.") || className.startsWith("org.qmp.nn.");
  }
}
