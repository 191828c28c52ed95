#!/bin/sh
# A comparison as a Slurm array: sbatch docs/slurm-array.sh
# Run ./qmp info once before: it builds qmp.jar, for which all elements would wait.
# Every element carries out one shard. Submit it again to go on with what is left.
#SBATCH --job-name=qmp
#SBATCH --array=1-8
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=12:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=qmp-%A-%a.log
# two minutes before the end, to save all runs
#SBATCH --signal=TERM@120

# srun does not take the number of processors from the lines above
exec srun --cpus-per-task="$SLURM_CPUS_PER_TASK" ./qmp compare --suite point --methods separated,separated+qmp --seeds 20 \
  --out /shared/point --threads "$SLURM_CPUS_PER_TASK" \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"
