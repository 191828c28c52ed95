package org.qmp.rl.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.qmp.nn.Safetensors;
import org.qmp.nn.SafetensorsException;
import org.qmp.nn.Tensor;

/**
 * The two kinds of files in a store. Both are safetensors, which NumPy, PyTorch and others open,
 * and in both the change of any bit is noticed:
 *
 * <pre>
 *   8 bytes   length of the header
 *   header    {"__metadata__":{"crc32c":"01234567","format":"qmp checkpoint 1", …
 * </pre>
 *
 * {@code crc32c} is that of all bytes of the file, its own eight digits counted as zeros. These
 * first bytes keep their place and meaning in every version of the format, so that a file of a
 * newer version is not taken for a damaged one.
 */
enum StoreFile {
  CHECKPOINT("ckpt", "checkpoint"),
  SEGMENT("seg", "replay");

  /** The version written; newer ones are refused. */
  static final int VERSION = 1;

  private static final char ANY = 0xff;
  private static final String NO_DIGITS = "00000000";
  private static final String START = "{\"__metadata__\":{\"crc32c\":\"";
  private static final int DIGITS = Long.BYTES + START.length();
  private static final int AFTER_DIGITS = DIGITS + NO_DIGITS.length();

  private final String prefix;
  private final String kind;
  private final String format;

  /** The first bytes of such a file, where ÿ is any byte. */
  private final String start;

  private final Pattern name;
  private final Pattern temporary;

  StoreFile(String prefix, String kind) {
    this.prefix = prefix;
    this.kind = kind;
    this.format = "qmp " + kind + " ";
    String any = String.valueOf(ANY);
    this.start = any.repeat(4) + "\0\0\0\0" + START + any.repeat(8) + "\",\"format\":\"" + format;
    String number = "-(0|[1-9][0-9]{0,17})";
    this.name = Pattern.compile(prefix + number + "\\.safetensors");
    this.temporary = Pattern.compile("\\." + prefix + number + "\\.(0|[1-9][0-9]*)\\.tmp");
  }

  String file(long number) {
    return stem(number) + ".safetensors";
  }

  /** The name without its ending. */
  String stem(long number) {
    return prefix + "-" + number;
  }

  /** The number in a file's name, or −1 if it is not of this kind. */
  long number(String file) {
    Matcher matcher = name.matcher(file);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  boolean isName(String file) {
    return number(file) >= 0;
  }

  /** Whether this is the name of a file that is being written. */
  boolean isTemporary(String file) {
    return temporary.matcher(file).matches();
  }

  /** Whether a file begins like one of these, or as a loss of power may leave one. */
  boolean isOwn(Disk disk, String file) throws IOException {
    Optional<byte[]> head = disk.head(file, start.length());
    return head.isPresent()
        && (Disk.isZero(head.get()) || (head.get().length > 4 && others(head.get()) == 0));
  }

  /** Whether a file is certainly not one of these, not even a damaged one: most bytes differ. */
  boolean isForeign(Disk disk, String file) throws IOException {
    Optional<byte[]> head = disk.head(file, start.length());
    return head.isEmpty()
        || (!Disk.isZero(head.get()) && 2 * others(head.get()) > head.get().length);
  }

  /** How many bytes differ from those of such a file. */
  private int others(byte[] head) {
    int others = 0;
    for (int i = 0; i < Math.min(start.length(), head.length); i++) {
      others += start.charAt(i) == ANY || (byte) start.charAt(i) == head[i] ? 0 : 1;
    }
    return others;
  }

  /**
   * The bytes of a file.
   *
   * @param metadata with keys that come after "format"
   * @throws IllegalStateException if they are too many for an array
   */
  byte[] write(Map<String, Tensor> tensors, Map<String, String> metadata) {
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.put("crc32c", NO_DIGITS);
    all.put("format", format + VERSION);
    byte[] bytes = new Safetensors(tensors, all).toBytes();
    seal(bytes);
    return bytes;
  }

  /** Writes the checksum into its place. */
  static void seal(byte[] bytes) {
    String digits = HexFormat.of().toHexDigits((int) checksum(bytes));
    System.arraycopy(
        digits.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, DIGITS, digits.length());
  }

  /** The CRC-32C of a whole file, its own digits counted as zeros. */
  static long checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, DIGITS);
    crc.update(NO_DIGITS.getBytes(StandardCharsets.ISO_8859_1));
    crc.update(bytes, AFTER_DIGITS, bytes.length - AFTER_DIGITS);
    return crc.getValue();
  }

  /**
   * The content of a file. Its checksum covers also the tensors that are not kept, which pass by
   * without taking memory.
   *
   * @param file its name, for messages
   * @param names which tensors to keep
   * @throws CheckpointException if any bit has changed since it was written
   * @throws NoUsableCheckpointException if it is intact and of another version
   * @throws IOException also if it cannot be read
   */
  Safetensors read(String file, Disk.Input in, Predicate<String> names) throws IOException {
    byte[] head = in.stream().readNBytes(start.length());
    if (head.length < start.length() || others(head) > 0) {
      throw new CheckpointException(file + ": it does not begin like a " + kind + " file");
    }
    String written = new String(head, DIGITS, NO_DIGITS.length(), StandardCharsets.ISO_8859_1);
    Arrays.fill(head, DIGITS, AFTER_DIGITS, (byte) '0');
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), in.stream());
    CheckedInputStream checked = new CheckedInputStream(all, new CRC32C());
    Safetensors content;
    try {
      content = Safetensors.read(checked, in.length(), names);
    } catch (SafetensorsException e) {
      throw new CheckpointException(file + ": " + e.getMessage(), e);
    }
    String found = HexFormat.of().toHexDigits((int) checked.getChecksum().getValue());
    if (!found.equals(written)) {
      throw new CheckpointException(
          file + ": damaged: its checksum is " + found + ", but was written as " + written);
    }
    String version = content.metadata().getOrDefault("format", format).substring(format.length());
    if (!version.equals("" + VERSION)) {
      throw new NoUsableCheckpointException(
          file
              + " has format version "
              + version
              + ", and this program reads versions up to "
              + VERSION);
    }
    return content;
  }
}
