/**
 * A ball in a maze of unit cells, which has to find its way without seeing the walls or the goal.
 *
 * <p>{@link org.qmp.env.maze.Maze} is the world, and its documentation the datasheet; {@code
 * Maze.large()} is the suite of ten tasks. Your own maze is a {@link org.qmp.env.maze.Layout} read
 * from text, some {@link org.qmp.env.maze.MazeTask}s in it, and {@code Maze.suite}:
 *
 * <pre>{@code
 * Layout yard = Layout.of("""
 *     #####
 *     #O.O#
 *     #O#O#
 *     #####
 *     """);
 * MazeTask around = new MazeTask(yard, new Cell(2, 1), new Cell(2, 3), MazeReward.SPARSE);
 * TaskSuite suite = Maze.suite("yard", List.of(around));
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.maze;
