package org.qmp.cli;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.report.Page;

/** A headless Chromium with one page, controlled through the DevTools protocol. */
final class Browser implements Closeable {
  private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");
  private static final Pattern REQUEST = Pattern.compile("\"request\":\\{\"url\":\"([^\"]*)\"");

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private int sent;

  /** The executable of the browser, if there is one on the PATH. */
  static Optional<Path> program() {
    String path = String.valueOf(System.getenv("PATH"));
    return Stream.of(path.split(Pattern.quote(System.getProperty("path.separator"))))
        .flatMap(
            directory ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Browser(Path program, Path profile) throws Exception {
    process =
        new ProcessBuilder(
                (program
                        + " --headless --no-sandbox --disable-gpu --disable-background-networking"
                        + " --disable-component-update --disable-sync --no-first-run"
                        + " --remote-debugging-port=0 --user-data-dir="
                        + profile)
                    .split(" "))
            .redirectErrorStream(true)
            .redirectOutput(profile.resolveSibling("browser.log").toFile())
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    for (int i = 0; i < 300 && (!Files.exists(port) || Files.size(port) == 0); i++) {
      Thread.sleep(100);
    }
    String at = "127.0.0.1:" + Files.readAllLines(port).get(0);
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest page =
        HttpRequest.newBuilder(URI.create("http://" + at + "/json/new?about:blank"))
            .PUT(BodyPublishers.noBody())
            .build();
    Matcher address =
        Pattern.compile("\"webSocketDebuggerUrl\": *\"([^\"]*)\"")
            .matcher(client.send(page, BodyHandlers.ofString()).body());
    if (!address.find()) {
      throw new IOException("no page");
    }
    socket =
        client.newWebSocketBuilder().buildAsync(URI.create(address.group(1)), new Ear()).join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", "{}");
    }
  }

  /** Joins the parts of each message. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      parts.append(text);
      if (last) {
        messages.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private String send(String method, String parameters) throws Exception {
    int id = ++sent;
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
        .join();
    while (true) {
      String message = Objects.requireNonNull(messages.poll(30, TimeUnit.SECONDS), method);
      if (message.startsWith("{\"id\":" + id + ",")) {
        return message;
      }
      boolean bad =
          message.contains("\"level\":\"error\"") || message.contains("\"type\":\"error\"");
      if (message.contains("Runtime.exceptionThrown") || bad) {
        errors.add(message);
      }
      Matcher request = REQUEST.matcher(message);
      if (request.find()) {
        requests.add(request.group(1));
      }
    }
  }

  /** Opens a page and waits until it has loaded. */
  void open(String url, int width, int height, boolean dark) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        String.format(
            Locale.ROOT,
            "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%b}",
            width,
            height,
            width < 500));
    send(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\""
            + (dark ? "dark" : "light")
            + "\"}]}");
    errors.clear();
    requests.clear();
    send("Page.navigate", "{\"url\":" + Page.quoted(url) + "}");
    await("document.readyState", "complete");
  }

  /** The value of an expression if it is a string, else the whole answer. */
  String evaluate(String script) throws Exception {
    String answer =
        send(
            "Runtime.evaluate",
            "{\"returnByValue\":true,\"expression\":" + Page.quoted(script) + "}");
    Matcher value = VALUE.matcher(answer);
    return value.find() ? value.group(1) : answer;
  }

  /** Waits until the value of an expression contains a text. */
  void await(String script, String part) throws Exception {
    String found = "";
    for (int i = 0; i < 150; i++) {
      found = evaluate(script);
      if (found.contains(part)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(part + " is awaited, but there is " + found);
  }

  /** Errors on the console since the page was opened. */
  List<String> errors() {
    return errors;
  }

  /** URLs that the page has requested. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
