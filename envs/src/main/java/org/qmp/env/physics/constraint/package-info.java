/**
 * Soft constraints: one class for each kind adds its {@code Rows}, and {@code Newton} finds the
 * acceleration of least cost.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.physics.constraint;
