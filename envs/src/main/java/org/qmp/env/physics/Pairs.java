package org.qmp.env.physics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.qmp.env.physics.contact.Pair;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/**
 * The pairs of geoms that may touch. Excluded are pairs of geoms of bodies fixed to each other, of
 * a moving body and its parent (unless the scene says otherwise) and of excluded bodies; a plane
 * with a hull; and geoms whose masks do not match:
 *
 * <pre>
 *   (contype₁ &amp; conaffinity₂) | (contype₂ &amp; conaffinity₁) ≠ 0
 * </pre>
 *
 * <p>Parameters are those of the geom of higher priority, or else combined: the larger friction and
 * dimension, the weighted softness. Margins and gaps are always combined. Source: MuJoCo
 * documentation, Computation, Collision detection and Contact parameters.
 *
 * @param excluded whether each pair of bodies is excluded
 */
record Pairs(
    Scene scene, Model.Bodies bodies, int[] bodyOfGeom, List<Geom> geoms, BitSet excluded) {
  private static final int MOST = 100_000;
  private static final double LEAST_FRICTION = 1e-5;
  private static final double TINY = 1e-15;

  /** All pairs, those of planes first. */
  Pair[] all() {
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < geoms.size(); a++) {
      for (int b = a + 1; b < geoms.size(); b++) {
        if (mayTouch(a, b)) {
          boolean inOrder = geoms.get(a).kind.compareTo(geoms.get(b).kind) <= 0;
          pairs.add(inOrder ? pair(a, b) : pair(b, a));
        }
      }
      if (pairs.size() > MOST) {
        String remedy = " pairs of geoms may touch: set contype, conaffinity or exclude";
        throw new ModelException("", "", "more than " + MOST + remedy);
      }
    }
    pairs.sort(Comparator.comparing(pair -> geoms.get(pair.first()).kind != Geom.Kind.PLANE));
    return pairs.toArray(Pair[]::new);
  }

  private boolean mayTouch(int a, int b) {
    Geom first = geoms.get(a);
    Geom second = geoms.get(b);
    boolean masked =
        (first.contype & second.conaffinity) == 0 && (second.contype & first.conaffinity) == 0;
    int p = bodies.weld[bodyOfGeom[a]];
    int q = bodies.weld[bodyOfGeom[b]];
    boolean apart = excluded.get(bodyOfGeom[a] * bodies.count + bodyOfGeom[b]);
    boolean unruled =
        (first.kind == Geom.Kind.PLANE && second.kind == Geom.Kind.HULL)
            || (first.kind == Geom.Kind.HULL && second.kind == Geom.Kind.PLANE);
    return !masked && p != q && !hangsOn(p, q) && !hangsOn(q, p) && !apart && !unruled;
  }

  private boolean hangsOn(int child, int parent) {
    return !scene.parentsTouch
        && child != 0
        && parent != 0
        && bodies.weld[bodies.parent[child]] == parent;
  }

  private Pair pair(int a, int b) {
    Geom first = geoms.get(a);
    Geom second = geoms.get(b);
    Rules rules = scene.options.rules;
    double margin = rules.together(first.margin, second.margin);
    double gap = rules.together(first.gap, second.gap);
    Geom ruling = first.priority > second.priority ? first : second;
    boolean equals = first.priority == second.priority;
    return new Pair(
        Pair.Kinds.of(first, second),
        a,
        b,
        bodyOfGeom[a],
        bodyOfGeom[b],
        rules.found(margin, gap),
        rules.acting(margin, gap),
        equals ? Math.max(first.dimension, second.dimension) : ruling.dimension,
        equals ? friction(first, second) : friction(ruling, ruling),
        equals
            ? first.softness.mixed(second.softness, weight(first.mixing, second.mixing))
            : ruling.softness);
  }

  private static double[] friction(Geom first, Geom second) {
    double[] mu = new double[3];
    for (int i = 0; i < 3; i++) {
      mu[i] = Math.max(LEAST_FRICTION, Math.max(first.friction[i], second.friction[i]));
    }
    return new double[] {mu[0], mu[0], mu[1], mu[2], mu[2]};
  }

  private static double weight(double first, double second) {
    if (first < TINY && second < TINY) {
      return 0.5;
    }
    return first < TINY ? 0 : second < TINY ? 1 : first / (first + second);
  }
}
