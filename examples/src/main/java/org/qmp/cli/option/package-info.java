/**
 * What the command line names: suites, methods, settings, directories, and what is wrong with them.
 */
@NullMarked
package org.qmp.cli.option;

import org.jspecify.annotations.NullMarked;
