package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.AWTError;
import java.awt.HeadlessException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.cli.run.Console;

/** A picture never fails a run. */
final class GalleryTest {
  private static final Scene EMPTY = new Scene(10, 10, "empty", List.of());

  @TempDir private Path temp;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Gallery gallery(Gallery.Painter painter) {
    return new Gallery(new Console(new ByteArrayOutputStream(), err, false, 80), painter);
  }

  private static Stream<Throwable> whatJavaThrowsWhereItCannotDraw() {
    return Stream.of(
        new NoClassDefFoundError("java/awt/Stroke"),
        new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
        new ExceptionInInitializerError("no fonts"),
        new InternalError("java.lang.reflect.InvocationTargetException"),
        new Error("Probable fatal error: No physical fonts found."),
        new RuntimeException("Fontconfig head is null, check your fonts"),
        new NullPointerException("no font"),
        new HeadlessException(),
        new AWTError("no toolkit"),
        new OutOfMemoryError("Java heap space"));
  }

  @ParameterizedTest
  @MethodSource("whatJavaThrowsWhereItCannotDraw")
  void withoutDrawingThereAreStillAllSvgsAndOneLineSaysWhy(Throwable problem) throws IOException {
    Gallery gallery =
        gallery(
            scene -> {
              if (problem instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) problem;
            });
    Path first = temp.resolve("a/first.svg");
    Path second = temp.resolve("second.svg");
    gallery.add(EMPTY, first);
    gallery.add(EMPTY, second);
    assertEquals(first + ", " + second, gallery.paint());
    assertEquals(EMPTY.svg(), Files.readString(second));
    assertFalse(Files.exists(temp.resolve("second.png")));
    assertEquals(
        "qmp: no PNG written, only SVG: this Java cannot draw (" + problem + ")\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void pngsComeLastAndBesideTheirSvgs() throws IOException {
    Path svg = temp.resolve("a.b.svg");
    Path png = temp.resolve("a.b.png");
    Gallery gallery = gallery(scene -> new byte[] {1, 2});
    gallery.add(EMPTY, svg);
    assertTrue(Files.exists(svg));
    assertFalse(Files.exists(png));
    assertEquals(svg + ", " + png, gallery.paint());
    assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(png));
    assertEquals(0, err.size());
  }

  /** A disk that is full is no lack of fonts. */
  @Test
  void aPngThatCannotBeWrittenIsAnError() throws IOException {
    Gallery gallery = gallery(scene -> new byte[0]);
    gallery.add(EMPTY, temp.resolve("a.svg"));
    Files.createDirectory(temp.resolve("a.png"));
    assertThrows(IOException.class, gallery::paint);
  }
}
