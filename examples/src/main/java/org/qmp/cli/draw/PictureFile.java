package org.qmp.cli.draw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.qmp.cli.run.OutputFile;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Svg;

/** Writes pictures and films in the format given by the file name's ending. */
public final class PictureFile {
  private PictureFile() {}

  /** Writes a picture as SVG, PNG or GIF. */
  public static void write(Path file, Picture picture) throws IOException {
    write(file, List.of(picture), 1);
  }

  /** Writes a film as SVG or GIF, and a still of it as PNG, which cannot move. */
  public static void write(Path file, Film film) throws IOException {
    if (ending(file).equals(".png")) {
      write(file, film.still());
    } else {
      write(file, film.frames(), film.secondsPerFrame());
    }
  }

  /** Writes moments of an episode in one picture. */
  public static void writeStill(Path file, Film film) throws IOException {
    write(file, film.still());
  }

  /** Writes a picture as SVG, and as PNG beside it. */
  public static void writeBoth(Path svg, Picture picture) throws IOException {
    write(svg, picture);
    String name = String.valueOf(svg.getFileName());
    write(svg.resolveSibling(name.substring(0, name.length() - 4) + ".png"), picture);
  }

  private static void write(Path file, List<Picture> frames, double seconds) throws IOException {
    OutputFile.write(
        file,
        switch (ending(file)) {
          case ".png" -> Png.of(frames.get(0));
          case ".gif" -> Gif.of(frames, seconds);
          default -> Svg.film(frames, seconds).getBytes(StandardCharsets.UTF_8);
        });
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(Math.max(0, name.length() - 4));
  }
}
