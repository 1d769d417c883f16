# An edition built by Slurm, on this one machine: an array of eight shards, one of which is killed and put
# into the queue again, and a merge that waits for them. The daemons are this test's own, below WORK.
. "$ROOT/tests/lib.sh"

[ "$SLOW" = yes ] || exit 0
PATH=$PATH:/usr/sbin:/sbin
what='an edition built by Slurm'
for program in slurmctld slurmd sbatch scontrol squeue python3; do
    have $program || { skip "$what" "$program is not there"; exit 0; }
done
[ "$(id -u)" = 0 ] || { skip "$what" 'only root can run slurmd'; exit 0; }

# ---- a cluster of one machine ----

mkdir cluster cluster/state cluster/spool
ports=$(python3 -c 'import socket
s = [socket.socket() for _ in range(2)]
for x in s: x.bind(("127.0.0.1", 0))
print(*[x.getsockname()[1] for x in s])')
cat >cluster/slurm.conf <<X
ClusterName=teipipe
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=${ports% *}
SlurmdPort=${ports#* }
SlurmUser=root
SlurmdUser=root
AuthType=auth/none
CredType=cred/none
AuthInfo=cred_expire=5
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=2
StateSaveLocation=$WORK/cluster/state
SlurmdSpoolDir=$WORK/cluster/spool
SlurmctldPidFile=$WORK/cluster/slurmctld.pid
SlurmdPidFile=$WORK/cluster/slurmd.pid
SlurmctldLogFile=$WORK/cluster/slurmctld.log
SlurmdLogFile=$WORK/cluster/slurmd.log
NodeName=here NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=all Nodes=here Default=YES MaxTime=10 State=UP
X
SLURM_CONF=$WORK/cluster/slurm.conf
export SLURM_CONF

# Each daemon that is still there, with what it started; by the numbers that it wrote down.
stop() {
    for daemon in slurmd slurmctld; do
        pid=$(cat "cluster/$daemon.pid" 2>/dev/null) || continue
        kill "$pid" 2>/dev/null
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.25
        done
        kill -KILL "$pid" 2>/dev/null
    done
}
trap 'scancel --user=root 2>/dev/null; sleep 0.5; stop' EXIT
trap 'exit 143' INT TERM

# until SECONDS COMMAND...: wait for it to succeed.
until_true() {
    turns=$(($1 * 5))
    shift
    while [ $turns -gt 0 ]; do
        "$@" >/dev/null 2>&1 && return
        turns=$((turns - 1))
        sleep 0.2
    done
    return 1
}
slurmctld >cluster/out 2>&1
slurmd -N here >>cluster/out 2>&1
if ! until_true 60 sh -c 'sinfo -h -o %T | grep -qx idle'; then
    skip "$what" "Slurm can't be started here: $(cat cluster/out cluster/*.log 2>/dev/null | grep -i error | tail -1)"
    exit 0
fi

# ---- the edition ----

mkdir -p ed/letters && cp -r "$ROOT/corpus/authority" ed/
for n in $(seq 1 48); do
    sed "s/Peter/Peter$n/; s/friend/friend$n/; s/1953/$((1900 + n))/" "$ROOT/tests/cli/letter.txt" >ed/letters/$n.txt
done
printf 'A letter with\001 a control character.\n' >ed/letters/bad.txt
printf 'base_url: https://example.org/ed/\n' >ed/teipipe.yaml
mkdir w && ln -s ../ed w/ed
(cd w && "$TEIPIPE" build -q ed -o site --report json=report.json 2>err; echo $? >status)

# The program, but for the first go at shard 3: that one stops in the middle.
cat >teipipe <<X
#!/bin/sh
case " \$* " in
*' --shard 3/8 '*)
    if mkdir '$WORK/held' 2>/dev/null; then
        '$TEIPIPE' "\$@" &
        until ls site.shards/3/tei/*.xml >/dev/null 2>&1; do :; done
        kill -STOP \$!
        : >'$WORK/held/now'
        sleep 600
    fi
    ;;
esac
exec '$TEIPIPE' "\$@"
X
chmod +x teipipe
TEIPIPE_MERGE='-q --report json=report.json'
OURS=$TEIPIPE TEIPIPE=$WORK/teipipe
export TEIPIPE TEIPIPE_MERGE

expect 'the jobs are in the queue' 0 - "$ROOT/pipeline/tools/slurm-build.sh" ed site 8
array=$(head -1 out) merge=$(tail -1 out)
check 'one task comes to its middle' until_true 120 test -e held/now
check 'it is killed and put into the queue again' until_true 20 scontrol requeue "${array}_3"
check 'the merge ends' until_true 240 sh -c "scontrol show job $merge | grep -q 'JobState=\(FAILED\|COMPLETED\)'"
scontrol show job "${array}_3" >task 2>&1
check 'the task was run twice, and ended well then' sh -c "grep -q 'JobState=COMPLETED' task && grep -q 'Restarts=1' task"
check 'the status of the merge is that of the build' sh -c "scontrol show job $merge | grep -q \"ExitCode=\$(cat w/status):0\" && test \$(cat w/status) = 1"
check 'the edition is the same to the byte' diff -r w/site site
check 'and so is the report' cmp w/report.json report.json
check 'and what is told' sh -c "cmp w/err site.shards/merge-$merge.log"

# The shards make the pages, too: in a second array.
rm -rf site .site.teipipe
expect 'with a plan' 0 - "$ROOT/pipeline/tools/slurm-build.sh" --plan ed site 8
merge=$(tail -1 out)
check 'four jobs' test "$(wc -l <out)" = 4
check 'it ends' until_true 240 sh -c "scontrol show job $merge | grep -q 'JobState=\(FAILED\|COMPLETED\)'"
check 'the pages are the shards' sh -c 'cat site.shards/*/html/4.html >/dev/null'
check 'the edition is the same' diff -r w/site site
expect 'it takes a number' 2 '^usage: slurm-build.sh' "$ROOT/pipeline/tools/slurm-build.sh" ed site eight
TEIPIPE=$OURS
stop
check 'no daemon is left' sh -c '! kill -0 $(cat cluster/slurmctld.pid) 2>/dev/null && ! kill -0 $(cat cluster/slurmd.pid) 2>/dev/null'
trap - EXIT
