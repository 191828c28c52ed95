package org.qmp.env.tabletop;

/** The origin of something in the scene, where the last forward pass has put it. */
final class Marker extends Point3 {
  /** What has a place. */
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
