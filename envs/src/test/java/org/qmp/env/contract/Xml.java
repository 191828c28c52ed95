package org.qmp.env.contract;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** The XML parser of the JDK, as an independent check. */
public final class Xml {
  private Xml() {}

  /**
   * Parses a text as XML.
   *
   * @throws AssertionError if it is not well-formed XML
   */
  public static Document requireWellFormed(String text) {
    try {
      DocumentBuilder reader = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      reader.setErrorHandler(new DefaultHandler());
      return reader.parse(new InputSource(new StringReader(text)));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + e.getMessage() + "\n" + text, e);
    }
  }
}
