#!/usr/bin/env bash
# Tries the probe of the package source (ProbeFeed.targets) on a copy of the working tree, in every direction: sources that have
# the package sets, lack them, have other versions, or are down. Needs no network: the sources are folders with empty packages.
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The copy's parent folder holds its package cache, so that no empty package reaches the user's.
export NUGET_PACKAGES="$scratch/packages" DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
clone="$scratch/clone"
mkdir -p "$clone" "$scratch/empty" "$scratch/pack"
(cd "$repository" && git ls-files -z --cached --others --exclude-standard | tar -c --null -T - --ignore-failed-read) | tar -x -C "$clone"

user="$clone/tests/TryProbe/TryProbe.csproj"
mkdir -p "$(dirname "$user")"
cat > "$user" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <UsePackageSet Include="ILGPU;ImageSharp;Verify" />
  </ItemGroup>
</Project>
XML

failures=0
check() { # check DESCRIPTION COMMAND...: the command must succeed
  if "${@:2}"; then echo "  ok: $1"; else echo "  FAILED: $1"; failures=$((failures + 1)); fi
}
says() { grep -qF -- "$1" "$scratch/output"; }
says_nothing_of() { ! says "$1"; }
recorded() { [ "$(ls "$clone/artifacts/feed" 2>/dev/null | tr '\n' ' ')" = "$1" ]; }
references() { # references PATTERN: the copy's test project refers to it (package or project)
  dotnet msbuild "$user" -getItem:PackageReference,ProjectReference | grep -q "$1"
}

case_of() { # case_of TITLE SOURCE: a fresh clone that sees one source
  echo "$1"
  rm -rf "$clone/artifacts" "$scratch/packages"
  cat > "$scratch/nuget.config" <<XML
<configuration>
  <packageSources><clear /><add key="tried" value="$2" /></packageSources>
</configuration>
XML
}
restore() { # restore [OPTION...]: what every first build begins with; the output is kept
  if dotnet restore "$user" -v:m -tl:off "$@" > "$scratch/output" 2>&1; then result=0; else result=$?; fi
}
probe() { # the same through the solution, without restoring it
  if dotnet msbuild "$clone/ShapeNet.sln" -t:AnnounceStandins -v:m -tl:off "$@" > "$scratch/output" 2>&1; then result=0; else result=$?; fi
}

pack() { # pack SOURCE ID VERSION: an empty package
  mkdir -p "$1"
  cat > "$scratch/pack/Empty.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
</Project>
XML
  dotnet pack "$scratch/pack/Empty.csproj" -o "$1" -p:PackageId="$2" -p:PackageVersion="$3" -p:RestoreSources="$scratch/empty" -v:q -tl:off
}
version() { sed -n "s/.*PackageVersion Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" "$clone/Directory.Packages.props"; }

sets="ILGPU ILGPU.Algorithms SixLabors.ImageSharp Verify.Xunit"
for id in $sets; do pack "$scratch/full" "$id" "$(version "$id")"; done
mkdir -p "$scratch/ilgpu" "$scratch/others"
cp "$scratch"/full/ILGPU.* "$scratch/ilgpu"
cp "$scratch"/full/ILGPU.Algorithms.* "$scratch/others"
pack "$scratch/others" ILGPU 99.0.0
pack "$scratch/others" SixLabors.ImageSharp 0.0.1
pack "$scratch/others" Verify.Xunit "$(version Verify.Xunit)-beta.1"

case_of "The source has every set" "$scratch/full"
restore
check "the restore succeeds" test $result = 0
check "nothing is recorded as missing" recorded "probed "
check "no stand-in is announced" says_nothing_of "using standins/"
check "the project refers to packages" references '"Identity": "SixLabors.ImageSharp"'
restore
check "a second restore does not probe" says_nothing_of "asking the package source"

case_of "The source lacks every set" "$scratch/empty"
probe
check "the probe succeeds" test $result = 0
check "every set is recorded" recorded "ILGPU.missing ImageSharp.missing Verify.missing probed "
check "one line names packages and stand-ins" says \
  "ShapeNet: not on the package source: ILGPU, ILGPU.Algorithms, SixLabors.ImageSharp, Verify.Xunit; using standins/ILGPU, standins/ImageSharp, standins/Verify"
check "the project refers to stand-ins" references 'standins/ImageSharp/ImageSharp.csproj'
check "the project refers to no package of a set" eval '! references "\"Identity\": \"SixLabors.ImageSharp\""'
restore -p:UseStandins=false
check "UseStandins=false asks for the packages" says "NU1101"

case_of "The source has one set" "$scratch/ilgpu"
probe
check "the others are recorded" recorded "ImageSharp.missing Verify.missing probed "
check "the project refers to that package" references '"Identity": "ILGPU.Algorithms"'
check "and to the others' stand-ins" references 'standins/Verify/Verify.csproj'

case_of "The source has later, earlier and unfinished versions only" "$scratch/others"
probe
check "every set is recorded" recorded "ILGPU.missing ImageSharp.missing Verify.missing probed "

case_of "The source is down" "https://127.0.0.1:9/v3/index.json"
restore
check "the restore fails" test $result != 0
check "it says that the source could not be asked" says "the package source could not be asked"
check "it gives NuGet's reason" says "NU1301"
check "nothing is recorded" recorded ""

case_of "One of two sources is down" "https://127.0.0.1:9/v3/index.json"
sed -i "s|</packageSources>|<add key=\"up\" value=\"$scratch/empty\" /></packageSources>|" "$scratch/nuget.config"
restore -p:RestoreIgnoreFailedSources=true
check "a failed source never looks like a missing package" recorded ""
check "the restore fails" test $result != 0

case_of "Stand-ins are asked for" "https://127.0.0.1:9/v3/index.json"
probe -p:UseStandins=true
check "nothing is probed" recorded ""
check "the line says why" says "ShapeNet: UseStandins=true; using standins/ILGPU, standins/ImageSharp, standins/Verify"

case_of "Two first builds at once" "$scratch/full"
dotnet restore "$user" -v:q -tl:off > "$scratch/other" 2>&1 & other=$!
probe
check "both succeed" eval "test $result = 0 && wait $other"
check "one answer is recorded" recorded "probed "

echo "$failures failures"
[ $failures = 0 ]
