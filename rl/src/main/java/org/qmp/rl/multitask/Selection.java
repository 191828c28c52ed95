package org.qmp.rl.multitask;

/** Which foreign rows of a batch are used. */
interface Selection {

  /** Every row. */
  Selection ALL =
      new Selection() {
        @Override
        public void look() {}

        @Override
        public boolean keeps(int block, int row) {
          return true;
        }
      };

  /** Takes in a newly filled batch. */
  void look();

  /** Whether a foreign row of a task's block is used; rows are numbered through the batch. */
  boolean keeps(int block, int row);
}
