package org.qmp.cli.run;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The program and the machine that made a run, as in passports. */
final class Machine {
  /** Names and values: {@code jar} (its SHA-256), {@code cpu}, {@code host}, as far as known. */
  static final Map<String, String> FACTS = facts();

  private Machine() {}

  private static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    jar().ifPresent(hash -> facts.put("jar", hash));
    facts.put("cpu", cpu().orElse(System.getProperty("os.arch", "unknown")));
    host().ifPresent(name -> facts.put("host", name));
    return facts;
  }

  private static Optional<String> jar() {
    @Nullable CodeSource source = Machine.class.getProtectionDomain().getCodeSource();
    try {
      URI place = source == null ? URI.create("unknown:") : source.getLocation().toURI();
      if (!"file".equals(place.getScheme()) || !Files.isRegularFile(Path.of(place))) {
        return Optional.empty(); // classes that are not packed
      }
      byte[] jar = Files.readAllBytes(Path.of(place));
      return Optional.of(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar)));
    } catch (IOException | URISyntaxException | NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> cpu() {
    return lines("/proc/cpuinfo")
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static Optional<String> host() {
    return Stream.concat(
            lines("/proc/sys/kernel/hostname"),
            Stream.of("COMPUTERNAME", "HOSTNAME").map(System::getenv).filter(s -> s != null))
        .findFirst();
  }

  /** None where the system has no such file. */
  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }
}
