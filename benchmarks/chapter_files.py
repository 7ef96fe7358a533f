"""What the chapter's scripts share: the files that ChapterBatches wrote, and how a verdict is printed."""
import json
import struct
import sys
from pathlib import Path

sys.path.insert(0, "/peers")
from safetensors_io import load


def metadata(path):
    with open(path, "rb") as file:
        return json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))["__metadata__"]


def steps(folder):
    """The batches in the order in which they are trained on."""
    return sorted(Path(folder).glob("step*.safetensors"), key=lambda path: int(path.stem.removeprefix("step")))


def verdict(what, value, limit):
    held = value <= limit
    print(f"{what:<44}{value:<12.3g}{'≤' if held else '>'} {limit:g}{'' if held else '   EXCEEDED'}")
    return held
