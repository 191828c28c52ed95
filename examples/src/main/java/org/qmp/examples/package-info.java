/** Short programs, each teaching one thing. */
@org.jspecify.annotations.NullMarked
package org.qmp.examples;
