package org.qmp.env.physics;

import java.util.List;
import java.util.Map;

/** An element of a model file, its attributes in the order of the file. */
record XmlElement(
    String source,
    int line,
    String name,
    Map<String, String> attributes,
    List<XmlElement> children) {

  /** An error at this element, with the place at which it stands. */
  ModelException error(String message) {
    return new ModelException(where() + ": <" + name + ">: " + message);
  }

  String where() {
    return source + ":" + line;
  }
}
