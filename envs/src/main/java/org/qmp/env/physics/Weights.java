package org.qmp.env.physics;

import java.util.Arrays;
import org.qmp.env.physics.math.Spatial;
import org.qmp.env.physics.math.Symmetric;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Rules;

/**
 * Inverse weights in the initial configuration, which scale the constraints.
 *
 * <pre>
 *   velocity i   (M⁻¹)_ii, averaged over the three of a ball, and over each three of a free joint
 *   body         A = J M⁻¹ Jᵀ, J (6×n) at its centre of mass;
 *                translation (A₁₁ + A₂₂ + A₃₃) / 3, rotation (A₄₄ + A₅₅ + A₆₆) / 3
 *   mean         Σ M_ii / n
 * </pre>
 *
 * <p>Under {@link Rules#MUJOCO_3} a body attached to the world by slides along its axes, without
 * children and with its inertial frame at its own, has the inverse weight 1/mass. Source: MuJoCo
 * documentation, Computation, Constraint model, Diagonal approximation.
 */
final class Weights {
  private static final double SINGULAR = 1e-13;
  private static final double SAME = 1e-6;

  private Weights() {}

  static void fill(Model model) {
    State s = new State(model);
    new Kinematics(model, s).run();
    new MassMatrix(model, s).run();
    int nv = model.dofs.count;
    checkPivots(model, s);
    double[] inverse = inverse(s, nv);
    double sum = 0;
    for (int i = 0; i < nv; i++) {
      sum += s.dynamics.mass[i * nv + i];
    }
    model.meanInertia = nv == 0 ? 1 : sum / nv;
    velocities(model, inverse);
    for (int b : model.bodies.moving) {
      body(model, s, inverse, b);
    }
  }

  private static void checkPivots(Model model, State s) {
    int nv = model.dofs.count;
    for (int i = 0; i < nv; i++) {
      double diagonal = s.dynamics.mass[i * nv + i];
      double pivot = 1 / s.dynamics.massFactor[i * nv + i];
      if (!(diagonal > 0) || !(pivot > SINGULAR * diagonal)) {
        Joint joint = model.joints.source[model.dofs.joint[i]];
        throw new ModelException(
            "",
            joint.label() + " of body '" + model.bodies.name[model.dofs.body[i]] + "'",
            "moves no inertia of its own: expected mass below it, or another axis");
      }
    }
  }

  private static double[] inverse(State s, int nv) {
    double[] inverse = new double[nv * nv];
    for (int i = 0; i < nv; i++) {
      double[] column = new double[nv];
      column[i] = 1;
      Symmetric.solve(s.dynamics.massFactor, s.dynamics.first, column);
      System.arraycopy(column, 0, inverse, i * nv, nv);
    }
    return inverse;
  }

  private static void velocities(Model model, double[] inverse) {
    Model.Joints joints = model.joints;
    int nv = model.dofs.count;
    for (int j = 0; j < joints.count; j++) {
      int group = joints.source[j].scalar() ? 1 : 3;
      for (int k = 0; k < joints.kind[j].velocities; k += group) {
        int from = joints.dof[j] + k;
        double sum = 0;
        for (int i = from; i < from + group; i++) {
          sum += inverse[i * nv + i];
        }
        Arrays.fill(model.dofs.weight, from, from + group, sum / group);
      }
    }
  }

  private static void body(Model model, State s, double[] inverse, int b) {
    if (model.options.rules == Rules.MUJOCO_3
        && model.bodies.mass[b] > 0
        && onSlidesOnly(model, b)) {
      model.bodies.weight[2 * b] = 1 / model.bodies.mass[b];
      return;
    }
    int nv = model.dofs.count;
    double[] jacobian = new double[6 * nv];
    int c = 3 * model.bodies.root[b];
    double[] arm = new double[3];
    for (int i = 0; i < 3; i++) {
      arm[i] = s.center[3 * b + i] - s.treeCenter[c + i];
    }
    double[] turned = new double[3];
    for (int i = model.bodies.lastDof[b]; i >= 0; i = model.dofs.parent[i]) {
      Spatial.cross(s.motion, 6 * i, arm, 0, turned, 0);
      for (int k = 0; k < 3; k++) {
        jacobian[k * nv + i] = s.motion[6 * i + 3 + k] + turned[k];
        jacobian[(3 + k) * nv + i] = s.motion[6 * i + k];
      }
    }
    model.bodies.weight[2 * b] = meanOfThree(jacobian, 0, inverse, nv);
    model.bodies.weight[2 * b + 1] = meanOfThree(jacobian, 3, inverse, nv);
  }

  private static double meanOfThree(double[] jacobian, int first, double[] inverse, int nv) {
    double sum = 0;
    for (int row = first; row < first + 3; row++) {
      for (int i = 0; i < nv; i++) {
        for (int j = 0; j < nv; j++) {
          sum += jacobian[row * nv + i] * inverse[i * nv + j] * jacobian[row * nv + j];
        }
      }
    }
    return sum / 3;
  }

  private static boolean onSlidesOnly(Model model, int b) {
    Model.Bodies bodies = model.bodies;
    int p = bodies.parent[b];
    boolean onWorld = p == 0 || (bodies.parent[p] == 0 && bodies.joints[p] == 0);
    boolean slides = bodies.joints[b] > 0;
    for (int j = bodies.firstJoint[b]; j < bodies.firstJoint[b] + bodies.joints[b]; j++) {
      slides &= model.joints.kind[j] == Joint.Kind.SLIDE && alongAnAxis(model.joints, j);
    }
    boolean centered = Math.abs(Math.abs(bodies.principal[4 * b]) - 1) < SAME;
    for (int i = 0; i < 3; i++) {
      centered &= Math.abs(bodies.center[3 * b + i]) < SAME;
      centered &= Math.abs(bodies.principal[4 * b + 1 + i]) < SAME;
    }
    boolean bears = false;
    for (int child = b + 1; child < bodies.count; child++) {
      bears |= bodies.parent[child] == b;
    }
    return onWorld && slides && centered && !bears;
  }

  private static boolean alongAnAxis(Model.Joints joints, int j) {
    int along = 0;
    boolean atFrame = true;
    for (int i = 0; i < 3; i++) {
      along += joints.axis[3 * j + i] == 0 ? 0 : 1;
      atFrame &= joints.anchor[3 * j + i] == 0;
    }
    return along == 1 && atFrame;
  }
}
