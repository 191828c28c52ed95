/**
 * The description of a mechanism: a {@link org.qmp.env.physics.scene.Scene} holds a tree of {@link
 * org.qmp.env.physics.scene.Body bodies} with joints, geoms and sites, the actuators, and the
 * {@link org.qmp.env.physics.scene.Options} of a step. Parts are plain data that may be changed
 * until {@code Model.of(scene)} compiles them; it checks every number.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.physics.scene;
