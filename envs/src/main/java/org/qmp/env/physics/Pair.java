package org.qmp.env.physics;

/**
 * Two geoms that may touch, and how.
 *
 * @param touching what finds their contacts
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
record Pair(
    Touching touching,
    int first,
    int second,
    int bodyOfFirst,
    int bodyOfSecond,
    double margin,
    double offset,
    int dimension,
    double[] friction,
    Softness softness) {}
