/**
 * A simulator of rigid bodies in joint coordinates with the dynamics of MuJoCo: armature, implicit
 * damping, Runge–Kutta, and soft constraints solved as one convex problem.
 *
 * <p>A mechanism is described as a {@link org.qmp.env.physics.scene.Scene}, by hand or read from a
 * file by {@link org.qmp.env.physics.mjcf.Mjcf}, and compiled to a {@link
 * org.qmp.env.physics.Model}. A {@link org.qmp.env.physics.Simulation} moves it:
 *
 * <pre>{@code
 * Simulation walker = new Simulation(Mechanism.WALKER_V1.model(Rules.MUJOCO_2_1));
 * walker.setControl(0, 0.5);
 * walker.step();
 * double height = walker.bodyPosition(walker.model().body("torso"), 2);
 * }</pre>
 *
 * <p>A step reads as a page in {@code Simulation.forward}; each of its stages is one file headed by
 * its equations: {@code Kinematics} (poses), {@code MassMatrix} (composite rigid bodies), {@code
 * contact.Collisions} (contacts), {@code Bias} (recursive Newton–Euler), {@code SmoothForces} (with
 * {@code Drag}), {@code constraint.Rows} (rows of constraints), {@code constraint.Newton} (the
 * solver) and {@code Integrator}. All work on flat arrays that are allocated once. The functions
 * sin, cos, pow and atan2 are those of {@code StrictMath}, so that every bit of a trajectory is the
 * same everywhere.
 *
 * <pre>
 *   math ◄── scene ◄── mjcf ◄───────┐
 *     ▲        ▲                    │
 *     contact ◄── constraint ◄── physics
 * </pre>
 *
 * <p>If releases of MuJoCo differ, {@link org.qmp.env.physics.scene.Rules} selects one. Sources:
 * MuJoCo documentation, chapters Computation and Modeling; Todorov, Convex and analytically
 * invertible dynamics with contacts and constraints for control and estimation in MuJoCo (ICRA
 * 2014); Featherstone, Rigid Body Dynamics Algorithms (2008).
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.physics;
