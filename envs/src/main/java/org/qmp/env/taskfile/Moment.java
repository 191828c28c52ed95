package org.qmp.env.taskfile;

import org.qmp.env.Chance;
import org.qmp.env.physics.Simulation;

/**
 * The state in which expressions are evaluated.
 *
 * @param action the last action, in [−1, 1]; zeros after a reset
 * @param chance source of the random numbers of a reset
 */
record Moment(Simulation simulation, double[] action, Chance chance) {}
