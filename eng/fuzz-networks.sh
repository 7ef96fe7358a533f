#!/usr/bin/env bash
# Trains and runs random networks at every vector width and on ILGPU, and holds all their tensors against PyTorch's in double
# precision. Prints every tensor that is too far off; what failed stays in artifacts/random. A gradient that nearly cancels may be off by a little
# more than is allowed; mistakes are off by much.
# The tests do the same with the few networks of tests/ShapeNet.Networks.Tests/Random.
# Usage: eng/fuzz-networks.sh [SEED] [NETWORKS] [VALUES]
#   SEED      networks grow from it; random unless said
#   NETWORKS  how many; 50 unless said
#   VALUES    that a tensor may have for each image; 12,000 unless said. Larger networks (200,000) are for the CPU: DEVICES=Vector
#   DEVICES   a part of the names of the devices that it runs on: Scalar, Vector256, Vector512, ILGPU; all unless said
#   PYTHON    a Python that has PyTorch, run in tests/; python3 unless said
set -euo pipefail
cd "$(dirname "$0")/.."
seed=${1:-$RANDOM} networks=${2:-50} values=${3:-12000}
folder=artifacts/random/$seed
recorded=tests/random-$seed
trap 'rm -rf "$recorded"' EXIT
(cd tests && "${PYTHON:-python3}" RandomNetworks/recordings.py "random-$seed" "$seed" "$networks" "$values")
mkdir -p "$folder"
mv "$recorded"/* "$folder"
dotnet test tests/ShapeNet.Networks.Tests -c Release --nologo -p:RandomNetworks="$PWD/$folder" \
  --filter "FullyQualifiedName~RecordedTests&DisplayName~R${seed}N${DEVICES:+&DisplayName~$DEVICES}" --logger "console;verbosity=detailed" > "$folder/log.txt" || true
grep -E "Failed |Range:|Actual:|Expected:|error |Exception" "$folder/log.txt" || true
tail -n 6 "$folder/log.txt"
grep -q "Test Run Successful" "$folder/log.txt"
rm -rf "$folder"
