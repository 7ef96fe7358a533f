"""Holds a run's batches against the data set's files, read as the D2L chapter reads them: python3 chapter_crops.py DATA FOLDER

FOLDER is what ChapterBatches wrote. Every crop must be a rectangle of its image, normalised as torchvision does it, and
the same rectangle of its label file by VOC's colour table, colours that are not in it being class 0.
"""
import sys
from pathlib import Path

import numpy
import torch
from PIL import Image
from torchvision import transforms

from chapter_files import load, metadata, steps, verdict

COLORS = [
    (0, 0, 0), (128, 0, 0), (0, 128, 0), (128, 128, 0), (0, 0, 128), (128, 0, 128), (0, 128, 128), (128, 128, 128),
    (64, 0, 0), (192, 0, 0), (64, 128, 0), (192, 128, 0), (64, 0, 128), (192, 0, 128), (64, 128, 128), (192, 128, 128),
    (0, 64, 0), (128, 64, 0), (0, 192, 0), (128, 192, 0), (0, 64, 128)]
VALUE_LIMIT = 1e-6

normalize = transforms.Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225])


def rgb(path):
    return numpy.array(Image.open(path).convert("RGB"))


def classes(colors):
    """The class of every pixel, and which pixels have a colour that is no class's."""
    found, known = numpy.zeros(colors.shape[:2], numpy.int64), numpy.zeros(colors.shape[:2], bool)
    for index, color in enumerate(COLORS):
        same = (colors == color).all(2)
        found[same], known = index, known | same
    return found, ~known


def place(decoded, crop):
    """Where in the image a crop is from: the one place where all bytes agree."""
    height, width = crop.shape[:2]
    found = [
        (top, left)
        for top in range(decoded.shape[0] - height + 1)
        for left in range(decoded.shape[1] - width + 1)
        if (decoded[top, left:left + width] == crop[0]).all() and (decoded[top:top + height, left:left + width] == crop).all()]
    if len(found) != 1:
        sys.exit(f"a crop occurs {len(found)} times in its image")
    return found[0]


def main(data, folder):
    listed = (data / "ImageSets/Segmentation/train.txt").read_text().split()
    decoded = {name: value.numpy().astype(numpy.uint8) for name, value in load(folder / "decoded.safetensors").items()}
    deviation = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    seen, places, sizes = {}, set(), set()
    value_error, wrong_labels, unknown, crops = 0.0, 0, 0, 0
    for path in steps(folder):
        about, batch = metadata(path), load(path)
        sizes.add(len(batch["images"]))
        for name, image, label in zip(about["names"].split(","), batch["images"], batch["labels"]):
            levels = ((image * deviation + mean) * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
            top, left = place(decoded[name], levels)
            rows, columns = slice(top, top + image.shape[1]), slice(left, left + image.shape[2])
            source = torch.from_numpy(decoded[name][rows, columns].copy()).permute(2, 0, 1)
            value_error = max(value_error, (normalize(source.float() / 255) - image).abs().max().item())
            expected, unlisted = classes(rgb(data / f"SegmentationClass/{name}.png")[rows, columns])
            wrong_labels += int((expected != label.numpy()).sum())
            unknown += int(unlisted.sum())
            seen.setdefault(about["epoch"], []).append(name)
            places.add((name, top, left))
            crops += 1

    difference = [numpy.abs(rgb(data / f"JPEGImages/{name}.jpg").astype(int) - decoded[name]) for name in listed]
    every = numpy.concatenate([values.ravel() for values in difference])
    print(f"{crops} crops in {len(seen)} epochs, at {len(places)} different places; {unknown} pixels whose colour is no class's")
    print(f"JPEG decoders, this program's against libjpeg's: {every.mean():.3f} of 255 levels apart on average, {every.max()} at most")
    held = [
        verdict("batches that are not full", len(sizes) - 1, 0),
        verdict("full batches left out", sum(len(listed) // max(sizes) * max(sizes) - len(names) for names in seen.values()), 0),
        verdict("images seen twice in an epoch", sum(len(names) - len(set(names) & set(listed)) for names in seen.values()), 0),
        verdict("crops that repeat from epoch to epoch", crops - len(places), 0),
        verdict("normalised values, worst", value_error, VALUE_LIMIT),
        verdict("labels that differ", wrong_labels, 0),
        verdict("epochs without a pixel of no class", 0 if unknown else 1, 0)]
    return 0 if all(held) else 1


sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
