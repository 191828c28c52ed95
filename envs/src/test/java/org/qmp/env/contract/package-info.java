/**
 * What any world must pass. Published as the test-jar of this module; {@link
 * org.qmp.env.contract.EnvironmentContract} says how it is used.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.contract;
