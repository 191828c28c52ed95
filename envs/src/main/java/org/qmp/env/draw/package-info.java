/**
 * One language of pictures for worlds and charts: a {@link org.qmp.env.draw.Picture} is a list of
 * {@link org.qmp.env.draw.Shape}s in a view, and {@link org.qmp.env.draw.Svg} writes it, or a film
 * of several.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.draw;
