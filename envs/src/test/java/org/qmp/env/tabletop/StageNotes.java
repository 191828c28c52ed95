package org.qmp.env.tabletop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Records the calls that a task makes to its stage, in order. */
final class StageNotes implements Stage {
  private final List<String> notes = new ArrayList<>();
  private final Runnable look;

  /**
   * @param look is run where a scene would make a forward pass and update the task's view
   */
  StageNotes(Runnable look) {
    this.look = look;
  }

  @Override
  public void place(String body, Point3 to) {
    note("place", body, to.x, to.y, to.z);
  }

  @Override
  public void put(String freeJoint, Point3 to) {
    note("put", freeJoint, to.x, to.y, to.z);
    look.run();
  }

  @Override
  public void rest(String[] joints, double... positions) {
    note("rest", String.join(" ", joints), positions);
    look.run();
  }

  @Override
  public void set(String joint, double position) {
    note("set", joint, position);
    look.run();
  }

  @Override
  public void setUnseen(String joint, double position) {
    note("unseen", joint, position);
  }

  @Override
  public void overwrite(int position, double[] positions, int velocity, int velocities) {
    note("at " + position, "stop " + velocities + " from " + velocity, positions);
    look.run();
  }

  @Override
  public void run(int steps) {
    note("run", String.valueOf(steps));
    look.run();
  }

  private void note(String what, String name, double... numbers) {
    String written =
        Arrays.stream(numbers)
            .mapToObj(x -> new BigDecimal(Float.toString((float) x)).stripTrailingZeros())
            .map(x -> " " + x.toPlainString())
            .collect(Collectors.joining());
    notes.add(what + " " + name + written);
  }

  @Override
  public String toString() {
    return String.join(", ", notes);
  }
}
