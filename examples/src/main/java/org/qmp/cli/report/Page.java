package org.qmp.cli.report;

import static org.qmp.env.draw.Svg.escape;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.Film;
import org.qmp.cli.run.OutputFile;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Svg;

/**
 * A page, built from top to bottom: sections with a heading, and in them text, curves, tables and
 * pictures. All texts are escaped here, so they may contain any characters. Equal content gives
 * equal bytes.
 */
public final class Page {
  private static final String NAMESPACE = " xmlns=\"http://www.w3.org/2000/svg\"";

  private final String title;
  private final StringBuilder body = new StringBuilder();
  private final List<List<Curves>> charts = new ArrayList<>();

  /**
   * An empty page with a head.
   *
   * @param title names it, in one line
   * @param subtitle says more, in one line
   */
  public Page(String title, String subtitle) {
    this.title = title;
    body.append("<header id=\"head\"><h1>").append(escape(title)).append("</h1>");
    body.append("<p class=\"soft\">").append(escape(subtitle)).append("</p></header>\n");
  }

  public String title() {
    return title;
  }

  /** The content of a section. */
  public interface Content {
    void addTo(Page page);
  }

  /** Adds a section; no two sections have the same heading. */
  public void section(String heading, Content content) {
    String id = heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    body.append("<section id=\"").append(id).append("\"><h2>");
    body.append(escape(heading)).append("</h2>\n");
    content.addTo(this);
    body.append("</section>\n");
  }

  /** Adds the statement of the whole page, in large letters. */
  public void lead(String text) {
    body.append("<p class=\"lead\">").append(escape(text)).append("</p>\n");
  }

  public void paragraph(String text) {
    body.append("<p>").append(escape(text)).append("</p>\n");
  }

  /** Adds a link to a page beside this one. */
  public void link(String address, String text) {
    body.append("<p><a href=\"").append(escape(address)).append("\">");
    body.append(escape(text)).append("</a></p>\n");
  }

  public void code(String text) {
    body.append("<pre><code>").append(escape(text)).append("</code></pre>\n");
  }

  /** Adds content that is collapsed at first. */
  public void details(String summary, Content content) {
    body.append("<details><summary>").append(escape(summary)).append("</summary>\n");
    content.addTo(this);
    body.append("</details>\n");
  }

  /** Adds one chart, whose views a reader can choose between. */
  public void curves(List<Curves> views) {
    body.append("<div class=\"chart\" data-chart=\"").append(charts.size()).append("\"></div>\n");
    charts.add(List.copyOf(views));
  }

  public void table(Table table) {
    body.append("<div class=\"wide\" tabindex=\"0\"><table>");
    if (!table.title().isEmpty()) {
      body.append("<caption>").append(escape(table.title())).append("</caption>");
    }
    List<String> head = table.rows().get(0);
    if (head.stream().anyMatch(cell -> !cell.isEmpty())) {
      body.append("<thead>").append(row(head, "col")).append("</thead>");
    }
    body.append("<tbody>");
    table.rows().stream().skip(1).forEach(row -> body.append(row(row, "row")));
    body.append("</tbody></table></div>\n");
  }

  private static String row(List<String> cells, String scope) {
    String head = "<th scope=\"" + scope + "\">";
    StringBuilder row = new StringBuilder("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      boolean named = i == 0 || scope.equals("col");
      row.append(named ? head : "<td>").append(escape(cells.get(i)));
      row.append(named ? "</th>" : "</td>");
    }
    return row.append("</tr>\n").toString();
  }

  public void picture(Picture picture) {
    body.append("<figure>").append(inline(Svg.picture(picture))).append("</figure>\n");
  }

  public void film(Film film) {
    body.append("<figure class=\"film\">").append(inline(film.svg())).append("</figure>\n");
  }

  /** Inside of HTML, SVG needs no namespace. */
  private static String inline(String svg) {
    return svg.replaceFirst(NAMESPACE, "").stripTrailing();
  }

  /** Everything on the page except its charts. */
  public String body() {
    return body.toString();
  }

  /** A text as JSON. */
  public static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /**
   * The data that the script draws, as JSON that may stand between script tags.
   *
   * @param live whether the page asks its server for updates
   */
  public String data(boolean live) {
    return Curves.json(title, live, charts);
  }

  /** Writes the page, which does not update itself. */
  public void write(Path file) throws IOException {
    OutputFile.write(file, html(false));
  }

  /**
   * The whole page.
   *
   * @param live whether it asks its server for updates
   */
  public String html(boolean live) {
    Map<String, String> parts = Map.of("title", escape(title), "body", body(), "data", data(live));
    return Stream.of(template().split("<!--|-->", -1))
        .map(part -> parts.getOrDefault(part, part))
        .collect(Collectors.joining());
  }

  /** Style and script, with comments that mark the places of the page's parts. */
  static String template() {
    try (InputStream in = Page.class.getResourceAsStream("page.html")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
