/** What a run has learned, written for other programs: ONNX models and Java classes. */
@org.jspecify.annotations.NullMarked
package org.qmp.cli.export;
