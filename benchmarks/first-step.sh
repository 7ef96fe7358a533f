#!/usr/bin/env bash
# Seconds from the start of the process to the first finished training step of FCN-32s, ours and PyTorch's in alternation: 2 threads.
# Ours count until the process has ended; PyTorch's until the step is done.
# Usage: PEERS=FOLDER benchmarks/first-step.sh [ROUNDS [BATCH]]
#   PEERS   holds run-pytorch.sh and fcn_model.py
#   ROUNDS  how often each is timed; 5 unless said. BATCH: 4 unless said.
set -euo pipefail
peers=${PEERS:?PEERS names the folder that holds run-pytorch.sh}
repository=$(cd "$(dirname "$0")/.." && pwd)
rounds=${1:-5} batch=${2:-4}
dotnet build "$repository/src/Fcn" -c Release -v q --nologo >&2
work=$(mktemp -d)
cp "$repository/benchmarks/first_step.py" "$work"
cd "$work"
for ((round = 0; round < rounds; round++)); do
  start=$(date +%s.%N)
  dotnet "$repository/artifacts/bin/Fcn/release/fcn.dll" bench --mode train --batch "$batch" --steps 1 --warmup 0 --threads 2 > bench.json
  awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f\n", b - a }' >> fcn.txt
  "$peers/run-pytorch.sh" first_step.py "$batch" >> pytorch.txt
done
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
echo "first step: ours $(median fcn.txt) s ($(paste -sd' ' fcn.txt)), PyTorch $(median pytorch.txt) s ($(paste -sd' ' pytorch.txt))"
