#!/usr/bin/env bash
# Trains and runs random networks at every vector width and on ILGPU, and holds all their tensors against PyTorch's in double
# precision: eng/fuzz-networks.sh [SEED] [NETWORKS], of which 50 unless said. Prints every tensor that is too far off; what failed stays in
# artifacts/random. The tests do the same with the few networks of tests/ShapeNet.Networks.Tests/Random.
#   PYTHON  a Python that has PyTorch, run in tests/; python3 unless said
set -euo pipefail
cd "$(dirname "$0")/.."
seed=${1:-$RANDOM} networks=${2:-50}
folder=artifacts/random/$seed
recorded=tests/random-$seed
trap 'rm -rf "$recorded"' EXIT
(cd tests && "${PYTHON:-python3}" RandomNetworks/recordings.py "random-$seed" "$seed" "$networks")
mkdir -p "$folder"
mv "$recorded"/* "$folder"
dotnet test tests/ShapeNet.Networks.Tests -c Release --nologo -p:RandomNetworks="$PWD/$folder" \
  --filter "FullyQualifiedName~RecordedTests&DisplayName~R${seed}N" --logger "console;verbosity=detailed" > "$folder/log.txt" || true
grep -E "Failed |Range:|Actual:|Expected:|error |Exception" "$folder/log.txt" || true
tail -n 6 "$folder/log.txt"
grep -q "Test Run Successful" "$folder/log.txt"
rm -rf "$folder"
