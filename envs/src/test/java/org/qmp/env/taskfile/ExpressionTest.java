package org.qmp.env.taskfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.taskfile.Expression.Value;

/** The values of expressions at one moment of the cart-pole. */
final class ExpressionTest {
  private static final Model MODEL =
      Model.of(
          Mjcf.read("m", TaskFileTest.text("cart-pole.xml"), Rules.MUJOCO_3, f -> null).scene());

  /** The cart at ¼ m with −2 m/s, the pole lying to the right with 3 rad/s; chance is always ¾. */
  private static Moment moment() {
    Simulation simulation = new Simulation(MODEL);
    simulation.reset();
    simulation.setPosition(0, 0.25);
    simulation.setPosition(1, StrictMath.PI / 2);
    simulation.setVelocity(0, -2);
    simulation.setVelocity(1, 3);
    simulation.forward();
    return new Moment(simulation, new double[] {0.5, -1}, () -> 0.75);
  }

  private static double value(String text) {
    Map<String, Value> named = Map.of("seven", m -> 7);
    return Expression.read(text, named::get, new Quantities(MODEL, true)).in(moment());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          8 - 3 - 2                    | 3
          8 / 4 / 2                    | 1
          2 + 3 * 4                    | 14
          (2 + 3) * 4                  | 20
          -2 * -3                      | 6
          2 - -1.5e1                   | 17
          seven * seven                | 49
          1 < 2                        | 1
          2 < 2                        | 0
          2 <= 2                       | 1
          3 <= 2                       | 0
          3 > 2                        | 1
          2 > 2                        | 0
          2 >= 2                       | 1
          1 >= 2                       | 0
          1 < 2 and 3 < 4              | 1
          1 < 2 and 4 < 3              | 0
          2 < 1 and 3 < 4              | 0
          5 and 2                      | 1
          -1 and -2                    | 1
          0 and 2                      | 0
          max(2 < 1, 1 < 2)            | 1
          min(1 < 2 and 2 < 3, 5)      | 1
          2e1 - 2E-1                   | 19.8
          3 * (1 < 2)                  | 3
          abs(2 - 5)                   | 3
          square(-3)                   | 9
          sqrt(6.25)                   | 2.5
          exp(0)                       | 1
          exp(1)                       | 2.718281828459045
          sin(1)                       | 0.8414709848078965
          cos(1)                       | 0.5403023058681398
          min(2, 3)                    | 2
          min(3, 2)                    | 2
          max(2, 3)                    | 3
          max(3, 2)                    | 3
          clip(5, 1, 3)                | 3
          clip(0, 1, 3)                | 1
          clip(2, 1, 3)                | 2
          near(2, 1, 3, 1)             | 1
          near(5, 1, 3, 2)             | 0.1
          near(-2, 1, 3, 1.5)          | 0.027027027027027
          near(3, 1, 3, 0)             | 1
          near(0 / 0, 1, 3, 1)         | NaN
          near(3.01, 1, 3, 0)          | 0
          time()                       | 0
          effort()                     | 1.25
          uniform(2, 6)                | 5
          position(slider)             | 0.25
          velocity(slider)             | -2
          position(hinge)              | 1.5707963267948966
          velocity(hinge)              | 3
          x(tip)                       | 0.85
          y(tip)                       | 0
          z(tip)                       | 0
          x(cart)                      | 0.25
          x('cart')                    | 0.25
          x(rail)                      | 0
          distance(tip, cart)          | 0.6
          distance(rail, tip)          | 0.85
          upright(cart)                | 1
          upright(pole)                | 0
          upright(tip)                 | 0
          upright(rail)                | 0
          """)
  void anExpressionHasItsValue(String text, double expected) {
    assertEquals(expected, value(text), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2.5})
  void normalNumbersHaveTheGivenDeviation(double deviation) {
    assertEquals(deviation * moment().chance().normal(), value("normal(" + deviation + ")"), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 < 2 < 3", "1 2", "seven(1)", "(1", "eight"})
  void invalidExpressionsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> value(text));
  }

  /** Any expression that is valid alone may be an element of a list. */
  @Test
  void listsMayContainConditions() {
    List<Value> values =
        Expression.readAll("2 < 3 and 3 < 4, 2 > 3", w -> null, new Quantities(MODEL, false));
    assertEquals(2, values.size());
    assertEquals(1, values.get(0).in(moment()));
    assertEquals(0, values.get(1).in(moment()));
  }

  /** Sites come first, then bodies, then geoms. */
  @ParameterizedTest
  @CsvSource({"a, 1", "b, 2", "c, 3"})
  void aNameOfSeveralPartsMeansTheFirst(String name, double x) {
    String geoms = "<geom name='a' pos='3 0 0' size='1'/><geom name='b' pos='3 0 0' size='1'/>";
    String text =
        "<mujoco><worldbody><body name='a' pos='2 0 0'/><body name='b' pos='2 0 0'/>"
            + (geoms + "<geom name='c' pos='3 0 0' size='1'/><site name='a' pos='1 0 0'/>")
            + "</worldbody></mujoco>";
    Model model = Model.of(Mjcf.read("m", text, Rules.MUJOCO_3).scene());
    Value value = Expression.read("x(" + name + ")", w -> null, new Quantities(model, false));
    Simulation simulation = new Simulation(model);
    assertEquals(x, value.in(new Moment(simulation, new double[0], () -> 0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1, 2 + 3, 4 | 3", "max(1, 0), 2 | 2", "1 | 1"})
  void commasOutsideBracketsSeparateTheExpressionsOfAList(String text, int count) {
    List<Value> values = Expression.readAll(text, word -> null, new Quantities(MODEL, false));
    assertEquals(count, values.size());
    assertEquals(1, values.get(0).in(moment()));
  }
}
