package org.qmp.env.physics;

import org.qmp.env.physics.constraint.Dynamics;
import org.qmp.env.physics.constraint.Rows;
import org.qmp.env.physics.contact.Contacts;

/**
 * The numbers of the current state, and the buffers of the stages that compute them, all allocated
 * at once. Vectors lie in ranges of 3, quaternions of 4, spatial vectors of 6, matrices of 9,
 * inertias of 10.
 */
final class State {
  double time;
  final double[] position;
  final double[] velocity;
  final double[] control;

  /** Mocap poses, position and quaternion. */
  final double[] mocap;

  // Kinematics, per body, geom, site, joint, kinematic tree and velocity.
  final double[] origin;
  final double[] orientation;
  final double[] frame;
  final double[] center;
  final double[] principal;
  final double[] treeCenter;
  final double[] inertia;
  final double[] geomOrigin;
  final double[] geomFrame;
  final double[] siteOrigin;
  final double[] siteFrame;
  final double[] jointAnchor;
  final double[] jointAxis;
  final double[] motion;

  // Of each body (acceleration: that at zero joint acceleration, minus gravity) and each velocity.
  final double[] bodyVelocity;
  final double[] bodyAcceleration;
  final double[] bias;

  final Contacts contacts = new Contacts();
  final Rows rows;
  final Dynamics dynamics;

  State(Model model) {
    int nb = model.bodies.count;
    int nv = model.dofs.count;
    position = model.initial.clone();
    velocity = new double[nv];
    control = new double[model.controls()];
    mocap = model.mocap.clone();
    origin = new double[3 * nb];
    orientation = new double[4 * nb];
    frame = new double[9 * nb];
    center = new double[3 * nb];
    principal = new double[9 * nb];
    treeCenter = new double[3 * nb];
    inertia = new double[10 * nb];
    geomOrigin = new double[3 * model.geoms.count];
    geomFrame = new double[9 * model.geoms.count];
    siteOrigin = new double[3 * model.sites.count];
    siteFrame = new double[9 * model.sites.count];
    jointAnchor = new double[3 * model.joints.count];
    jointAxis = new double[3 * model.joints.count];
    motion = new double[6 * nv];
    bodyVelocity = new double[6 * nb];
    bodyAcceleration = new double[6 * nb];
    bias = new double[nv];
    dynamics = new Dynamics(model.dofs.first);
    rows = new Rows(velocity, model.options.timestep);
    orientation[0] = 1;
  }
}
