package org.qmp.env.physics.constraint;

import java.util.Arrays;
import org.qmp.env.physics.contact.Contacts;
import org.qmp.env.physics.contact.Pair;
import org.qmp.env.physics.scene.Options;

/**
 * Active contacts.
 *
 * <pre>
 *   contact, μ = 0     J = n                          r = distance − offset
 *   pyramid            J = n ± μ_k t_k                one r and one R for all: 2 μ²/impratio · R₁,
 *                                                     R₁ with w = w_tran + μ₁² w_tran
 *   cone               J = n, t_1, t_2 …              r, 0, 0 …; R_n, R_n/impratio,
 *                                                     R_n/impratio μ₁²/μ_k²
 * </pre>
 *
 * <p>Source: MuJoCo documentation, Computation, Constraint model; Todorov, Convex and analytically
 * invertible dynamics with contacts and constraints (ICRA 2014).
 */
public final class ContactRows implements Constraint {
  private static final double TINY = 1e-15;

  private final Contacts contacts;
  private final Pair[] pairs;
  private final Jacobian jacobian;
  private final double[] weight;
  private final Options.Cone cone;
  private final double impedanceRatio;

  /** The contact's normal, tangents and the three turns about them, as rows. */
  private final double[] basis;

  /** The columns outside which the basis is 0. */
  private int from;

  private int to;

  /**
   * Contacts.
   *
   * @param weight two inverse weights of each body, 1/kg and 1/(kg m²)
   * @param velocities number of velocities
   */
  public ContactRows(
      Contacts contacts,
      Pair[] pairs,
      Jacobian jacobian,
      double[] weight,
      int velocities,
      Options options) {
    this.contacts = contacts;
    this.pairs = pairs;
    this.jacobian = jacobian;
    this.weight = weight;
    cone = options.cone;
    impedanceRatio = options.impedanceRatio;
    basis = new double[6 * velocities];
  }

  @Override
  public void addTo(Rows rows) {
    for (int c = 0; c < contacts.count; c++) {
      Pair pair = pairs[contacts.pair[c]];
      double r = contacts.distance[c] - pair.offset();
      if (contacts.distance[c] < pair.offset()) {
        basis(c, pair, rows.velocities);
        contacts.row[c] = rows.count;
        if (pair.dimension() == 1) {
          int row = rows.add(1, Rows.ONE_SIDED, from, to);
          System.arraycopy(basis, 0, rows.jacobian, row * rows.velocities, rows.velocities);
          rows.set(row, pair.softness(), r, weight(pair));
        } else {
          switch (cone) {
            case PYRAMIDAL -> pyramid(rows, pair, r);
            case ELLIPTIC -> ellipse(rows, pair, r);
          }
        }
      }
    }
  }

  /** The velocity of the second body at the contact minus that of the first, along the frame. */
  private void basis(int c, Pair pair, int nv) {
    int dim = pair.dimension();
    Arrays.fill(basis, 0, dim * nv, 0);
    double[] at = contacts.point;
    double[] frame = contacts.frame;
    jacobian.add(pair.bodyOfSecond(), 1, at, 3 * c, frame, 9 * c, dim, basis);
    jacobian.add(pair.bodyOfFirst(), -1, at, 3 * c, frame, 9 * c, dim, basis);
    from = Math.min(jacobian.from(pair.bodyOfFirst()), jacobian.from(pair.bodyOfSecond()));
    to = Math.max(jacobian.to(pair.bodyOfFirst()), jacobian.to(pair.bodyOfSecond()));
  }

  private void pyramid(Rows rows, Pair pair, double r) {
    int nv = rows.velocities;
    int edges = 2 * (pair.dimension() - 1);
    int first = rows.add(edges, Rows.ONE_SIDED, from, to);
    double mu = pair.friction()[0];
    double d = pair.softness().impedanceAt(r);
    double held = weight(pair) + mu * mu * weight(pair);
    double regularised =
        Math.max(TINY, 2 * mu * mu / impedanceRatio * Rows.regularisation(d, held));
    for (int edge = 0; edge < edges; edge += 2) {
      int row = first + edge;
      int tangent = (1 + edge / 2) * nv;
      double friction = pair.friction()[edge / 2];
      for (int i = from; i < to; i++) {
        double across = friction * basis[tangent + i];
        rows.jacobian[row * nv + i] = basis[i] + across;
        rows.jacobian[(row + 1) * nv + i] = basis[i] - across;
      }
      rows.set(row, pair.softness(), r, d, regularised);
      rows.set(row + 1, pair.softness(), r, d, regularised);
    }
  }

  private void ellipse(Rows rows, Pair pair, double r) {
    int dim = pair.dimension();
    int first = rows.add(dim, Rows.CONE_TANGENT, from, to);
    rows.kind[first] = Rows.CONE;
    rows.dimension[first] = dim;
    System.arraycopy(basis, 0, rows.jacobian, first * rows.velocities, dim * rows.velocities);
    rows.set(first, pair.softness(), r, weight(pair));
    double normal = 1 / rows.stiffness[first];
    double tangential = normal / impedanceRatio;
    double mu = pair.friction()[0];
    rows.slope[first] = mu * Math.sqrt(tangential / normal);
    double damping = pair.softness().damping(rows.timestep);
    for (int k = 1; k < dim; k++) {
      double other = pair.friction()[k - 1];
      int row = first + k;
      rows.friction[row] = other;
      rows.stiffness[row] = 1 / Math.max(TINY, tangential * mu * mu / (other * other));
      rows.reference[row] = -damping * rows.dot(row, rows.velocity);
    }
  }

  /** The sum of both bodies' inverse weights of translation. */
  private double weight(Pair pair) {
    return weight[2 * pair.bodyOfFirst()] + weight[2 * pair.bodyOfSecond()];
  }
}
