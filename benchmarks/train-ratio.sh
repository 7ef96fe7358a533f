#!/usr/bin/env bash
# Training speed of FCN-32s on the CPU against PyTorch's, in alternation: batch 4, 2 threads, 320×480.
# Usage: PEERS=FOLDER benchmarks/train-ratio.sh [ROUNDS]
#   PEERS   holds run-pytorch.sh and fcn_bench.py
#   ROUNDS  how often both are timed; 3 unless said. PyTorch counts in the better of its two layouts.
set -euo pipefail
peers=${PEERS:?PEERS names the folder that holds run-pytorch.sh}
repository=$(cd "$(dirname "$0")/.." && pwd)
rounds=${1:-3}
dotnet build "$repository/src/Fcn" -c Release -v q --nologo
work=$(mktemp -d)
cd "$work"
for ((round = 0; round < rounds; round++)); do
  "$peers/run-pytorch.sh" /peers/fcn_bench.py --batch 4 --steps 3 --warmup 1 --threads 2 --only train 2>/dev/null | tee -a pytorch.jsonl
  dotnet "$repository/artifacts/bin/Fcn/release/fcn.dll" bench --mode train --batch 4 --steps 5 --warmup 2 --threads 2 | tee -a fcn.jsonl
done
median() { sed -n "s/.*\"imagesPerSecond\": *\([0-9.]*\).*/\1/p" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
nchw=$(grep '"nchw"' pytorch.jsonl | median)
last=$(grep '"channels_last"' pytorch.jsonl | median)
ours=$(median < fcn.jsonl)
awk -v a="$nchw" -v b="$last" -v c="$ours" 'BEGIN { best = a > b ? a : b; printf "PyTorch %.2f (NCHW), %.2f (channels-last); ours %.2f images/s: %.2f × its better layout\n", a, b, c, c / best }'
