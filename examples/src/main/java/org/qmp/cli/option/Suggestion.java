package org.qmp.cli.option;

import java.util.Comparator;
import java.util.List;

/** A suggestion for a misspelt word. */
public final class Suggestion {
  private Suggestion() {}

  /** "; did you mean x?", or nothing if no allowed word is like the given one. */
  public static String of(String given, List<String> allowed) {
    return allowed.stream()
        .filter(word -> distance(given, word) <= Math.max(1, word.length() / 4))
        .min(Comparator.comparingInt(word -> distance(given, word)))
        .map(word -> "; did you mean " + word + "?")
        .orElse("");
  }

  /** Letters to insert, delete, replace or exchange with their neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
