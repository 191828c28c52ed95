package org.qmp.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;
import org.qmp.nn.Mlp;
import org.qmp.nn.Xoshiro256;

/** Messages name the user's source line, not the line of the layer that records the op. */
final class LayerMessagesTest {

  @Test
  void inputOfTheWrongWidthNamesTheLineThatAppliesTheNetwork() {
    Kernels kernels = Backend.plain().kernels(Precision.FLOAT);
    Mlp net =
        Mlp.create("net", Mlp.Spec.of(4, List.of(8), 2), kernels, Xoshiro256.named(1, "weights"));
    int[] line = new int[1];
    ShapeException error =
        assertThrows(
            ShapeException.class,
            () ->
                Tape.record(
                    kernels,
                    t -> {
                      line[0] = MessagesTest.thisLine() + 1;
                      return net.apply(t.input("x", 6, 3));
                    }));
    assertEquals(
        "affineRelu[x 6×3, net/layer0/weight 4×8, net/layer0/bias 1×8] at LayerMessagesTest.java:"
            + line[0],
        error.getMessage().substring(0, error.getMessage().indexOf(": ")));
  }
}
