package org.qmp.cli.draw;

import java.util.List;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;

/**
 * Which share of each pixel a shape covers, in [0, 1]. The share is exact for areas, and for edges
 * of lines parallel to an axis; at other edges of lines and discs it follows from their distance to
 * the pixel's centre. Points are in pixels, y downwards.
 */
final class Coverage {
  private final int width;
  private final int height;
  private final double[] shares; // row by row; zero between two shapes

  // The rectangle that may be covered.
  private int left;
  private int right = -1;
  private int top;
  private int bottom = -1;

  Coverage(int width, int height) {
    this.width = width;
    this.height = height;
    shares = new double[width * height];
  }

  /** Adds a line with round ends and corners. */
  void addLine(List<Point> points, double thickness) {
    for (int i = 1; i < points.size(); i++) {
      addNear(points.get(i - 1), points.get(i), 0, thickness / 2);
    }
  }

  /** Adds a disc. */
  void addDisc(Point centre, double radius) {
    addNear(centre, centre, 0, radius);
  }

  /** Adds the edge of a disc. */
  void addRing(Point centre, double radius, double thickness) {
    addNear(centre, centre, radius, thickness / 2);
  }

  /**
   * Covers all points whose distance to the line segment from a to b differs from a given one by at
   * most half a pen's width.
   */
  private void addNear(Point a, Point b, double distance, double half) {
    double reach = distance + half + 1;
    int firstColumn = (int) Math.max(0, Math.min(a.x(), b.x()) - reach);
    int lastColumn = (int) Math.min(width - 1, Math.max(a.x(), b.x()) + reach);
    int firstRow = (int) Math.max(0, Math.min(a.y(), b.y()) - reach);
    int lastRow = (int) Math.min(height - 1, Math.max(a.y(), b.y()) + reach);
    if (firstColumn > lastColumn || firstRow > lastRow) {
      return;
    }
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    double square = dx * dx + dy * dy;
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        double x = column + 0.5 - a.x();
        double y = row + 0.5 - a.y();
        double t = square == 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / square));
        double ex = x - t * dx;
        double ey = y - t * dy;
        double off = Math.abs(Math.sqrt(ex * ex + ey * ey) - distance);
        double share = Math.min(Math.min(1, 2 * half), half + 0.5 - off);
        if (share > shares[row * width + column]) {
          shares[row * width + column] = share;
        }
      }
    }
    touch(firstColumn, firstRow);
    touch(lastColumn, lastRow);
  }

  /**
   * Covers the inside of a closed line, and nothing else. In every row that it crosses, an edge
   * stores its signed contribution to the pixels on its right: the sum from the left is the share.
   * On the left of the picture it contributes to whole rows, on its right to none.
   */
  void addInside(List<Point> corners) {
    for (int i = 0; i < corners.size(); i++) {
      Point p = corners.get(i);
      Point q = corners.get((i + 1) % corners.size());
      if (p.y() < q.y()) {
        addEdge(p, q, 1);
      } else if (p.y() > q.y()) {
        addEdge(q, p, -1);
      }
    }
    for (int row = top; row <= bottom; row++) {
      double sum = 0;
      for (int i = row * width + left; i <= row * width + right; i++) {
        sum += shares[i];
        shares[i] = Math.min(1, Math.abs(sum));
      }
    }
  }

  private void addEdge(Point upper, Point lower, int sign) {
    double slope = (lower.x() - upper.x()) / (lower.y() - upper.y());
    for (int row = (int) Math.max(0, upper.y()); row < Math.min(height, lower.y()); row++) {
      double from = Math.max(upper.y(), row);
      double to = Math.min(lower.y(), row + 1);
      double a = upper.x() + slope * (from - upper.y());
      double b = upper.x() + slope * (to - upper.y());
      double span = Math.abs(b - a);
      double low = Math.max(0, Math.min(width, Math.min(a, b)));
      double high = Math.max(0, Math.min(width, Math.max(a, b)));
      double outside = Math.min(0, Math.max(a, b)) - Math.min(0, Math.min(a, b)); // on the left
      if (outside > 0) {
        add(0, row, sign * (to - from) * (outside / span));
      }
      int column = (int) low;
      do {
        double l = Math.max(low, column);
        double r = Math.min(high, column + 1);
        double part = sign * (to - from) * (span > 0 ? (r - l) / span : 1);
        double middle = (l + r) / 2 - column;
        add(column, row, part * (1 - middle));
        add(column + 1, row, part * middle);
        column++;
      } while (column < high);
    }
  }

  private void add(int column, int row, double part) {
    touch(Math.min(column, width - 1), row);
    if (column < width) {
      shares[row * width + column] += part;
    }
  }

  private void touch(int column, int row) {
    left = right < 0 ? column : Math.min(left, column);
    top = bottom < 0 ? row : Math.min(top, row);
    right = Math.max(right, column);
    bottom = Math.max(bottom, row);
  }

  /** Paints the covered pixels and clears the coverage. */
  void blend(Color color, int[] pixels) {
    for (int row = top; row <= bottom; row++) {
      for (int i = row * width + left; i <= row * width + right; i++) {
        double share = shares[i] * color.opacity();
        shares[i] = 0;
        int old = pixels[i];
        pixels[i] =
            mixed(old >> 16, color.red(), share) << 16
                | mixed(old >> 8 & 0xff, color.green(), share) << 8
                | mixed(old & 0xff, color.blue(), share);
      }
    }
    right = -1;
    bottom = -1;
  }

  private static int mixed(int old, int color, double share) {
    return (int) Math.round(old + share * (color - old));
  }
}
