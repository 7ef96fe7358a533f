#!/usr/bin/env bash
# Publishes fcn with the numeric tests as one file for linux-x64 that needs nothing but, for CUDA, NVIDIA's driver:
#   eng/publish-portable.sh FILE
#   FILE selftest cuda ; FILE bench --device cuda --batch 32 ; FILE step … ; FILE train …
set -euo pipefail
[ $# = 1 ] || { echo "usage: eng/publish-portable.sh FILE" >&2; exit 2; }
target=$(realpath -m "$1")
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet publish eng/Portable -c Release -o "$folder" -v q -nologo -p:PublishPortable=true
if [ -e artifacts/feed/ILGPU.missing ]; then
  echo "ShapeNet: built with the stand-in for ILGPU, which knows no GPU: $target computes on the CPU only." >&2
fi
mkdir -p "$(dirname "$target")"
mv "$folder/fcn-portable" "$target"
ls -l "$target"
