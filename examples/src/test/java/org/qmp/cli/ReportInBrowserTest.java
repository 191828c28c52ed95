package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.cli.dash.DashServer;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Metrics;

/** Pages in a real Chromium, on screens of phones and desktops, in light and dark mode. */
@Tag("long")
final class ReportInBrowserTest {
  @TempDir private static Path temp;
  private static Browser browser;
  private static String problems = "";

  @BeforeAll
  static void makePages() throws Exception {
    Optional<Path> program = Browser.program();
    Assumptions.assumeTrue(program.isPresent(), "there is no Chromium");
    try (var in = ReportInBrowserTest.class.getResourceAsStream("page-problems.js")) {
      problems = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    browser = new Browser(program.get(), Files.createDirectories(temp.resolve("profile")));
    Shell compared =
        Shell.tiny(
            "compare",
            "--suite=point",
            "--methods=separated,qmp,uniform",
            "--seeds=2",
            "--out=" + temp.resolve("compare"));
    assertEquals(0, compared.code(), compared.err());
    Shell all =
        Shell.qmp(
            "report",
            temp.resolve("compare").toString(),
            "--out",
            temp.resolve("c.html").toString());
    assertEquals(0, all.code(), all.err());
    Shell run =
        Shell.tiny("train", "--suite=maze", "--method=qmp", "--out=" + temp.resolve("maze"));
    assertEquals(0, run.code(), run.err());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "390, 844, false",
    "390, 844, true",
    "820, 1180, false",
    "820, 1180, true",
    "1440, 900, false",
    "1440, 900, true"
  })
  void nothingOverlapsAndAllTooltipsWork(int width, int height, boolean dark) throws Exception {
    for (String page : List.of("compare/report.html", "maze/report.html")) {
      String address = temp.resolve(page).toUri().toString();
      browser.open(address, width, height, dark);
      assertEquals("", browser.evaluate(problems), page);
      assertEquals(List.of(), browser.errors(), page);
      assertEquals(
          List.of(),
          browser.requests().stream()
              .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
              .toList());
      String paper = browser.evaluate("getComputedStyle(document.body).backgroundColor");
      assertEquals(dark ? "rgb(22, 24, 27)" : "rgb(255, 255, 255)", paper);
      String picture =
          browser.evaluate("getComputedStyle(document.querySelector('figure svg > rect')).fill");
      assertEquals(dark ? "rgb(30, 33, 37)" : "rgb(255, 255, 255)", picture);
    }
  }

  @Test
  void theLivePageReconnectsWhenItsServerIsRestarted() throws Exception {
    Path run = temp.resolve("live");
    String head = "document.querySelector('main').innerText";
    String address;
    try (DashServer first = new DashServer(run, 0)) {
      address = first.address();
      browser.open(address, 820, 1180, false);
      browser.await(head, "waiting for runs");
      Files.createDirectories(Metrics.file(run).getParent());
      Files.writeString(run.resolve("spec.txt"), NamedSuite.POINT.defaults().canonical());
      append(run, "step,name,value\n100,evaluation/centre/return,-5\n200,evalu");
      browser.await(head, "After 100 steps");
      append(run, "ation/centre/return,-4\n");
      browser.await(head, "After 200 steps");
      assertEquals("", browser.evaluate(problems));
    }
    browser.await("document.getElementById('news').textContent", "is gone");
    Files.writeString(Metrics.file(run), "step,name,value\n100,evaluation/centre/return,-5\n");
    int port = Integer.parseInt(address.replaceAll("\\D*127.0.0.1:|\\D+$", ""));
    try (DashServer second = new DashServer(run, port)) {
      browser.await(head, "After 100 steps");
      browser.await("document.getElementById('news').textContent", "live");
      assertTrue(second.address().equals(address));
    }
  }

  private static void append(Path run, String text) throws Exception {
    Files.writeString(
        Metrics.file(run), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
