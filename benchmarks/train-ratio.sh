#!/usr/bin/env bash
# Training speed of FCN-32s on the CPU against PyTorch's, in alternation: 2 threads, 320×480.
# Usage: PEERS=FOLDER benchmarks/train-ratio.sh [ROUNDS [BATCH [STEPS]]]
#   PEERS   holds run-pytorch.sh and fcn_bench.py
#   ROUNDS  how often both are timed, one after the other; 3 unless said. BATCH: 4 unless said. STEPS of each in a round: 5 unless said.
# A round's ratio is to the better of PyTorch's two layouts in that round; the median of the rounds counts.
set -euo pipefail
peers=${PEERS:?PEERS names the folder that holds run-pytorch.sh}
repository=$(cd "$(dirname "$0")/.." && pwd)
rounds=${1:-3} batch=${2:-4} steps=${3:-5}
dotnet build "$repository/src/Fcn" -c Release -v q --nologo >&2
work=$(mktemp -d)
cd "$work"
field() { sed -n "s/.*\"$1\": *\([0-9.]*\).*/\1/p"; }
for ((round = 1; round <= rounds; round++)); do
  dotnet "$repository/artifacts/bin/Fcn/release/fcn.dll" bench --mode train --batch "$batch" --steps "$steps" --warmup 2 --threads 2 | tee fcn.json
  "$peers/run-pytorch.sh" /peers/fcn_bench.py --batch "$batch" --steps "$steps" --warmup 1 --threads 2 --only train 2>/dev/null | tee pytorch.jsonl
  ours=$(field imagesPerSecond < fcn.json)
  nchw=$(grep '"nchw"' pytorch.jsonl | field imagesPerSecond)
  last=$(grep '"channels_last"' pytorch.jsonl | field imagesPerSecond)
  # Both layouts run in one process, whose peak after the first is that of NCHW alone.
  memory=$(field peakBytes < fcn.json) peak=$(grep '"nchw"' pytorch.jsonl | field peakBytes)
  awk -v round="$round" -v a="$nchw" -v b="$last" -v c="$ours" -v m="$memory" -v p="$peak" 'BEGIN {
    best = a > b ? a : b
    printf "round %d: PyTorch %.2f images/s (NCHW), %.2f (channels-last), %.0f MB; ours %.2f images/s, %.0f MB: %.2f × its speed, %.2f × its memory\n", round, a, b, p / 1e6, c, m / 1e6, c / best, m / p
  }' | tee -a rounds.txt
done
echo
cat rounds.txt
sed 's/.*: \([0-9.]*\) × its speed.*/\1/' rounds.txt | sort -n | awk '{ v[NR] = $1 } END { printf "median %.2f × its better layout\n", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
