package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Shape.Text;

/** The texts of a picture and their places. */
final class Labels {
  private Labels() {}

  /** A text's rectangle, y upwards. */
  private record Box(String text, double left, double right, double bottom, double top) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && bottom < other.top && other.bottom < top;
    }
  }

  private static List<Box> boxes(Picture picture) {
    List<Box> boxes = new ArrayList<>();
    picture
        .shapes()
        .forEach(
            shape -> {
              if (shape instanceof Text text && !text.text().isEmpty()) {
                double width = Font.width(text.text(), text.height());
                double left = text.at().x() - width * text.anchor().before();
                double base = text.at().y();
                boxes.add(
                    new Box(
                        text.text(),
                        left,
                        left + width,
                        base - 0.2 * text.height(),
                        base + 0.72 * text.height()));
              }
            });
    return boxes;
  }

  static List<String> of(Picture picture) {
    return boxes(picture).stream().map(Box::text).toList();
  }

  /** Requires that no text overlaps another one, and none leaves the picture. */
  static void requireRoomForAll(Picture picture) {
    List<Box> boxes = boxes(picture);
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      assertTrue(
          box.left >= picture.view().left()
              && box.right <= picture.view().right()
              && box.bottom >= picture.view().bottom()
              && box.top <= picture.view().top(),
          () -> box + " leaves " + picture.view());
      for (Box other : boxes.subList(0, i)) {
        assertTrue(!box.meets(other), () -> box + " lies on " + other);
      }
    }
  }
}
