package org.qmp.env;

import java.util.List;
import org.qmp.env.Rendering.View;

/**
 * Pictures as SVG 1.1 text, which every browser shows; the film is SMIL and needs no script. Equal
 * renderings give equal text on every machine.
 */
public final class Svg {
  private static final double FAINTEST = 0.08;

  private Svg() {}

  /** One moment. */
  public static String picture(Rendering moment) {
    return overlay(List.of(moment));
  }

  /**
   * Several moments of an episode in one picture, later ones less transparent and on top.
   *
   * @throws IllegalArgumentException if there are none, or their views differ
   */
  public static String overlay(List<Rendering> moments) {
    int still = requireOneView(moments);
    SvgCanvas canvas = new SvgCanvas(moments.get(0), still);
    int last = moments.size() - 1;
    for (int i = 0; i <= last; i++) {
      double age = last == 0 ? 0 : 1 - (double) i / last;
      String opacity = SvgCanvas.decimal(1 - (1 - FAINTEST) * age, 3);
      canvas.group("opacity=\"" + opacity + "\"", "", moved(moments.get(i), still));
    }
    return canvas.close();
  }

  /**
   * A film that repeats for ever.
   *
   * @param secondsPerFrame more than 0 and finite
   * @throws IllegalArgumentException if there are no frames, their views differ, or the duration is
   *     out of range
   */
  public static String film(List<Rendering> frames, double secondsPerFrame) {
    if (!(secondsPerFrame > 0 && secondsPerFrame <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a frame lasts some seconds, not " + secondsPerFrame);
    }
    int still = requireOneView(frames);
    SvgCanvas canvas = new SvgCanvas(frames.get(0), still);
    int count = frames.size();
    for (int i = 0; i < count; i++) {
      canvas.group(
          i == 0 ? "" : "visibility=\"hidden\"",
          count == 1 ? "" : shownDuring(i, count, secondsPerFrame),
          moved(frames.get(i), still));
    }
    return canvas.close();
  }

  private static String shownDuring(int frame, int count, double secondsPerFrame) {
    boolean first = frame == 0;
    boolean last = frame == count - 1;
    String begin = SvgCanvas.decimal((double) frame / count, 6);
    String end = SvgCanvas.decimal((frame + 1.0) / count, 6);
    return "<animate attributeName=\"visibility\" calcMode=\"discrete\" values=\""
        + (first ? "" : "hidden;")
        + "visible"
        + (last ? "" : ";hidden")
        + "\" keyTimes=\"0"
        + (first ? "" : ";" + begin)
        + (last ? "" : ";" + end)
        + "\" dur=\""
        + SvgCanvas.decimal(secondsPerFrame * count, 3)
        + "s\" repeatCount=\"indefinite\"/>";
  }

  private static List<Shape> moved(Rendering moment, int still) {
    return moment.shapes().subList(still, moment.shapes().size());
  }

  /** How many shapes all moments begin with; all, where there is one moment. */
  private static int requireOneView(List<Rendering> moments) {
    if (moments.isEmpty()) {
      throw new IllegalArgumentException("no moments to draw");
    }
    View view = moments.get(0).view();
    List<Shape> common = moments.get(0).shapes();
    for (Rendering moment : moments) {
      if (!moment.view().equals(view)) {
        throw new IllegalArgumentException(
            "moments of one picture have one view, not " + view + " and " + moment.view());
      }
      int same = 0;
      while (same < Math.min(common.size(), moment.shapes().size())
          && common.get(same).equals(moment.shapes().get(same))) {
        same++;
      }
      common = common.subList(0, same);
    }
    return common.size();
  }
}
