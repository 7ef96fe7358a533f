#!/usr/bin/env bash
# Reads damaged weight files and images: eng/fuzz.sh [FILES], 10,000 of each kind unless said. The damage follows from
# fixed seeds. Prints how many were refused and what the costliest one allocated; fails where a file crashes a reader,
# or ends in anything but one line that names it.
set -euo pipefail
cd "$(dirname "$0")/.."
export SHAPENET_FUZZ_FILES=${1:-10000}
for tests in "ShapeNet.Runtime.Tests WeightFileFuzzTests" "Fcn.Tests BrokenFilesAreNamedInOneLine"; do
  read -r project filter <<< "$tests"
  dotnet test "tests/$project" --nologo --filter "FullyQualifiedName~$filter" --logger "console;verbosity=detailed" |
    grep -E "Passed|Failed|files:|error|Error Message"
done
