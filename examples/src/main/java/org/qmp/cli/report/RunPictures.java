package org.qmp.cli.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.qmp.cli.draw.Film;
import org.qmp.cli.draw.SwitchMap;
import org.qmp.cli.draw.SwitchMapChart;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Failure;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Runs;
import org.qmp.env.draw.Picture;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SavedRun;
import org.qmp.rl.store.NoUsableCheckpointException;

/**
 * Pictures of the newest checkpoint of a run.
 *
 * @param films of the first task; at most one
 * @param maps of the policies that the switch picks; at most one
 */
public record RunPictures(List<Film> films, List<Picture> maps) {
  public static final RunPictures NONE = new RunPictures(List.of(), List.of());

  /** All pictures of a run; none if it is not saved yet, or they cannot be drawn. */
  public static RunPictures of(Path directory, Console console) throws IOException {
    return drawn(
            directory,
            console,
            saved -> new RunPictures(List.of(film(saved, Acts.OWN)), maps(saved)))
        .orElse(NONE);
  }

  /** A film of acting as in training; none if the run is not saved yet, or it cannot be drawn. */
  static List<Film> filmAsInTraining(Path directory, Console console) throws IOException {
    return drawn(
            directory, console, saved -> film(saved, saved.actors().get(saved.actors().size() - 1)))
        .map(List::of)
        .orElse(List.of());
  }

  /** Warns if there is something to draw that cannot be drawn. */
  private static <T> Optional<T> drawn(
      Path directory, Console console, Function<SavedRun, T> pictures) throws IOException {
    try {
      if (!Runs.isSaved(directory)) {
        return Optional.empty();
      }
      try (SavedRun saved = Runs.open(directory, console)) {
        return Optional.of(pictures.apply(saved));
      }
    } catch (NoUsableCheckpointException e) {
      console.warn("no pictures of " + e.getMessage());
    } catch (RuntimeException e) { // such as of an environment that cannot be drawn
      console.warn("no pictures of " + directory + ": " + Failure.text(e));
    }
    return Optional.empty();
  }

  private static Film film(SavedRun saved, Acts who) {
    return Film.of(Methods.title(saved.spec()), saved, who, 0, saved.spec().seed());
  }

  private static List<Picture> maps(SavedRun saved) {
    RunSpec spec = saved.spec();
    if (!Methods.switches(spec.method()) || saved.suite().plane().isEmpty()) {
      return List.of();
    }
    String name = Format.text("%s, seed %d", Methods.title(spec), spec.seed());
    return List.of(SwitchMapChart.of(name, SwitchMap.of(saved), saved.policies()));
  }
}
