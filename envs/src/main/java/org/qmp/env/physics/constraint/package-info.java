/**
 * Soft constraints: one class for each kind adds its {@code Rows}, and {@code Newton} finds the
 * acceleration that obeys them all at the least cost.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.physics.constraint;
