package org.qmp.cli.dash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.report.PageTest;
import org.qmp.cli.run.Metrics;
import org.qmp.rl.Passport;
import org.qmp.rl.RunSpec;
import org.qmp.rl.store.RunDirectory;

/** A browser on this machine sees the progress of runs; other clients see nothing. */
final class DashServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path temp;
  private Path run;
  private DashServer server;

  @BeforeEach
  void begin() throws IOException {
    run = Files.createDirectories(temp.resolve("run"));
    server = new DashServer(run, 0);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private void write(String lines) throws IOException {
    Files.writeString(run.resolve("spec.txt"), NamedSuite.POINT.defaults().canonical());
    Path file = Metrics.file(run);
    Files.createDirectories(file.getParent());
    Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String get(String path, int code) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path)).build();
    var response = CLIENT.send(request, BodyHandlers.ofString());
    assertEquals(code, response.statusCode(), path);
    return response.body();
  }

  /** The ids of events, as they arrive. */
  private static final class Events implements Closeable {
    private final BlockingQueue<String> ids = new LinkedBlockingQueue<>();
    private final InputStream in;

    Events(DashServer from, String lastId) throws Exception {
      this(
          HttpRequest.newBuilder(URI.create(from.address() + "events"))
              .header("Last-Event-ID", lastId)
              .build());
    }

    Events(HttpRequest request) throws Exception {
      in = CLIENT.send(request, BodyHandlers.ofInputStream()).body();
      Thread reader = new Thread(this::read, "events");
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("id: ")) {
            ids.add(line.substring(4));
          }
        }
      } catch (IOException e) {
        ids.add("closed");
      }
    }

    @Nullable String next(long millis) throws InterruptedException {
      return ids.poll(millis, TimeUnit.MILLISECONDS);
    }

    String next() throws InterruptedException {
      String id = next(10_000);
      assertNotNull(id);
      return id;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  @Test
  void thePageShowsWhatTheFilesSay() throws Exception {
    String waiting = get("", 200);
    PageTest.requireSound(waiting);
    assertTrue(waiting.contains("waiting for runs"), waiting);
    write("step,name,value\n100,evaluation/centre/return,-12.5\n200,evaluation/cen");
    Thread.sleep(500); // the server checks the files only a few times a second
    String page = get("", 200);
    assertTrue(page.contains("After 100 steps, the evaluation return is −12.5"), page);
    assertTrue(page.contains("\"live\":true"), page);
    get("report.html", 404);
    Files.writeString(run.resolve("report.html"), "the report");
    assertEquals("the report", get("report.html", 200));
  }

  @Test
  void eventsAreSentWhenFilesChangeAndNeverTwice() throws Exception {
    write("step,name,value\n100,evaluation/centre/return,1\n");
    String first;
    try (Events events = new Events(server, "")) {
      first = events.next();
      assertTrue(first.startsWith("run@" + Files.size(Metrics.file(run)) + "-"), first);
      write("200,evaluation/centre/return,2\n");
      String second = events.next();
      assertNotEquals(first, second);
      first = second;
    }
    server.close();
    server = new DashServer(run, 0); // as another process, without the state of the first
    try (Events events = new Events(server, first)) {
      assertNull(events.next(700), "the browser has seen it");
    }
    URI again =
        URI.create(
            server.address() + "events?last=" + URLEncoder.encode(first, StandardCharsets.UTF_8));
    try (Events events = new Events(HttpRequest.newBuilder(again).build())) {
      assertNull(events.next(700), "the page that was opened again has it");
      Files.delete(Metrics.file(run));
      write("step,name,value\n100,evaluation/centre/return,5\n"); // started over
      assertTrue(events.next().startsWith("run@"));
    }
  }

  /** Files may change, and pages of other sites may request them, or show them in a frame. */
  @Test
  void responsesAreNotCachedFramedSniffedOrReadByOtherSites() throws Exception {
    for (String path : List.of("", "nowhere")) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path)).build();
      HttpHeaders headers = CLIENT.send(request, BodyHandlers.ofString()).headers();
      String type = path.isEmpty() ? "text/html" : "text/plain";
      assertEquals(List.of(type + "; charset=utf-8"), headers.allValues("Content-Type"));
      assertEquals(List.of("no-store"), headers.allValues("Cache-Control"));
      assertEquals(List.of("nosniff"), headers.allValues("X-Content-Type-Options"));
      assertEquals(List.of("DENY"), headers.allValues("X-Frame-Options"));
      assertEquals(List.of("same-origin"), headers.allValues("Cross-Origin-Resource-Policy"));
    }
  }

  /** The first line of the response. */
  private String raw(String request) throws IOException {
    int port = URI.create(server.address()).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1);
      return String.valueOf(new BufferedReader(in).readLine());
    }
  }

  @Test
  void browsersLeaveOutTheDefaultPort() {
    for (String own : new String[] {"localhost", "127.0.0.1"}) {
      assertTrue(DashServer.isOwn(own, 80) && DashServer.isOwn(own + ":80", 80), own);
      assertFalse(DashServer.isOwn(own, 8080) || DashServer.isOwn(own + ":8080", 80), own);
    }
    assertFalse(DashServer.isOwn("evil.example", 80));
  }

  @Test
  void aFailedRunIsShownAsFailed() throws Exception {
    write("step,name,value\n");
    RunSpec spec = NamedSuite.POINT.defaults();
    Files.write(
        run.resolve(RunDirectory.PASSPORT),
        Passport.ofFailure(spec, 28, "reward is NaN", Map.of()));
    String page = get("", 200);
    assertTrue(page.contains("FAILED at step 28 of"), page);
    assertTrue(page.contains("<p class=\"lead\">reward is NaN</p>"), page);
  }

  @Test
  void otherHostsMethodsPathsAndMachinesAreRefused() throws Exception {
    write("step,name,value\n");
    int port = URI.create(server.address()).getPort();
    String own = "Host: localhost:" + port + "\r\n\r\n";
    assertTrue(raw("GET / HTTP/1.1\r\n" + own).contains(" 200 "));
    assertTrue(raw("GET / HTTP/1.1\r\nHost: evil.example:" + port + "\r\n\r\n").contains(" 403 "));
    assertTrue(raw("GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n").contains(" 403 "));
    assertTrue(raw("GET / HTTP/1.0\r\n\r\n").contains(" 403 "));
    for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS"}) {
      assertTrue(raw(method + " / HTTP/1.1\r\n" + own).contains(" 405 "), method);
    }
    for (String path :
        new String[] {
          "/spec.txt",
          "/../spec.txt",
          "/%2e%2e/run/spec.txt",
          "//run/spec.txt",
          "/report.html/../x",
          "/events/..",
          "/metrics/metrics.csv",
          "/..%5crun%5cspec.txt",
          "/report.html"
        }) {
      assertTrue(raw("GET " + path + " HTTP/1.1\r\n" + own).contains(" 404 "), path);
    }
    Path secret = Files.writeString(temp.resolve("secret"), "secret");
    Files.createSymbolicLink(run.resolve("report.html"), secret);
    get("report.html", 404);
    for (InetAddress address : InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
      if (!address.isLoopbackAddress()) {
        assertFalse(isOpen(address, port), address::toString);
      }
    }
  }

  private static boolean isOpen(InetAddress address, int port) {
    try (Socket socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void filesAreOnlyRead() throws Exception {
    write("step,name,value\n100,evaluation/centre/return,1\n");
    String before = listing();
    get("", 200);
    try (Events events = new Events(server, "")) {
      events.next();
    }
    assertEquals(before, listing());
  }

  private String listing() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      return files
          .map(file -> file + " " + file.toFile().length() + " " + file.toFile().lastModified())
          .sorted()
          .collect(Collectors.joining("\n"));
    }
  }
}
