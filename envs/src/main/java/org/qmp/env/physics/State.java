package org.qmp.env.physics;

/**
 * The numbers of one moment, and the buffers of the stages that compute them, all allocated at
 * once. Vectors lie in ranges of 3, quaternions of 4, spatial vectors of 6, matrices of 9, inertias
 * of 10.
 */
final class State {
  double time;
  final double[] position;
  final double[] velocity;
  final double[] control;

  /**
   * The acceleration from which the solver may start: of the last step, or of the last forward
   * pass.
   */
  final double[] warm;

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

  // Mass matrix, nv × nv, its lower triangle, and its factor.
  final double[] composite;
  final double[] mass;
  final double[] massFactor;

  // Velocities and forces.
  final double[] bodyVelocity;
  final double[] motionRate;
  final double[] bodyAcceleration;
  final double[] bodyForce;
  final double[] bias;
  final double[] smoothForce;
  final double[] smoothAcceleration;
  final double[] constraintForce;
  final double[] acceleration;

  final Contacts contacts = new Contacts();
  final Rows rows;

  // Scratch of one stage.
  final double[] six = new double[6];
  final double[] quaternion = new double[8];

  State(Model model) {
    int nb = model.bodies.count;
    int nv = model.dofs.count;
    position = model.initial.clone();
    velocity = new double[nv];
    control = new double[model.controls()];
    warm = new double[nv];
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
    composite = new double[10 * nb];
    mass = new double[nv * nv];
    massFactor = new double[nv * nv];
    bodyVelocity = new double[6 * nb];
    motionRate = new double[6 * nv];
    bodyAcceleration = new double[6 * nb];
    bodyForce = new double[6 * nb];
    bias = new double[nv];
    smoothForce = new double[nv];
    smoothAcceleration = new double[nv];
    constraintForce = new double[nv];
    acceleration = new double[nv];
    rows = new Rows(nv);
    orientation[0] = 1;
    Kinematics.placeAll(model, this);
  }
}
