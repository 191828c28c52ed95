package org.qmp.env.physics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts the contents of included files where {@code <include file="…"/>} stands. */
final class Includes {
  private static final int DEEPEST = 10;
  private static final int MOST = 100;

  private final Mjcf.Resolver resolver;
  private final Set<String> ignored;
  private int count;

  Includes(Mjcf.Resolver resolver, Set<String> ignored) {
    this.resolver = resolver;
    this.ignored = ignored;
  }

  XmlElement expand(XmlElement root) {
    return expand(root, 0);
  }

  private XmlElement expand(XmlElement element, int depth) {
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
    Attributes a = new Attributes(include, List.of());
    String file = a.required("file");
    a.done();
    if (++count > MOST || depth == DEEPEST) {
      throw include.error(
          "more than "
              + MOST
              + " files, or deeper than "
              + DEEPEST
              + ", or one that includes itself");
    }
    String text = resolver.text(file);
    if (text == null) {
      throw a.error("file", "is '" + file + "', which nobody here can find");
    }
    return XmlReader.read(file, text, ignored);
  }
}
