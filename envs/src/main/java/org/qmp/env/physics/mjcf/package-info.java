/**
 * Reads MuJoCo's model files: {@link org.qmp.env.physics.mjcf.Mjcf} turns text into a {@code Scene}
 * and lists what had no influence on it.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.physics.mjcf;
