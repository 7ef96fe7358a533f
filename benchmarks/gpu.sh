#!/usr/bin/env bash
# All that is asked of a GPU, on a machine that has one, beside PyTorch in the same run: right numbers, speed, memory, and where the time goes.
# Usage: PEERS=FOLDER benchmarks/gpu.sh FILE OUT [STAGE...]
#   PEERS   holds fcn_bench.py and torch_steps.py
#   FILE    what eng/publish-portable.sh made: the machine needs no .NET
#   OUT     takes report.md and what every command printed; calls with the same folder add to one report
#   STAGE   selftest, speed, layers, parity; all of them unless said
#   PYTHON  a Python that has PyTorch; python3 unless said
#   BATCH, STEPS, ROUNDS, SEEDS: 32 images, 20 timed steps, 3 rounds, 10 seeds unless said
# Fails where something asked does not hold, after everything has run.
set -euo pipefail
usage="usage: PEERS=FOLDER benchmarks/gpu.sh FILE OUT [selftest|speed|layers|parity]..."
[ $# -ge 2 ] || { echo "$usage" >&2; exit 2; }
peers=$(realpath "${PEERS:?PEERS names the folder that holds fcn_bench.py and torch_steps.py}")
benchmarks=$(cd "$(dirname "$0")" && pwd)
fcn=$(realpath "$1") out=$(realpath -m "$2")
shift 2
python=${PYTHON:-python3} batch=${BATCH:-32} steps=${STEPS:-20} rounds=${ROUNDS:-3}
mkdir -p "$out"

selftest() { "$fcn" selftest cuda | tee "$out/selftest.txt"; }

# In alternation. The first round times PyTorch in every configuration, the others until the one that ours is held against.
speed() {
  local round peer
  rm -f "$out"/ours-*.json "$out"/pytorch-*
  for ((round = 1; round <= rounds; round++)); do
    "$fcn" bench --device cuda --mode train --batch "$batch" --steps "$steps" --warmup 5 | tee "$out/ours-$round.json" || return 1
    "$python" "$peers/fcn_bench.py" --device cuda --batch "$batch" --steps "$steps" --warmup 5 --only train \
      > "$out/pytorch-$round.jsonl" 2> "$out/pytorch-$round.err" &
    peer=$!
    while kill -0 "$peer" 2> /dev/null; do
      sleep 0.5
      if ((round > 1)) && grep -q '"nchw-strict-fp32"' "$out/pytorch-$round.jsonl"; then
        kill "$peer" 2> /dev/null || true
        break
      fi
    done
    wait "$peer" || true
    cat "$out/pytorch-$round.jsonl"
    grep -q '"nchw-strict-fp32"' "$out/pytorch-$round.jsonl" || { tail -5 "$out/pytorch-$round.err" >&2; return 1; }
  done
}

layers() {
  local mode
  for mode in train infer; do
    "$fcn" bench --device cuda --mode "$mode" --batch "$batch" --steps "$steps" --per-layer | tee "$out/layers-$mode.txt" || return 1
  done
}

parity() { PYTHON=$python FCN=$fcn DEVICE=cuda PEERS=$peers "$benchmarks/parity.sh" "$out/parity" "${SEEDS:-10}" | tee "$out/parity.txt"; }

[ $# -gt 0 ] || set -- selftest speed layers parity
for stage; do
  case $stage in
    selftest | speed | layers | parity) ;;
    *) echo "$usage" >&2; exit 2 ;;
  esac
done
if command -v nvidia-smi > /dev/null; then
  # Where the tool does not work, the report says the device's name alone.
  nvidia-smi --query-gpu=name,driver_version,clocks.max.sm,power.limit,memory.total --format=csv,noheader > "$out/card.txt" || rm -f "$out/card.txt"
fi
failed=()
for stage; do
  "$stage" || failed+=("$stage")
done
# Three hundred megabytes for each seed, of which the report needs nothing.
rm -rf "$out/parity"
"$python" "$benchmarks/gpu_report.py" "$out" || failed+=(report)
[ ${#failed[@]} = 0 ] || { echo "failed: ${failed[*]}" >&2; exit 1; }
