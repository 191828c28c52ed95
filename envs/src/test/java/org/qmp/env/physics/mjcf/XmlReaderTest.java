package org.qmp.env.physics.mjcf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.physics.scene.ModelException;

/** Well-formed files are read, and others do no harm. */
final class XmlReaderTest {

  private static String refused(String text) {
    ModelException e =
        assertThrows(ModelException.class, () -> XmlReader.read("f", text, new TreeSet<>()));
    return String.valueOf(e.getMessage());
  }

  @Test
  void elementsAttributesAndEntitiesAreRead() {
    XmlElement root =
        XmlReader.read(
            "f",
            "\uFEFF<?xml version='1.0'?>\n<!-- a < b -->\n<a x='1' y=\"&lt;&amp;&#65;&#x42;'\">\n <b/><c ></c>\n</a>\n",
            new TreeSet<>());
    assertEquals("a", root.name());
    assertEquals(3, root.line());
    assertEquals("<&AB'", root.attributes().get("y"));
    assertEquals(List.of("b", "c"), root.children().stream().map(XmlElement::name).toList());
    assertEquals(4, root.children().get(0).line());
  }

  @Test
  void namesAreKeptAndValuesAreNormalised() {
    XmlElement root =
        XmlReader.read(
            "f",
            "<a:b.c-d_1 x='1\t2\r3\n4' y='&gt;&quot;&apos;' z='&#xD7FF;'></a:b.c-d_1 >",
            new TreeSet<>());
    assertEquals("a:b.c-d_1", root.name());
    assertEquals("1 2 3 4", root.attributes().get("x"));
    assertEquals(">\"'", root.attributes().get("y"));
    assertEquals("\uD7FF", root.attributes().get("z"));
  }

  /** MuJoCo skips it too: a stray character or the rest of a comment, even before the root. */
  @Test
  void textBetweenElementsIsSkipped() {
    Set<String> ignored = new TreeSet<>();
    XmlElement root =
        XmlReader.read(
            "f", "stray <a>>\n & ; <b>text</b> <!-- <c/> --> ]]> <d/> \n .</a>", ignored);
    assertEquals(List.of("b", "d"), root.children().stream().map(XmlElement::name).toList());
    assertEquals(2, root.children().get(1).line());
    assertEquals(Set.of("text between elements"), ignored);
    Set<String> none = new TreeSet<>();
    XmlReader.read("f", " <!-- x --> <a> \n\t <b/> </a> <!-- y --> ", none);
    assertEquals(Set.of(), none);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                         | expected '<', found the end of the file
          <a                         | the file ends within <a>
          <a>                        | expected '<', found the end of the file
          <a></b>                    | </b> closes <a> of line 1
          <a/><b/>                   | something follows the root element
          <a x='1' x='2'/>           | has the attribute 'x' twice
          <a x=1/>                   | the value of 'x' is not in quotes
          <a x='1'y='2'/>            | a space is missing
          <a x='1                    | the file ends within the value of 'x'
          <a x='<'/>                 | has a '<' in it
          <a x='&b;'/>               | is no entity known here
          <a x='&#0;'/>              | is no entity known here
          <a x='&#xFFFFFFFFF;'/>     | is no entity known here
          <a x='&#31;'/>             | is no entity known here
          <a x='&#xD800;'/>          | is no entity known here
          <a x='&#00000065;'/>       | is no entity known here
          <a x='&#x1F600;'/>         | is no entity known here
          <a é='1'/>                 | expected an attribute of <a>, found 'é='1'/>'
          <a$/>                      | a space is missing
          <a x='&'/>                 | is no entity known here
          text                       | expected '<', found the end of the file
          <a/>text                   | something follows the root element
          <a>text                    | expected '<', found the end of the file
          <a>1 < 2</a>               | expected an element's name, found ' 2</a>'
          <a><![CDATA[x]]></a>       | document types, raw text and instructions are not read
          <!DOCTYPE a><a/>           | document types, raw text and instructions are not read
          <a><!-- </a>               | the file ends within a comment that begins in line 1
          <a><?php ?></a>            | document types, raw text and instructions are not read
          """)
  void brokenFilesAreRefused(String text, String message) {
    String found = refused(text);
    assertTrue(found.startsWith("f:1: ") && found.contains(message), found);
  }

  /** An entity has at most eight characters between the ampersand and the semicolon. */
  @Test
  void charactersByNumberAreReadUpToTheEndsOfTheirRange() {
    XmlElement root =
        XmlReader.read("f", "<a x='&#32;&#0000065;&#55295;&#x0d7ff;'/>", new TreeSet<>());
    assertEquals(" A\uD7FF\uD7FF", root.attributes().get("x"));
    assertTrue(refused("<a x='&#55296;'/>").contains("is no entity known here"));
  }

  @Test
  void twoHundredNestedElementsAreReadAndOneMoreIsRefused() {
    XmlElement inner = XmlReader.read("f", "<a>".repeat(200) + "</a>".repeat(200), new TreeSet<>());
    int depth = 1;
    while (!inner.children().isEmpty()) {
      inner = inner.children().get(0);
      depth++;
    }
    assertEquals(200, depth);
    assertTrue(refused("<a>".repeat(201) + "</a>".repeat(201)).contains("deeper than 200"));
  }

  @Test
  void deepNestingIsRefusedBeforeTheStackOverflows() {
    assertTrue(refused("<a>".repeat(1_000_000)).contains("nested deeper than 200"));
  }

  @Test
  void entityBombsDoNotExplode() {
    assertTrue(
        refused("<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY c '&b;&b;'>]><a x='&c;'/>")
            .contains("document types"));
  }

  @Test
  void fourMillionCharactersAreReadAndOneMoreIsRefused() {
    String most = "<a/>" + " ".repeat(4_000_000 - 4);
    assertEquals("a", XmlReader.read("f", most, new TreeSet<>()).name());
    assertEquals("f: 4000001 characters, expected at most 4000000", refused(most + " "));
  }
}
