package org.qmp.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qmp.browser.Choice.Offer;

/** Fingerprints of some of the page's runs on a Java virtual machine, for the page to show. */
public final class References {
  private static final int EVERY = 1000;

  private static final List<Choice> CHOICES =
      List.of(
          new Choice(Offer.POINT, "separated+qmp", 1, 1, 20_000),
          new Choice(Offer.POINT, "separated", 1, 1, 5000),
          new Choice(Offer.POINT, "params+qmp", 1, 1, 5000));

  private References() {}

  /**
   * Writes a file of commands with their fingerprints.
   *
   * @param args the file
   */
  public static void main(String[] args) throws IOException {
    Json json = new Json().array();
    for (Choice choice : CHOICES) {
      LiveRun run = new LiveRun(choice);
      while (run.step() < choice.steps()) {
        run.advance(run.step() + EVERY);
        json.object().key("command").text(choice.command(run.step()));
        json.key("fingerprint").text(run.fingerprint()).end();
      }
    }
    Files.writeString(Path.of(args[0]), json.end() + "\n");
  }
}
