package org.qmp.env.taskfile;

import org.qmp.env.Chance;
import org.qmp.env.physics.Simulation;

/**
 * What expressions are about.
 *
 * @param action the action that led here, in [−1, 1]; zeros after a reset
 * @param chance for what a reset draws
 */
record Moment(Simulation simulation, double[] action, Chance chance) {}
