package org.qmp.env.physics.contact;

import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Softness;

/**
 * Two geoms that may touch, and the parameters of their contacts.
 *
 * @param shapes finds their contacts
 * @param first geom, of the earlier {@link Geom.Kind}
 * @param second geom, to which normals lead
 * @param bodyOfFirst body that carries the first
 * @param bodyOfSecond body that carries the second
 * @param margin m; contacts are found at this distance and closer
 * @param offset m; contacts act closer than this
 * @param dimension 1, 3, 4 or 6
 * @param friction of the two tangents, of spin and of rolling about the two tangents
 * @param softness of the contact
 */
public record Pair(
    Kinds shapes,
    int first,
    int second,
    int bodyOfFirst,
    int bodyOfSecond,
    double margin,
    double offset,
    int dimension,
    double[] friction,
    Softness softness) {

  /** How contacts are found: by a rule for two shapes, or by the one for all convex shapes. */
  public enum Kinds {
    PLANE_SPHERE,
    PLANE_CAPSULE,
    PLANE_CYLINDER,
    PLANE_BOX,
    SPHERE_SPHERE,
    SPHERE_CAPSULE,
    SPHERE_BOX,
    CAPSULE_CAPSULE,
    CAPSULE_BOX,
    BOX_BOX,
    CONVEX;

    /**
     * The rule for two geoms, the earlier kind first.
     *
     * @throws ModelException if there is none
     */
    public static Kinds of(Geom first, Geom second) {
      String name = first.kind + "_" + second.kind;
      for (Kinds kinds : values()) {
        if (kinds.name().equals(name)) {
          return kinds;
        }
      }
      if (first.kind != Geom.Kind.ELLIPSOID && second.kind != Geom.Kind.ELLIPSOID) {
        return CONVEX;
      }
      throw new ModelException(
          "",
          first.label() + " and " + second.label(),
          "may touch, but no contacts are found between such shapes: set contype and"
              + " conaffinity, or exclude their bodies");
    }
  }
}
