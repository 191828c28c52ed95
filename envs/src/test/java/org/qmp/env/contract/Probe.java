package org.qmp.env.contract;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.Box;
import org.qmp.env.Discrete;
import org.qmp.env.Space;

/**
 * A bad action and the parts that its error message must contain.
 *
 * @param action to be refused
 * @param named parts of the message
 */
record Probe(double[] action, List<String> named) {

  static List<Probe> bad(Space space) {
    List<Probe> probes = new ArrayList<>();
    int size = space.size();
    for (int length : new int[] {0, size - 1, size + 1}) {
      if (length != size) {
        probes.add(new Probe(new double[length], List.of("length " + size, "" + length)));
      }
    }
    for (int i = 0; i < size; i++) {
      double low = low(space, i);
      double high = high(space, i);
      List<String> bounds = new ArrayList<>(List.of("[" + i + "]"));
      if (space instanceof Box) {
        bounds.addAll(List.of("" + low, "" + high));
      }
      double infinity = Double.POSITIVE_INFINITY;
      double[] values = {
        Double.NaN, infinity, -infinity, low - 1, low - 1e-3, high + 1e-3, high + 1
      };
      for (double value : values) {
        double[] action = new double[size];
        for (int k = 0; k < size; k++) {
          action[k] = k == i ? value : Math.max(low(space, k), Math.min(high(space, k), 0));
        }
        List<String> named = new ArrayList<>(bounds);
        named.add("" + value);
        probes.add(new Probe(action, named));
      }
    }
    return probes;
  }

  /** Actions on the bounds, and actions beyond them by the rounding of a float. */
  static List<double[]> corners(Space space) {
    double[] low = new double[space.size()];
    double[] high = new double[space.size()];
    for (int i = 0; i < low.length; i++) {
      low[i] = Math.max(-1e6, low(space, i));
      high[i] = Math.min(1e6, high(space, i));
    }
    List<double[]> corners = new ArrayList<>(List.of(low, high));
    if (space instanceof Box) {
      double[] below = low.clone();
      double[] above = high.clone();
      for (int i = 0; i < low.length; i++) {
        below[i] = Math.nextDown((float) low[i]);
        above[i] = Math.nextUp((float) high[i]);
      }
      corners.addAll(List.of(below, above));
    }
    return corners;
  }

  private static double low(Space space, int dimension) {
    return space instanceof Box box ? box.low(dimension) : 0;
  }

  private static double high(Space space, int dimension) {
    return space instanceof Box box ? box.high(dimension) : ((Discrete) space).n() - 1;
  }
}
