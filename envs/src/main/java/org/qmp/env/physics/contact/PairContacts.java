package org.qmp.env.physics.contact;

import org.qmp.env.physics.scene.Rules;

/** The common part of all contact finders: the shapes, their poses, and the output. */
abstract class PairContacts {
  static final double TINY = 1e-15;

  /** Of the geoms, 3 numbers each. */
  final double[] size;

  /** The origins of the geoms' frames in the world, 3 numbers each. */
  final double[] x;

  /** The matrices of the geoms' frames, 9 numbers each. */
  final double[] m;

  final Rules rules;
  final Contacts contacts;

  /** Scratch. */
  final double[] c;

  PairContacts(Collisions all, double[] scratch) {
    size = all.shapes.size;
    x = all.origin;
    m = all.frame;
    rules = all.rules;
    contacts = all.contacts;
    c = scratch;
  }
}
