#!/usr/bin/env bash
# Holds training steps of the FCN against PyTorch's: batch 2, 3 steps, momentum 0.9, one run for each seed.
# Usage: PEERS=FOLDER benchmarks/parity.sh [WORK_FOLDER] [SEEDS]
#   PEERS        holds torch_steps.py (batch, weights, and what PyTorch makes of them), and run-pytorch.sh unless PYTHON is said
#   WORK_FOLDER  keeps 300 MB for each seed; a new temporary folder unless said
#   SEEDS        how many; 10 unless said
#   DEVICE       where ours runs: cpu unless said
#   PYTHON       a Python that has PyTorch
#   FCN          what eng/publish-portable.sh made, for machines without the .NET SDK; built here unless said
set -euo pipefail
peers=$(realpath "${PEERS:?PEERS names the folder that holds torch_steps.py}")
repository=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}
seeds=${2:-10}
device=${DEVICE:-cpu}

if [ -n "${FCN:-}" ]; then
  fcn=("$(realpath "$FCN")")
  report=("${fcn[@]}" parity)
else
  dotnet build "$repository/src/Fcn" -c Release -v q --nologo
  dotnet build "$repository/benchmarks/ParityReport" -c Release -v q --nologo
  fcn=(dotnet "$repository/artifacts/bin/Fcn/release/fcn.dll")
  report=(dotnet "$repository/artifacts/bin/ParityReport/release/ParityReport.dll")
fi
if [ -n "${PYTHON:-}" ]; then
  steps=("$PYTHON" "$peers/torch_steps.py")
else
  steps=("$peers/run-pytorch.sh" /peers/torch_steps.py)
fi

mkdir -p "$work"
cd "$work"
folders=()
for ((seed = 0; seed < seeds; seed++)); do
  folder=seed$seed
  folders+=("$folder")
  if [ ! -s "$folder/reference.safetensors" ]; then
    "${steps[@]}" "$folder" --steps 3 --momentum 0.9 --seed "$seed"
  fi
  "${fcn[@]}" step --device "$device" --weights "$folder/weights.safetensors" --batch-file "$folder/batch.safetensors" \
    --steps 3 --momentum 0.9 --lr 0.001 --weight-decay 0.001 --out "$folder/fcn.safetensors"
done
"${report[@]}" "${folders[@]}"
