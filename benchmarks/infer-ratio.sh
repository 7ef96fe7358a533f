#!/usr/bin/env bash
# Inference speed and memory of FCN-32s on the CPU against ONNX Runtime's and PyTorch's, in alternation: 2 threads, 320×480.
# Usage: PEERS=FOLDER ORT=FOLDER benchmarks/infer-ratio.sh [ROUNDS [BATCH [STEPS]]]
#   PEERS   holds run-pytorch.sh, fcn_bench.py, fcn_export_onnx.py and ort_infer.js
#   ORT     a folder in which "npm install --ignore-scripts onnxruntime-node@1.30.0" has run
#   ROUNDS  how often each is timed; 3 unless said. BATCH: 4 unless said. STEPS of each in a round: 5 unless said.
set -euo pipefail
peers=${PEERS:?PEERS names the folder that holds run-pytorch.sh}
ort=${ORT:?ORT names the folder that holds node_modules/onnxruntime-node}
repository=$(cd "$(dirname "$0")/.." && pwd)
rounds=${1:-3} batch=${2:-4} steps=${3:-5}
dotnet build "$repository/src/Fcn" -c Release -v q --nologo >&2
work=$(mktemp -d)
cd "$work"
ln -s "$ort/node_modules" node_modules
"$peers/run-pytorch.sh" /peers/fcn_export_onnx.py fcn.onnx > export.log 2>&1 || { cat export.log >&2; exit 1; }
for ((round = 0; round < rounds; round++)); do
  dotnet "$repository/artifacts/bin/Fcn/release/fcn.dll" bench --mode infer --batch "$batch" --steps "$steps" --warmup 2 --threads 2 | tee -a fcn.jsonl
  node --require "$repository/benchmarks/print-peak.js" "$peers/ort_infer.js" fcn.onnx "$batch" "$steps" 2 | tee -a ort.jsonl
  "$peers/run-pytorch.sh" /peers/fcn_bench.py --batch "$batch" --steps "$steps" --warmup 2 --threads 2 --only infer 2>/dev/null | tee -a pytorch.jsonl
done

grep '"nchw"' pytorch.jsonl > nchw.jsonl
grep '"channels_last"' pytorch.jsonl > last.jsonl
median() { sed -n "s/.*\"$1\": *\([0-9.]*\).*/\1/p" "$2" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
speed=$(median imagesPerSecond fcn.jsonl) memory=$(median peakBytes fcn.jsonl)
# Both of PyTorch's layouts run in one process, whose peak after the first is that of NCHW alone.
for peer in "ort:ONNX Runtime" "nchw:PyTorch, NCHW" "last:PyTorch, channels-last"; do
  file=${peer%%:*}.jsonl
  peak=$(median peakBytes "${file/last/nchw}")
  awk -v name="${peer#*:}" -v a="$(median imagesPerSecond "$file")" -v b="$speed" -v c="$peak" -v d="$memory" \
    'BEGIN { printf "%-24s %6.2f images/s, %4.0f MB; ours %6.2f images/s, %4.0f MB: %.2f × its speed, %.2f × its memory\n", name, a, c / 1e6, b, d / 1e6, b / a, d / c }'
done
