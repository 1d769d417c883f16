#!/bin/sh
# Build an edition on a cluster with Slurm: an array of N jobs, a shard each, and one that merges them.
#
#   slurm-build.sh [--plan] EDITION OUTPUT N [SBATCH OPTION...]
#
# To be run in the folder that paths are relative to, on a disk that all nodes share. The shards are
# built into OUTPUT.shards/1 to N, and stay there: the next run makes only what has changed. A task that
# was killed, or whose node was lost, is put into the queue again (--requeue) and goes on where it was.
# With --plan the shards make the HTML pages as well, in a second array, instead of the merge.
#
# What is wrong with documents (status 1 and 3) fails no task: the merge tells all of it, and its
# status is that of the build. What can't be used at all (status 2) fails the task, and ends the rest.
#
#   SBATCH OPTION   of all jobs, such as --partition=long --mem-per-cpu=2G
#   SBATCH_MERGE    of the merge and the plan besides, such as '--cpus-per-task=32 --mem=64G'
#   TEIPIPE         the program (default: teipipe)
#   TEIPIPE_MERGE   options of the merge, such as '--strict --report junit=report.xml'
#
# Prints the numbers of the jobs; the last one is the merge.
set -eu
teipipe=${TEIPIPE:-teipipe}
threads=${SLURM_CPUS_PER_TASK:-1}

# As a job: slurm-build.sh job KIND EDITION OUTPUT N
if [ "${1-}" = job ] && [ -n "${SLURM_JOB_ID-}" ]; then
    kind=$2 edition=$3 output=$4 n=$5
    status=0
    case $kind in
    shard)
        k=$SLURM_ARRAY_TASK_ID
        "$teipipe" build -j "$threads" -q "$edition" --shard "$k/$n" -o "$output.shards/$k" || status=$?
        [ $status -ne 1 ] && [ $status -ne 3 ] || status=0
        ;;
    plan | merge)
        set --
        while [ $# -lt "$n" ]; do set -- "$@" "$output.shards/$(($# + 1))"; done
        if [ "$kind" = plan ]; then
            "$teipipe" merge -q --plan "$@" || status=$?
        else
            # shellcheck disable=SC2086 # a list of options
            "$teipipe" merge -j "$threads" ${TEIPIPE_MERGE-} "$@" -o "$output" || status=$?
        fi
        ;;
    esac
    exit $status
fi

usage() {
    sed -n 's/^#   \(slurm-build.sh .*\)/usage: \1/p' "$0" >&2
    exit 2
}

plan=no
if [ "${1-}" = --plan ]; then
    plan=yes
    shift
fi
[ $# -ge 3 ] || usage
edition=$1 output=${2%/} n=$3
shift 3
case $n in '' | *[!0-9]* | 0*) usage ;; esac
command -v sbatch >/dev/null || { echo "slurm-build.sh: there is no sbatch: this is no computer of a cluster with Slurm" >&2; exit 2; }
mkdir -p "$output.shards"

# submit KIND AFTER SBATCH OPTION...: its number; AFTER: a job that must end well before it, or nothing.
submit() {
    kind=$1 after=$2
    shift 2
    if [ -n "$after" ]; then set -- --dependency="afterok:$after" --kill-on-invalid-dep=yes "$@"; fi
    sbatch --parsable --requeue --job-name="teipipe-$kind" --output="$output.shards/$kind-%j.log" \
        "$@" "$0" job "$kind" "$edition" "$output" "$n" | cut -d ';' -f 1
}
array() { after=$1; shift; submit shard "$after" --array="1-$n" --output="$output.shards/%a.log" "$@"; }

last=$(array '' "$@")
echo "$last"
if [ "$plan" = yes ]; then
    # shellcheck disable=SC2086 # a list of options
    last=$(submit plan "$last" "$@" ${SBATCH_MERGE-})
    echo "$last"
    last=$(array "$last" "$@")
    echo "$last"
fi
# shellcheck disable=SC2086
submit merge "$last" "$@" ${SBATCH_MERGE-}
