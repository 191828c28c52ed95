/**
 * Layers, optimisers and initialisers, and what they stand on: random numbers that are the same
 * everywhere and weights in a file that other libraries can read.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.nn;
