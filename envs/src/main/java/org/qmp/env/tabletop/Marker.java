package org.qmp.env.tabletop;

/** The origin of a part of the scene, as of the last forward pass. */
final class Marker extends Point3 {
  /** The kinds of parts with a place. */
  enum Kind {
    BODY,
    GEOM,
    SITE
  }

  final Kind kind;
  final String name;

  Marker(Kind kind, String name) {
    this.kind = kind;
    this.name = name;
  }
}
