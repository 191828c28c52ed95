package org.qmp.cli.draw;

/**
 * Pixels.
 *
 * @param pixels 0xRRGGBB, row by row from the top
 */
record Image(int width, int height, int[] pixels) {}
