#!/usr/bin/env bash
# A print run in shards on Slurm: each task of the array makes one shard, on any node.
#
# Fill in
#   --array           1-N for N shards, without steps; twice as many as nodes is a good number
#   the five lines under "what to print", or name them on the command line: RECORDS=… sbatch slurm.sh
#   The folder you start from must be the same on every node: campaign, addresses and letters are in it.
#
# Start it, and then the check of all shards, which begins when the last of them is done:
#   id=$(sbatch --parsable slurm.sh)
#   sbatch --dependency=afterok:$id --output=collect-%j.log --wrap "drukwerk collect dist/run"
#
# If something failed, start it once more as it is: what is whole stays. One shard alone:
#   SHARD=7/16 sbatch --array=7 slurm.sh
#
#SBATCH --job-name=letters
#SBATCH --array=1-16
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=04:00:00
#SBATCH --output=letters-%A-%a.log
set -euo pipefail

# What to print.
CAMPAIGN=${CAMPAIGN:-campaigns/donkere-dagen}
PIECE=${PIECE:-letter}
MUNICIPALITY=${MUNICIPALITY:-utrecht}
RECORDS=${RECORDS:-residents.csv}
BATCH=${BATCH:-5000}

# Rows that cannot be printed would make Slurm call the shard failed; `collect` tells of them.
exec drukwerk run "$CAMPAIGN" --piece "$PIECE" -m "$MUNICIPALITY" --records "$RECORDS" --batch "$BATCH" \
    --shard "${SHARD:-auto}" --resume --max-errors 1000000000 --jobs "${SLURM_CPUS_PER_TASK:-1}" -o dist/run
