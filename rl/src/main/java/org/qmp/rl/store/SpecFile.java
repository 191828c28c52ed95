package org.qmp.rl.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/**
 * The file that says to which specification a directory belongs: the canonical text itself. Its
 * line ends may have been changed to those of Windows.
 */
final class SpecFile {
  static final String NAME = "spec.txt";

  private SpecFile() {}

  /** Whether a file was left by a process that was killed while it wrote the text. */
  static boolean isTemporary(String file) {
    return Disk.isTemporary(NAME, file);
  }

  /**
   * Writes the specification into a locked directory, durably, unless it is there already.
   *
   * @throws WrongSpecException if the directory has another one
   */
  static void claim(Disk disk, String spec) throws IOException {
    if (!disk.exists(NAME)) {
      byte[] text = spec.getBytes(StandardCharsets.UTF_8);
      disk.sweep(NAME, new String(text, StandardCharsets.ISO_8859_1));
      disk.publish(NAME, NAME, text);
    }
    disk.forceDirectory(); // also of a file that exists: its writer may have just been killed
    String found = read(disk);
    if (!found.equals(spec)) {
      throw new WrongSpecException(disk + " holds another run", found, spec);
    }
  }

  /**
   * The canonical text of a directory's specification.
   *
   * @throws NoSuchFileException if the directory holds no run
   */
  static String read(Disk disk) throws IOException {
    if (!disk.exists(NAME)) {
      throw new NoSuchFileException(disk.toString(), null, "there is no " + NAME + ": no run");
    }
    String text = new String(disk.read(NAME), StandardCharsets.UTF_8).replace("\r\n", "\n");
    return text.startsWith("\ufeff") ? text.substring(1) : text; // some editors mark UTF-8 with it
  }
}
