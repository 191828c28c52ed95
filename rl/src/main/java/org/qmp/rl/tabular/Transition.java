package org.qmp.rl.tabular;

/**
 * One step of experience.
 *
 * @param reward the learner's own task's
 * @param collector who acted, for the record; no learner reads it
 */
public record Transition(int state, int action, double reward, int next, int collector) {}
