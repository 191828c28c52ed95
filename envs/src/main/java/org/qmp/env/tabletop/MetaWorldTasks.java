package org.qmp.env.tabletop;

import java.util.List;
import java.util.function.Supplier;

/** Makers of the published tasks, in the published orders. */
final class MetaWorldTasks {
  /** Door and drawer beside each other. */
  static final List<Supplier<TabletopTask>> CDS =
      List.of(
          () -> new DoorTasks.DoorOpen(true),
          () -> new DoorTasks.DoorClose(true),
          () -> new DrawerTasks.DrawerOpen(true),
          () -> new DrawerTasks.DrawerClose(true));

  /** Ten of the fifty. */
  static final List<Supplier<TabletopTask>> MT10 =
      List.of(
          ReachTasks.Reach::new,
          PushTasks.PushAway::new,
          PickTasks.PickPlace::new,
          () -> new DoorTasks.DoorOpen(false),
          () -> new DrawerTasks.DrawerOpen(false),
          () -> new DrawerTasks.DrawerClose(false),
          ButtonTasks.TopDown::new,
          PegTasks.PegInsertSide::new,
          WindowTasks.WindowOpen::new,
          WindowTasks.WindowClose::new);

  /** All fifty. */
  static final List<Supplier<TabletopTask>> MT50 =
      List.of(
          ToolTasks.Assembly::new,
          BallTasks.Basketball::new,
          PickTasks.BinPicking::new,
          ToolTasks.BoxClose::new,
          ButtonTasks.TopDown::new,
          ButtonTasks.TopDown::wall,
          ButtonTasks.Front::new,
          ButtonTasks.Front::wall,
          CoffeeTasks.CoffeeButton::new,
          CoffeeTasks.Mug::pull,
          CoffeeTasks.Mug::push,
          TurnTasks.DialTurn::new,
          ToolTasks.Disassemble::new,
          () -> new DoorTasks.DoorClose(false),
          DoorTasks.DoorLock::new,
          () -> new DoorTasks.DoorOpen(false),
          DoorTasks.DoorUnlock::new,
          PickTasks.HandInsert::new,
          () -> new DrawerTasks.DrawerClose(false),
          () -> new DrawerTasks.DrawerOpen(false),
          TurnTasks.Faucet::open,
          TurnTasks.Faucet::close,
          ToolTasks.Hammer::new,
          HandleTasks.Press::side,
          HandleTasks.Press::front,
          HandleTasks.PullSide::new,
          HandleTasks.Pull::new,
          TurnTasks.LeverPull::new,
          PegTasks.PegInsertSide::new,
          PickTasks.PickPlaceWall::new,
          PickTasks.PickOutOfHole::new,
          ReachTasks.Reach::new,
          PushTasks.PushBack::new,
          PushTasks.PushAway::new,
          PickTasks.PickPlace::new,
          PlateTasks.Plate::slide,
          PlateTasks.Plate::slideSide,
          PlateTasks.Plate::slideBack,
          PlateTasks.Plate::slideBackSide,
          PegTasks.PegUnplugSide::new,
          BallTasks.Soccer::new,
          StickTasks.StickPush::new,
          StickTasks.StickPull::new,
          PushTasks.PushWall::new,
          ReachTasks.Reach::wall,
          PickTasks.ShelfPlace::new,
          PushTasks.SweepInto::new,
          PushTasks.Sweep::new,
          WindowTasks.WindowOpen::new,
          WindowTasks.WindowClose::new);

  private MetaWorldTasks() {}

  /**
   * A new task of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static TabletopTask named(List<Supplier<TabletopTask>> tasks, String name) {
    return tasks.stream()
        .map(Supplier::get)
        .filter(task -> task.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no task of the tabletop is " + name));
  }
}
