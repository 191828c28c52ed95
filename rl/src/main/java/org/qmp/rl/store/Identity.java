package org.qmp.rl.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The file that says to which specification a directory belongs: the canonical text itself, of
 * which the spec id is the SHA-256.
 */
final class Identity {
  static final String FILE = "spec.json";
  private static final String TEMPORARY = ".spec.json.tmp";

  private Identity() {}

  /** 64 hexadecimal digits. */
  static String of(String canonicalSpec) {
    return of(canonicalSpec.getBytes(StandardCharsets.UTF_8));
  }

  private static String of(byte[] canonicalSpec) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(canonicalSpec));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Makes a directory that of a specification, durably, unless it is one already.
   *
   * @return the spec id
   * @throws WrongSpecException if it is that of another
   */
  static String claim(Disk disk, String canonicalSpec) throws IOException {
    if (disk.exists(TEMPORARY)) {
      disk.delete(TEMPORARY);
    }
    if (!disk.exists(FILE)) {
      try {
        disk.write(TEMPORARY, canonicalSpec.getBytes(StandardCharsets.UTF_8));
        link(disk);
        disk.delete(TEMPORARY);
      } catch (IOException | RuntimeException e) {
        disk.deleteAfter(e, TEMPORARY);
        throw e;
      }
    }
    disk.forceDirectory(); // also of a file that is there: its writer may have been killed just now
    String expected = of(canonicalSpec);
    String found = of(disk.read(FILE));
    if (!found.equals(expected)) {
      throw new WrongSpecException(disk.toString(), found, expected);
    }
    return expected;
  }

  /** A move would replace the file of one who was faster; a link leaves the first writer's. */
  private static void link(Disk disk) throws IOException {
    try {
      disk.link(TEMPORARY, FILE);
    } catch (FileAlreadyExistsException e) {
      // the first writer has won, and claim() compares what it wrote
    }
  }

  /**
   * The canonical text of a directory's specification.
   *
   * @throws NoSuchFileException if it is no run's directory
   */
  static String read(Disk disk) throws IOException {
    if (!disk.exists(FILE)) {
      throw new NoSuchFileException(disk.toString(), null, "there is no " + FILE + ": no run");
    }
    return new String(disk.read(FILE), StandardCharsets.UTF_8);
  }
}
