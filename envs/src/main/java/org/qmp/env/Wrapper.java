package org.qmp.env;

import java.util.List;
import org.qmp.env.draw.Picture;

/** An environment that delegates everything to another one. Override what differs. */
public abstract class Wrapper implements Environment {
  protected final Environment inner;

  /** Wraps an environment, which must only be used through this one from now on. */
  protected Wrapper(Environment inner) {
    this.inner = inner;
  }

  /** The wrapped environment, for reading only: stepping it would bypass this wrapper. */
  public final Environment inner() {
    return inner;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public Box observations() {
    return inner.observations();
  }

  @Override
  public Space actions() {
    return inner.actions();
  }

  @Override
  public void reset(Chance chance, double[] observationOut) {
    inner.reset(chance, observationOut);
  }

  @Override
  public Outcome step(double[] action, double[] observationOut) {
    return inner.step(action, observationOut);
  }

  @Override
  public List<String> metrics() {
    return inner.metrics();
  }

  @Override
  public void readMetrics(double[] out) {
    inner.readMetrics(out);
  }

  @Override
  public Summary summary(String metric) {
    return inner.summary(metric);
  }

  @Override
  public int stateSize() {
    return inner.stateSize();
  }

  @Override
  public void saveState(double[] out) {
    inner.saveState(out);
  }

  @Override
  public void restoreState(double[] in, Chance chance) {
    inner.restoreState(in, chance);
  }

  @Override
  public Picture render() {
    return inner.render();
  }

  @Override
  public void close() {
    inner.close();
  }
}
