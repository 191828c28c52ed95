package org.qmp.cli.draw;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.OutputFile;

/**
 * The charts of a command. They are written as SVG at once, and as PNG when all else is done: a PNG
 * needs {@code java.desktop} with its native libraries and fonts, which not every Java has.
 */
public final class Gallery {
  private final Console console;
  private final Painter painter;
  private final Map<Path, Scene> scenes = new LinkedHashMap<>();

  /** Makes a PNG. */
  interface Painter {
    byte[] paint(Scene scene) throws IOException;
  }

  public Gallery(Console console) {
    this(console, scene -> Png.of(scene)); // a method reference would load Png, and AWT, here
  }

  public Gallery(Console console, Painter painter) {
    this.console = console;
    this.painter = painter;
  }

  public Console console() {
    return console;
  }

  /**
   * Writes a chart as SVG.
   *
   * @param svg a name that ends in .svg
   */
  public void add(Scene scene, Path svg) throws IOException {
    OutputFile.write(svg, scene.svg());
    scenes.put(svg, scene);
  }

  /**
   * Writes a PNG beside every SVG, or says once why there are none: whatever is wrong with drawing
   * here, a PNG is not worth a failure.
   *
   * @return the names of all files, with commas between them
   * @throws IOException if a file cannot be written
   */
  public String paint() throws IOException {
    List<Path> files = new ArrayList<>(scenes.keySet());
    for (Map.Entry<Path, Scene> entry : scenes.entrySet()) {
      byte[] png;
      try {
        png = painter.paint(entry.getValue());
      } catch (RuntimeException | Error e) {
        console.warn("no PNG written, only SVG: this Java cannot draw (" + e + ")");
        break;
      }
      Path file = Pictures.png(entry.getKey());
      OutputFile.write(file, png);
      files.add(file);
    }
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
