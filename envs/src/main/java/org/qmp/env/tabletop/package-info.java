/** An arm led by its hand over a table: Meta-World's tasks. */
@org.jspecify.annotations.NullMarked
package org.qmp.env.tabletop;
