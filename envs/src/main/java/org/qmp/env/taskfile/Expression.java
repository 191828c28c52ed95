package org.qmp.env.taskfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads an expression of a task file.
 *
 * <pre>
 *   condition   sum [("&lt;" | "&lt;=" | "&gt;" | "&gt;=") sum] {"and" …}     1 where it holds, else 0
 *   sum         product {("+" | "-") product}
 *   product     factor {("*" | "/") factor}
 *   factor      "-" factor | number | word | word "(" [argument {"," argument}] ")" | "(" condition ")"
 * </pre>
 *
 * A function of numbers takes conditions as arguments; a quantity of the model takes names of its
 * parts, which may be quoted with {@code '}.
 */
final class Expression {

  /** The value of an expression at a moment. */
  interface Value {
    double in(Moment moment);
  }

  private interface Comparison {
    boolean holds(double left, double right);
  }

  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "<",
          (l, r) -> l < r,
          "<=",
          (l, r) -> l <= r,
          ">",
          (l, r) -> l > r,
          ">=",
          (l, r) -> l >= r);

  private final Words words;
  private final Function<String, Value> named;
  private final Quantities quantities;

  private Expression(String text, Function<String, Value> named, Quantities quantities) {
    words = new Words(text);
    this.named = named;
    this.quantities = quantities;
  }

  /**
   * The value of an expression.
   *
   * @param named values of the words without arguments; null for an unknown one
   * @throws IllegalArgumentException naming what is wrong, and where
   */
  static Value read(String text, Function<String, Value> named, Quantities quantities) {
    Expression expression = new Expression(text, named, quantities);
    Value value = expression.condition();
    expression.words.requireEnd();
    return value;
  }

  /** The expressions of a list, which commas outside of brackets separate. */
  static List<Value> readAll(String text, Function<String, Value> named, Quantities quantities) {
    Expression expression = new Expression(text, named, quantities);
    List<Value> values = new ArrayList<>();
    do {
      values.add(expression.condition());
    } while (expression.words.take(","));
    expression.words.requireEnd();
    return values;
  }

  private Value condition() {
    Value all = comparison();
    while (words.take("and")) {
      Value left = all;
      Value right = comparison();
      all = moment -> left.in(moment) != 0 && right.in(moment) != 0 ? 1 : 0;
    }
    return all;
  }

  private Value comparison() {
    Value left = sum();
    Comparison comparison = COMPARISONS.get(words.next());
    if (comparison == null) {
      return left;
    }
    words.take(words.next());
    Value right = sum();
    return moment -> comparison.holds(left.in(moment), right.in(moment)) ? 1 : 0;
  }

  private Value sum() {
    Value sum = product();
    while (true) {
      Value left = sum;
      if (words.take("+")) {
        Value right = product();
        sum = moment -> left.in(moment) + right.in(moment);
      } else if (words.take("-")) {
        Value right = product();
        sum = moment -> left.in(moment) - right.in(moment);
      } else {
        return sum;
      }
    }
  }

  private Value product() {
    Value product = factor();
    while (true) {
      Value left = product;
      if (words.take("*")) {
        Value right = factor();
        product = moment -> left.in(moment) * right.in(moment);
      } else if (words.take("/")) {
        Value right = factor();
        product = moment -> left.in(moment) / right.in(moment);
      } else {
        return product;
      }
    }
  }

  private Value factor() {
    if (words.take("-")) {
      Value value = factor();
      return moment -> -value.in(moment);
    }
    if (words.take("(")) {
      Value value = condition();
      words.require(")");
      return value;
    }
    String word = words.next();
    if (word.matches("[0-9.].*")) {
      words.take(word);
      return constant(word);
    }
    if (!word.matches("[A-Za-z_].*")) {
      throw words.wrong("a number, a quantity or a bracket");
    }
    words.take(word);
    if (!words.take("(")) {
      Value value = named.apply(word);
      if (value == null) {
        throw new IllegalArgumentException(quantities.unknown(word));
      }
      return value;
    }
    return quantities.takesParts(word)
        ? quantities.of(word, parts())
        : quantities.of(word, arguments());
  }

  private Value constant(String word) {
    try {
      double number = Double.parseDouble(word);
      return moment -> number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + word + "' is not a number", e);
    }
  }

  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    do {
      parts.add(words.name());
    } while (words.take(","));
    words.require(")");
    return parts;
  }

  private Value[] arguments() {
    List<Value> arguments = new ArrayList<>();
    if (!words.take(")")) {
      do {
        arguments.add(condition());
      } while (words.take(","));
      words.require(")");
    }
    return arguments.toArray(Value[]::new);
  }
}
