package org.qmp.env.physics.mjcf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/**
 * A model file that was read: its scene, and the parts of it that have no effect.
 *
 * <p>The supported part of MuJoCo's format is what mechanisms like those of this library need:
 *
 * <ul>
 *   <li>{@code compiler}: angle, eulerseq, autolimits, coordinate (local), inertiafromgeom,
 *       inertiagrouprange, boundmass, boundinertia, settotalmass
 *   <li>{@code option}: timestep, gravity, integrator (Euler, RK4), cone, iterations, tolerance,
 *       impratio, density, viscosity, wind; solver (Newton; CG and PGS seek the same optimum, and
 *       Newton finds it)
 *   <li>{@code flag}: constraint, passive, contact, equality, limit, frictionloss, spring, damper,
 *       gravity, clampctrl, actuation, eulerdamp, filterparent
 *   <li>{@code default}: nested classes for joint, geom, mesh, site, equality, tendon, motor,
 *       position, velocity
 *   <li>{@code asset}: mesh with vertices in the file, of which the convex hull counts; unlike in
 *       MuJoCo its frame is kept, whose origin must lie within the hull, and it has no mass
 *   <li>{@code worldbody}: body (also mocap), inertial, joint, freejoint, geom (plane, sphere,
 *       capsule, ellipsoid, cylinder, box, mesh; fromto), site; positions, and orientations by
 *       quat, axisangle, euler, xyaxes or zaxis
 *   <li>{@code contact}: exclude
 *   <li>{@code equality}: joint, weld (with relpose, anchor 0, torquescale 1)
 *   <li>{@code actuator}: motor, position and velocity on slides and hinges
 *   <li>{@code include}, through a resolver
 * </ul>
 *
 * <p>Parts without effect on the motion are skipped and listed in {@link #ignored}: lights,
 * cameras, materials and colours, meshes that are only drawn, sensors, keyframes, custom and user
 * data, memory sizes, text between elements, tendons without limit, spring, damping, friction,
 * armature or actuator, equalities that are not active. Anything else is an error that names the
 * element, the attribute and the line. Source: MuJoCo documentation, XML Reference.
 *
 * @param scene what the file describes
 * @param ignored elements and attributes without influence on the motion, each once
 */
public record Mjcf(Scene scene, List<String> ignored) {

  /** Finds the text of an included file. */
  @FunctionalInterface
  public interface Resolver {
    /** The text of the file of a name, or null if there is none. */
    @Nullable String text(String file);
  }

  public Mjcf {
    ignored = List.copyOf(ignored);
  }

  /**
   * Reads a file and those that it includes.
   *
   * @param source how messages call the file
   * @throws ModelException if the text is not such a model, naming the line
   */
  public static Mjcf read(String source, String text, Rules rules, Resolver resolver) {
    Inert inert = new Inert();
    XmlElement root = XmlReader.read(source, text, inert.ignored);
    root = new Includes(resolver, inert).expand(root, 0);
    return new Mjcf(
        new SceneReader(root, rules, inert, new Defaults(inert)).read(),
        List.copyOf(inert.ignored));
  }

  /** Reads a file that includes no other. */
  public static Mjcf read(String source, String text, Rules rules) {
    return read(source, text, rules, file -> null);
  }

  /** Replaces {@code <include file="…"/>} by the contents of the files. */
  private static final class Includes {
    private static final int DEEPEST = 10;
    private static final int MOST = 100;

    private final Resolver resolver;
    private final Inert inert;
    private int count;

    Includes(Resolver resolver, Inert inert) {
      this.resolver = resolver;
      this.inert = inert;
    }

    XmlElement expand(XmlElement element, int depth) {
      List<XmlElement> children = new ArrayList<>();
      for (XmlElement child : element.children()) {
        if (child.name().equals("include")) {
          children.addAll(expand(included(child, depth), depth + 1).children());
        } else {
          children.add(expand(child, depth));
        }
      }
      return new XmlElement(
          element.source(), element.line(), element.name(), element.attributes(), children);
    }

    private XmlElement included(XmlElement include, int depth) {
      include.requireNoChildren();
      Attributes a = new Attributes(include, List.of(), inert);
      String file = a.required("file");
      a.done();
      if (++count > MOST || depth == DEEPEST) {
        throw include.error(
            "more than "
                + (MOST + " files, or deeper than " + DEEPEST)
                + ", or one that includes itself");
      }
      String text = resolver.text(file);
      if (text == null) {
        throw a.error("file", "is '" + file + "', which cannot be found");
      }
      return XmlReader.read(file, text, inert.ignored);
    }
  }

  /**
   * Reads a resource beside a class, with the files that it includes from the same place. A named
   * module must open the package of the class.
   *
   * @throws ModelException if there is none, or if it is not a model
   * @throws UncheckedIOException if it cannot be read
   */
  public static Mjcf resource(Class<?> beside, String name, Rules rules) {
    String text = text(beside, name);
    if (text == null) {
      throw new ModelException(
          "", "", "no resource '" + name + "' lies beside " + beside.getName());
    }
    return read(name, text, rules, file -> text(beside, file));
  }

  private static @Nullable String text(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
