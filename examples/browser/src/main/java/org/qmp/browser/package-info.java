/**
 * A run that learns in a browser's tab, with the library's own classes and with its bits.
 *
 * <p>{@link org.qmp.browser.Playground} is what the page calls; {@link org.qmp.browser.LiveRun} is
 * the run behind it, which runs on a JVM all the same.
 */
@NullMarked
package org.qmp.browser;

import org.jspecify.annotations.NullMarked;
