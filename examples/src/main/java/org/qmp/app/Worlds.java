package org.qmp.app;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --env} may name. */
@SuppressWarnings("ImmutableEnumChecker") // the makers have no state
enum Worlds {
  PENDULUM("pendulum", "swing a rod up with a motor too weak to lift it", Pendulum::suite),
  POINT("point", "reach four goals on a noisy floor, one task each", PointReach::suite),
  POINT_FIGURE("point-figure", "reach the one goal in the corner", PointReach::figure);

  private final String key;
  private final String purpose;
  private final Supplier<TaskSuite> maker;

  Worlds(String key, String purpose, Supplier<TaskSuite> maker) {
    this.key = key;
    this.purpose = purpose;
    this.maker = maker;
  }

  String key() {
    return key;
  }

  String purpose() {
    return purpose;
  }

  TaskSuite suite() {
    return maker.get();
  }

  /** All names, with commas. */
  static String names() {
    return Arrays.stream(values()).map(Worlds::key).collect(Collectors.joining(", "));
  }

  /** The worlds that a run's specification names. */
  static TaskSuite suite(String name) {
    return named(name).suite();
  }

  private static Worlds named(String name) {
    return Arrays.stream(values())
        .filter(world -> world.key.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "'" + name + "' is not a world, but " + names() + " are allowed"));
  }

  /** Reads {@code --env}. */
  static final class Named implements ITypeConverter<Worlds> {
    @Override
    public Worlds convert(String text) {
      try {
        return named(text);
      } catch (UsageException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
