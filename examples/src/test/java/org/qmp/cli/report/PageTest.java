package org.qmp.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.Series;
import org.qmp.env.draw.Picture;

/** A page is one file of valid HTML, whatever the names in it are. */
public final class PageTest {
  private static final String EVIL = "</script><!--\" '&<img src=x onerror=alert(1)>\u2028\u0000";
  private static final Set<String> VOID = Set.of("meta", "link", "br", "img", "input");

  private static Page page() {
    List<Series.Moment> points =
        List.of(
            new Series.Moment(10, 1 / 3.0, -0.5, 2e-9), new Series.Moment(20, Double.NaN, 1, 2));
    List<Series> lines = List.of(new Series(EVIL, EVIL, 3, points));
    Page page = new Page(EVIL, EVIL);
    page.section(
        EVIL,
        p -> {
          p.lead(EVIL);
          p.paragraph(EVIL);
          p.link(EVIL, EVIL);
          p.curves(List.of(Curves.of(EVIL, EVIL, true, lines)));
          p.table(new Table(EVIL, List.of(List.of(EVIL, EVIL), List.of(EVIL, EVIL))));
          p.details(EVIL, inside -> inside.code(EVIL));
          p.picture(new Picture(EVIL, EVIL, new Picture.View(0, 0, 1, 1), List.of()));
        });
    return page;
  }

  @Test
  void namesCannotInjectMarkup() throws IOException {
    String html = page().html(false);
    requireSound(html);
    assertFalse(html.contains("<img"), html);
    assertFalse(html.contains("\u2028</"), "JSON is no place for line separators");
    assertEquals(1, html.split("<script id=\"data\"", -1).length - 1);
    assertTrue(html.contains("[[10,0.333333,-0.5,2E-9],[20,null,1,2]]"), html);
    String news = page().data(true);
    assertTrue(news.contains("\"live\":true"), news);
    assertTrue(news.chars().noneMatch(c -> "<>&\n\u2028\u2029".indexOf(c) >= 0), news);
  }

  @Test
  void theSameContentHasTheSameBytes() {
    assertEquals(page().html(false), page().html(false));
  }

  @Test
  void styleAndScriptAreSmall() {
    assertTrue(Page.template().getBytes(StandardCharsets.UTF_8).length < 25_000);
  }

  /** Requires that all tags are closed in order, and that nothing is fetched from elsewhere. */
  public static void requireSound(String html) {
    String bare = html.replaceAll("(?s)(<(script|style)[^>]*>).*?</\\2>", "$1</$2>");
    Matcher tags = Pattern.compile("<(/?)([a-zA-Z0-9]+)((?:[^<>\"]|\"[^\"]*\")*)>").matcher(bare);
    Deque<String> open = new ArrayDeque<>();
    int end = 0;
    while (tags.find()) {
      String between = bare.substring(end, tags.start());
      assertTrue(end == 0 || !between.matches("(?s).*[<>].*"), between);
      end = tags.end();
      if (!tags.group(1).isEmpty()) {
        assertEquals(tags.group(2), open.pop());
      } else if (!VOID.contains(tags.group(2)) && !tags.group(3).endsWith("/")) {
        open.push(tags.group(2));
      }
      Matcher links = Pattern.compile("(?:src|href|action)=\"([^\"]*)\"").matcher(tags.group(3));
      while (links.find()) {
        assertFalse(links.group(1).matches("(?i)\\s*([a-z]+:)?//.*"), links.group());
      }
    }
    assertEquals(List.of(), List.copyOf(open));
    assertFalse(html.contains("http://") || html.contains("https://"), "refers to another site");
    assertFalse(html.contains("@import") || html.contains("url("), "fetches a style");
  }
}
