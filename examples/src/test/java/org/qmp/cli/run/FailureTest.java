package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.UsageException;

/** Failures as text for users. */
final class FailureTest {
  @Test
  void javaExceptionsBecomeWords() {
    assertEquals("index out of bounds: 4", Failure.text(new IndexOutOfBoundsException("4")));
    assertEquals("illegal state", Failure.text(new IllegalStateException()));
    assertEquals("out of memory: heap", Failure.text(new OutOfMemoryError("heap")));
    assertEquals("the message", Failure.text(new Exception("the message")));
    assertEquals("unknown error", Failure.text(new Exception()));
    assertEquals("--seed is missing", Failure.text(new UsageException("--seed is missing")));
  }

  @Test
  void theFailureOfAFileFollowsItsName() {
    assertEquals("a: permission denied", Failure.ofFile(new AccessDeniedException("a")));
    assertEquals("a: no such file or directory", Failure.ofFile(new NoSuchFileException("a")));
    assertEquals("a: not a directory", Failure.ofFile(new NotDirectoryException("a")));
    assertEquals(
        "a: a file of this name is in the way",
        Failure.ofFile(new FileAlreadyExistsException("a")));
    assertEquals("a", Failure.ofFile(new FileSystemException("a")));
    assertEquals(
        "a -> b: disk is full", Failure.ofFile(new FileSystemException("a", "b", "disk is full")));
    assertEquals("a is damaged", Failure.ofFile(new IOException("a is damaged")));
    assertEquals("reading or writing failed", Failure.ofFile(new IOException()));
  }

  @Test
  void aProgramErrorNamesTheLineOfTheProgram() {
    IllegalStateException error = new IllegalStateException("odd");
    error.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.util.List", "get", "List.java", 7),
          new StackTraceElement("org.qmp.rl.Agent", "run", "Agent.java", 12),
          new StackTraceElement("org.qmp.cli.Qmp", "main", "Qmp.java", 3)
        });
    assertEquals(
        "failed unexpectedly: illegal state: odd (Agent.java, line 12)", Failure.unforeseen(error));
    error.setStackTrace(new StackTraceElement[0]);
    assertEquals("failed unexpectedly: illegal state: odd", Failure.unforeseen(error));
    OutOfMemoryError memory = new OutOfMemoryError("Java heap space");
    assertTrue(Failure.unforeseen(memory).contains("; Java may use "));
  }
}
