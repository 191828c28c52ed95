/**
 * Layers, optimisers and initialisers; random numbers that are the same everywhere; and weight
 * files that other libraries can read.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.nn;
