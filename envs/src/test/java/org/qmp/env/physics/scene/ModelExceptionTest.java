package org.qmp.env.physics.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.mjcf.Mjcf;

/** Exceptions have the part, the quantity and the problem as separate texts. */
final class ModelExceptionTest {
  private static void assertWrong(
      ModelException e, String part, String quantity, String problem, String message) {
    assertEquals(part, e.part());
    assertEquals(quantity, e.quantity());
    assertEquals(problem, e.problem());
    assertEquals(message, e.getMessage());
  }

  @Test
  void sceneErrorsHavePartQuantityAndProblem() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    Joint joint = new Joint(Joint.Kind.HINGE, "knee").with(j -> j.damping = -1);
    scene.world.add(new Body("leg").add(joint).add(new Geom(Geom.Kind.SPHERE, 1)));
    assertWrong(
        assertThrows(ModelException.class, () -> Model.of(scene)),
        "joint 'knee'",
        "damping",
        "is -1.0, expected at least 0",
        "joint 'knee': damping is -1.0, expected at least 0");
  }

  @Test
  void fileErrorsHavePartQuantityAndProblem() {
    String text = "<mujoco>\n<worldbody><geom size='1' condim='x'/></worldbody></mujoco>";
    assertWrong(
        assertThrows(ModelException.class, () -> Mjcf.read("m.xml", text, Rules.MUJOCO_3)),
        "m.xml:2: <geom>",
        "attribute 'condim'",
        "has 'x', which is not a finite number",
        "m.xml:2: <geom>: attribute 'condim' has 'x', which is not a finite number");
  }
}
