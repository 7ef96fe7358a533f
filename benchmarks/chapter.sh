#!/usr/bin/env bash
# Holds training with the D2L chapter's settings on a folder in VOC's layout against PyTorch running the chapter's own
# loop on the same crops from the same first weights: 7 images, batch 3 (an epoch leaves one image out), 3 epochs.
# Usage: PEERS=FOLDER benchmarks/chapter.sh [WORK_FOLDER] [SEED]
#   PEERS        holds run-pytorch.sh, fcn_model.py and safetensors_io.py
#   WORK_FOLDER  takes 300 MB and must be new or empty; a temporary folder, removed at the end, unless said
#   SEED         of the images, the weights, the order and the crops; 0 unless said
set -euo pipefail
peers=${PEERS:?PEERS names the folder that holds run-pytorch.sh}
benchmarks=$(cd "$(dirname "$0")" && pwd)
repository=$(dirname "$benchmarks")
seed=${2:-0}
if [ $# -gt 0 ]; then
  work=$1
  mkdir -p "$work"
else
  work=$(mktemp -d)
  trap 'rm -r "$work"' EXIT
fi
cd "$work"

dotnet build "$benchmarks/ChapterBatches" -c Release -v q --nologo
fcn=$repository/artifacts/bin/Fcn/release/fcn.dll
batches=$repository/artifacts/bin/ChapterBatches/release/ChapterBatches.dll

# PyTorch sees the current folder only.
cp "$benchmarks"/chapter_*.py .
mkdir batches
"$peers/run-pytorch.sh" chapter_backbone.py batches/backbone.pth "$seed"
dotnet "$fcn" synth --out voc --train 7 --val 2 --seed "$seed"
dotnet "$fcn" train --data voc --recipe chapter --epochs 3 --batch 3 --seed "$seed" --device cpu \
  --pretrained batches/backbone.pth --out run
dotnet "$batches" voc batches/backbone.pth 3 3 "$seed" batches
"$peers/run-pytorch.sh" chapter_crops.py voc batches
"$peers/run-pytorch.sh" chapter_loop.py batches run
