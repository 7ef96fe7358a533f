"""Writes random networks with what PyTorch makes of them: python3 recordings.py FOLDER SEED NETWORKS [VALUES]

FOLDER/RSEEDNINDEX.safetensors as ../ShapeNet.Networks.Tests/Recorded/record.py writes it, and FOLDER/RandomNetworks.cs: the
declarations, and the list that the tests go through. A tensor has at most VALUES values for each image (12,000 unless said), and a layer twice as many weights.
A network that comes near a tie with every seed is left out.
"""
import functools
import itertools
import math
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parent.parent / "ShapeNet.Networks.Tests/Recorded"))

from networks import Network, Style, declarations
from record import record

folder, seed, count, values = pathlib.Path(sys.argv[1]), *(int(argument) for argument in (sys.argv[2:] + ["12000"])[:3])
CHANNELS = [1, 2, 3, 4, 4, 5, 6, 8, 8, 12, 16, 16, 20, 24, 32, 33, 48, 64, 65, 96, 130] + ([130, 192, 256, 259, 512] if values > 50_000 else [])
STYLE = Style(
    channels=CHANNELS, sizes=range(5, 2 + math.isqrt(values // 16)),
    values=values, weights=2 * values, motifs=True, scores=True)
# A fifth of what the tests allow, which is SLACK times as much as for other networks.
SLACK = 10
LIMITS = {"grad": 2e-5} | {what: 4e-6 for what in ("zero", "logits", "loss", "after", "evaluated")}
ATTEMPTS, PERTURBATIONS = 20, 3

folder.mkdir(parents=True, exist_ok=True)
sources, names = [], []
for index, declaration in enumerate(itertools.islice(declarations(STYLE, seed), count)):
    name = f"R{seed}N{index:03}"
    kind = functools.partial(Network, declaration)
    kind.shape = declaration.shape
    if record(name, kind, folder / f"{name}.safetensors", LIMITS, ATTEMPTS, PERTURBATIONS):
        names.append(name)
        sources.append(f"namespace ShapeNet.Networks.Tests.{name}Declared\n{{\n{declaration.text(name)}}}\n")
    else:
        print(f"{name:17} comes near a tie with {ATTEMPTS} seeds")

lists = "".join(f"        RecordedNetwork.Of({name}.Definition, {name}.CreateTrainer, {name}.CreatePredictor, slack: {SLACK}),\n" for name in names)
usings = "".join(f"using ShapeNet.Networks.Tests.{name}Declared;\n" for name in names)
(folder / "RandomNetworks.cs").write_text(f"""// Written by tests/RandomNetworks/recordings.py.
{usings}
namespace ShapeNet.Networks.Tests
{{
    internal static class RandomNetworks
    {{
        public static RecordedNetwork[] All {{ get; }} =
        [
{lists}        ];
    }}
}}

""" + "\n".join(sources), encoding="utf-8", newline="\n")
