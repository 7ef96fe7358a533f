"""Writes random networks and the shapes that PyTorch gives their layers: python3 shapes.py FILE

A network that PyTorch refuses is written with "rejected LAYER" instead of its shapes. Deterministic.
"""
import itertools
import sys

import torch

from layers import Rejected
from networks import Network, Style, declarations

NETWORKS = 240
STYLE = Style(channels=[1, 2, 3, 4, 5, 6, 8, 12, 16], sizes=range(5, 41), values=60_000, weights=10**9, may_fail=True, dropout=True)

torch.manual_seed(0)
with open(sys.argv[1], "w", encoding="utf-8", newline="\n") as file:
    for index, declaration in enumerate(itertools.islice(declarations(STYLE, 20240611), NETWORKS)):
        file.write(f"=== N{index:03}\n\n{declaration.text()}---\n")
        try:
            network = Network(declaration)
            file.writelines(f"{path} {'×'.join(map(str, shape))}\n" for path, shape in network.shapes.items())
            file.write(f"parameters {sum(parameter.numel() for parameter in network.parameters())}\n")
        except (Rejected, RuntimeError) as error:
            file.write(f"rejected {error.layer}\n")
