/**
 * Environments and the simulator behind them; nothing about learning. Start at {@link
 * org.qmp.env.Environment}.
 */
@SuppressWarnings("requires-automatic") // fastutil has a name, but no descriptor
module org.qmp.env {
  requires it.unimi.dsi.fastutil.core;
  requires static transitive org.jspecify;

  exports org.qmp.env;
  exports org.qmp.env.classic;
  exports org.qmp.env.draw;
  exports org.qmp.env.kitchen;
  exports org.qmp.env.maze;
  exports org.qmp.env.reacher;
  exports org.qmp.env.tabletop;
  exports org.qmp.env.taskfile;
  exports org.qmp.env.walker;
  exports org.qmp.env.physics;
  exports org.qmp.env.physics.mjcf;
  exports org.qmp.env.physics.scene;
}
