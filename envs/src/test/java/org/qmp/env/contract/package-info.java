/**
 * Tests that every environment must pass, published as the test-jar of this module; {@link
 * org.qmp.env.contract.EnvironmentContract} explains how to use them.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.contract;
