package org.qmp.env;

import java.util.List;
import org.qmp.env.draw.Shape;

/** The shapes that a world draws. */
public final class ShapesOf {
  private ShapesOf() {}

  /** All shapes of one kind, in the order in which they are drawn. */
  public static <T extends Shape> List<T> kind(Class<T> kind, Environment world) {
    return world.render().shapes().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
