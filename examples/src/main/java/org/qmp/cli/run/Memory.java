package org.qmp.cli.run;

/** What to do about too little memory. */
public final class Memory {
  private static final long GIBIBYTE = 1L << 30;

  private Memory() {}

  /** A hint that can be added to a message; empty if more memory would not help. */
  public static String hint(Throwable error) {
    if (!(error instanceof OutOfMemoryError)
        || String.valueOf(error.getMessage()).contains("thread")) {
      return "";
    }
    long now = Runtime.getRuntime().maxMemory();
    return Format.text(
        "; Java may use %,d MiB: QMP_JAVA_OPTS=-Xmx%dg ./qmp (or java -Xmx%2$dg -jar qmp.jar) gives"
            + " it more, a smaller --hidden, --batch or --replay-capacity needs less",
        now >> 20, 2 * (now + GIBIBYTE - 1) / GIBIBYTE);
  }
}
