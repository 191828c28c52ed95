/**
 * What users name on the command line: suites, methods, settings, files; and messages about wrong
 * input.
 */
@NullMarked
package org.qmp.cli.option;

import org.jspecify.annotations.NullMarked;
