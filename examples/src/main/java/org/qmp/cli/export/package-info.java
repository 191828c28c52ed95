/** What a run has learned, written for other programs: ONNX models and classes of Java. */
@org.jspecify.annotations.NullMarked
package org.qmp.cli.export;
