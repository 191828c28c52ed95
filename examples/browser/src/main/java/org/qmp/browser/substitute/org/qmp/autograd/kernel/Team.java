package org.qmp.browser.substitute.org.qmp.autograd.kernel;

/** A team of the calling thread alone: a tab has no other. */
public final class Team implements AutoCloseable {

  /** As {@code org.qmp.autograd.kernel.Team.Work}. */
  public interface Work {
    void share(int member);
  }

  public Team(int size) {
    if (size != 1) {
      throw new IllegalArgumentException("size = " + size + ", expected 1 in a browser");
    }
  }

  public int size() {
    return 1;
  }

  public void run(Work shared) {
    shared.share(0);
  }

  @Override
  public void close() {}
}
