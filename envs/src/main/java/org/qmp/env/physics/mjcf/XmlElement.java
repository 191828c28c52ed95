package org.qmp.env.physics.mjcf;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.qmp.env.physics.scene.ModelException;

/** An element of a model file, its attributes in the order of the file. */
record XmlElement(
    String source,
    int line,
    String name,
    Map<String, String> attributes,
    List<XmlElement> children) {

  String where() {
    return source + ":" + line;
  }

  ModelException error(String problem) {
    return new ModelException(where() + ": <" + name + ">", "", problem);
  }

  ModelException error(String attribute, String problem) {
    return new ModelException(
        where() + ": <" + name + ">", "attribute '" + attribute + "'", problem);
  }

  /** The error of an element in the wrong parent. */
  ModelException misplaced(XmlElement around) {
    return error("is not supported in <" + around.name + ">");
  }

  /** The children, which all must have one of these names. */
  List<XmlElement> only(String... names) {
    for (XmlElement child : children) {
      if (!List.of(names).contains(child.name)) {
        throw child.misplaced(this);
      }
    }
    return children;
  }

  void requireNoChildren() {
    if (!children.isEmpty()) {
      throw children.get(0).misplaced(this);
    }
  }

  /** A part of the scene; if its numbers are wrong, the error names their place in the file. */
  <T> T part(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (ModelException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }
}
