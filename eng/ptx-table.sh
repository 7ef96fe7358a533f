#!/usr/bin/env bash
# Compiles every kernel of FCN-32s with ILGPU, assembles it for sm_80 and sm_90 and prints a table; fails where registers spill.
#   eng/ptx-table.sh [--tools FOLDER] [--net Fcn32s Fcn8s] [--filter TEXT] [--keep FOLDER]
# Needs ptxas and cuobjdump (CUDA toolkit 11.8 or later) and the real ILGPU package; no GPU.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet restore eng/PtxTable -v q -nologo
if [ -e artifacts/feed/ILGPU.missing ]; then
  echo "ShapeNet: the package source lacks ILGPU, whose compiler this needs; the stand-in has none." >&2
  exit 1
fi
dotnet build eng/PtxTable -c Release -v q -nologo >&2
artifacts/bin/PtxTable/release/PtxTable "$@"
