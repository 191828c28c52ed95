/**
 * Contacts of shapes: {@code Collisions} looks at the pairs that may touch, and one class for each
 * family of shapes finds their {@code Contacts}, in closed form or, where there is none, by {@code
 * PortalContacts}. Knows nothing of joints or forces.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.physics.contact;
