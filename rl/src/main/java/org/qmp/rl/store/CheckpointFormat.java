package org.qmp.rl.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.qmp.autograd.kernel.Precision;

/**
 * The file of a checkpoint, version 1; everything is big-endian.
 *
 * <pre>
 *   8 bytes    89 'Q' 'M' 'P' 'c' 'k' 'p' 0a
 *   4 bytes    format version
 *   4 bytes    n, the length of the header
 *   n bytes    header: spec id (text), step (8), number of sections (4), and for each section
 *                name (text), type (1), rows and columns (4 + 4, matrices only),
 *                offset from the first byte of the payload (8), length (8), crc32c (4)
 *   the rest   payload: the sections one after the other, without gaps
 *   4 bytes    crc32c of all bytes before it
 *   8 bytes    'q' 'm' 'p' 'c' 'k' 'p' 'e' 0a
 *
 *   text       2 bytes of length, modified UTF-8 ({@link DataOutputStream#writeUTF})
 *   types      1 bytes, 2 longs, 3 doubles, 4 FLOAT matrix, 5 DOUBLE matrix
 * </pre>
 *
 * The first twelve bytes and the last twelve keep their place and meaning in every version, so that
 * a file of a newer version can be told from a damaged one.
 */
final class CheckpointFormat {
  static final byte[] MAGIC = bytes("\u0089QMPckp\n");
  private static final byte[] END_MAGIC = bytes("qmpckpe\n");
  private static final int PREFIX = MAGIC.length + 4 + 4;
  private static final int TRAILER = 4 + END_MAGIC.length;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private CheckpointFormat() {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] write(Checkpoint checkpoint) {
    long payload = 0;
    for (Section section : checkpoint.sections().values()) {
      payload += section.length();
    }
    if (payload > LARGEST_ARRAY / 2) {
      throw new IllegalStateException(
          "sections of " + payload + " bytes are too many for one checkpoint");
    }
    byte[] body = new byte[(int) payload];
    byte[] header = header(checkpoint, body);
    ByteBuffer file = ByteBuffer.allocate(PREFIX + header.length + body.length + TRAILER);
    file.put(MAGIC).putInt(Checkpoint.FORMAT_VERSION).putInt(header.length).put(header);
    file.put(body);
    file.putInt(crc(file.array(), 0, file.position())).put(END_MAGIC);
    return file.array();
  }

  /** The header, having filled the payload. */
  private static byte[] header(Checkpoint checkpoint, byte[] body) {
    ByteBuffer payload = ByteBuffer.wrap(body);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(checkpoint.specId());
      out.writeLong(checkpoint.step());
      out.writeInt(checkpoint.sections().size());
      for (Map.Entry<String, Section> entry : checkpoint.sections().entrySet()) {
        Section section = entry.getValue();
        int offset = payload.position();
        section.write(payload);
        out.writeUTF(entry.getKey());
        out.writeByte(type(section));
        if (section instanceof Section.Matrix matrix) {
          out.writeInt(matrix.mat().rows());
          out.writeInt(matrix.mat().cols());
        }
        out.writeLong(offset);
        out.writeLong(section.length());
        out.writeInt(crc(body, offset, payload.position() - offset));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static int type(Section section) {
    if (section instanceof Section.Bytes) {
      return 1;
    } else if (section instanceof Section.Longs) {
      return 2;
    } else if (section instanceof Section.Doubles) {
      return 3;
    }
    return ((Section.Matrix) section).mat().precision() == Precision.FLOAT ? 4 : 5;
  }

  /** crc32c of some bytes. */
  static int crc(byte[] bytes, int from, int length) {
    return crc(ByteBuffer.wrap(bytes, from, length));
  }

  /** crc32c of the bytes from position to limit, both of which stay. */
  static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  static Checkpoint read(String file, byte[] content)
      throws CheckpointException, NoUsableCheckpointException {
    ByteBuffer in = ByteBuffer.wrap(content);
    if (content.length < PREFIX + TRAILER) {
      throw new CheckpointException(
          file + ": " + content.length + " bytes are too few for a checkpoint");
    }
    requireMagic(in, 0, MAGIC, file, "it does not begin like a checkpoint");
    requireMagic(
        in,
        content.length - END_MAGIC.length,
        END_MAGIC,
        file,
        "its end is missing or damaged: the last of its "
            + content.length
            + " bytes are not those of a checkpoint");
    int end = content.length - TRAILER;
    boolean intact = in.getInt(end) == crc(content, 0, end);
    int version = in.getInt(MAGIC.length);
    if (intact && version > Checkpoint.FORMAT_VERSION) {
      throw new NoUsableCheckpointException(
          file
              + " has format version "
              + version
              + ", and this program reads versions up to "
              + Checkpoint.FORMAT_VERSION);
    }
    if (version != Checkpoint.FORMAT_VERSION) {
      throw new CheckpointException(file + ": there is no format version " + version);
    }
    Checkpoint read = sections(file, content, end);
    if (!intact) {
      throw new CheckpointException(
          file + ": the checksum of the whole file is wrong, that of every section is right");
    }
    return read;
  }

  private static void requireMagic(ByteBuffer in, int at, byte[] magic, String file, String wrong)
      throws CheckpointException {
    if (!in.slice(at, magic.length).equals(ByteBuffer.wrap(magic))) {
      throw new CheckpointException(file + ": " + wrong);
    }
  }

  private static Checkpoint sections(String file, byte[] content, int end)
      throws CheckpointException {
    int length = ByteBuffer.wrap(content).getInt(PREFIX - 4);
    if (length < 0 || length > end - PREFIX) {
      throw new CheckpointException(
          file + ": a header of " + length + " bytes does not fit its " + content.length);
    }
    ByteBuffer payload = ByteBuffer.wrap(content, PREFIX + length, end - PREFIX - length).slice();
    ByteArrayInputStream bytes = new ByteArrayInputStream(content, PREFIX, length);
    try (DataInputStream header = new DataInputStream(bytes)) {
      String specId = header.readUTF();
      long step = header.readLong();
      int count = header.readInt();
      Map<String, Section> sections = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = header.readUTF();
        if (sections.putIfAbsent(name, section(file, name, header, payload)) != null) {
          throw new CheckpointException(file + ": section '" + name + "' is there twice");
        }
      }
      if (bytes.available() > 0 || payload.hasRemaining() || count < 0 || step < 0) {
        throw new CheckpointException(
            file + ": the header does not account for all bytes: it is damaged");
      }
      return new Checkpoint(file, specId, step, sections);
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException e) { // the header ended too early, or a text is none
      throw new CheckpointException(file + ": the header is damaged (" + e + ")", e);
    }
  }

  /** The section at the payload's position, of which nothing is believed that cannot be true. */
  private static Section section(
      String file, String name, DataInputStream header, ByteBuffer payload) throws IOException {
    String where = file + ": section '" + name + "': ";
    int type = header.readByte();
    boolean matrix = type == 4 || type == 5;
    int rows = matrix ? header.readInt() : 0;
    int cols = matrix ? header.readInt() : 0;
    long offset = header.readLong();
    long length = header.readLong();
    int crc = header.readInt();
    if (offset != payload.position() || length < 0 || length > payload.remaining()) {
      throw new CheckpointException(
          where + "bytes " + offset + " to " + (offset + length) + " are not where it belongs");
    }
    ByteBuffer in = payload.slice(payload.position(), (int) length);
    payload.position(payload.position() + (int) length);
    if (crc != crc(in)) {
      throw new CheckpointException(where + "the checksum of its " + length + " bytes is wrong");
    }
    Precision precision = type == 4 ? Precision.FLOAT : Precision.DOUBLE;
    if (matrix
        ? rows < 1 || cols < 1 || length != Section.Matrix.length(precision, rows, cols)
        : (type == 2 || type == 3) && length % Long.BYTES != 0) {
      throw new CheckpointException(
          where + length + " bytes do not hold type " + type + " of " + rows + "×" + cols);
    }
    return switch (type) {
      case 1 -> Section.Bytes.read(in);
      case 2 -> Section.Longs.read(in);
      case 3 -> Section.Doubles.read(in);
      case 4, 5 -> Section.Matrix.read(in, precision, rows, cols);
      default -> throw new CheckpointException(where + "there is no type " + type);
    };
  }
}
