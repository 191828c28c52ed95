/**
 * Charts, films and stills, and how they become pixels: a painter, a font, and writers of PNG and
 * GIF files that need only {@code java.base} and give the same bytes everywhere.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.cli.draw;
