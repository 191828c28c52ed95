package org.qmp.cli.dash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.qmp.cli.report.Page;

/**
 * Serves the live page of some runs to browsers on this machine. It never writes, serves three
 * addresses only, and answers only requests that name this machine as their host, so that a page of
 * another site cannot read it through a host name that resolves to this machine.
 *
 * <pre>
 *   /             the page
 *   /events       the page again whenever files have changed, as server-sent events
 *   /report.html  the finished report, if there is one
 * </pre>
 */
public final class DashServer implements Closeable {
  private static final int MOST_CLIENTS = 64;
  private static final int MILLIS = 500; // between two looks of a client
  private static final int QUIET = 20; // looks until a client gets a sign of life

  private final Path directory;
  private final LiveRuns runs;
  private final HttpServer server;
  private final ExecutorService clients =
      new ThreadPoolExecutor(
          0, MOST_CLIENTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DashServer::daemon);
  private volatile boolean closed;

  /**
   * Begins to serve.
   *
   * @param directory of a run or of several, which need not have begun
   * @param port of the loopback address; 0 means any free one
   * @throws java.net.BindException if the port is in use
   */
  public DashServer(Path directory, int port) throws IOException {
    this.directory = directory;
    runs = new LiveRuns(directory);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(clients);
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "dash");
    thread.setDaemon(true);
    return thread;
  }

  /** The address for browsers. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().set("X-Frame-Options", "DENY");
      exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
      String path = String.valueOf(exchange.getRequestURI().getRawPath());
      String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
      if (!isOwn(host, server.getAddress().getPort())) {
        send(exchange, 403, "text/plain", "ask for 127.0.0.1 or localhost\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        send(exchange, 405, "text/plain", "this server can only be read\n");
      } else if (path.equals("/")) {
        send(exchange, 200, "text/html", runs.now().page().html(true));
      } else if (path.equals("/events")) {
        events(exchange);
      } else if (path.equals("/" + LiveRuns.REPORT) && report().isPresent()) {
        send(exchange, 200, "text/html", Files.readString(report().get()));
      } else {
        send(exchange, 404, "text/plain", "there is no such page\n");
      }
    }
  }

  /** Whether a request is for this server by its own name; browsers leave out port 80. */
  static boolean isOwn(String host, int port) {
    return Stream.of("127.0.0.1", "localhost")
        .anyMatch(own -> host.equals(own + ":" + port) || (port == 80 && host.equals(own)));
  }

  private Optional<Path> report() {
    Path file = directory.resolve(LiveRuns.REPORT);
    return Optional.of(file).filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS));
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /**
   * Sends events until the browser disconnects. One that connects again gets only what it has not
   * seen.
   */
  private void events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    String seen = seen(exchange);
    write(out, "retry: 1000\n\n");
    try {
      for (int quiet = 0; !closed; quiet++) {
        LiveRuns.State state = runs.now();
        if (!state.id().equals(seen)) {
          seen = state.id();
          quiet = 0;
          write(out, "id: " + seen + "\ndata: " + news(state.page()) + "\n\n");
        } else if (quiet >= QUIET) {
          quiet = 0;
          write(out, ":\n\n");
        }
        Thread.sleep(MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The id of the last event that a browser has had. */
  private static String seen(HttpExchange exchange) {
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    String asked = query.startsWith("last=") ? query.substring("last=".length()) : "";
    String header = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    return header == null ? URLDecoder.decode(asked, StandardCharsets.UTF_8) : header;
  }

  /** The page in one line, as an event's data must be. */
  private static String news(Page page) {
    return "{\"body\":" + Page.quoted(page.body()) + ",\"data\":" + page.data(true) + "}";
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    clients.shutdownNow();
  }
}
