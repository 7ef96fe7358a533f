"""Trains as the D2L chapter does on a run's batches and holds the run against it: python3 chapter_loop.py BATCHES RUN

BATCHES is what ChapterBatches wrote, RUN what `fcn train` wrote. The loop runs in double precision, which is the
reference, and in single precision, whose distance from it is what rounding alone does: the limits for the run follow
from that distance. A loop without weight decay, the setting that shows least in so few steps, must not keep them.
"""
import csv
import sys
from pathlib import Path

sys.path.insert(0, "/peers")
import torch
from chapter_files import load, steps, verdict
from fcn_model import CLASSES, bilinear_kernel, build, torchvision_name
from torch.nn import functional as F

# How far from the reference the run may be, in PyTorch's own distances from it, and what is allowed in any case: one
# activation of a million that rounding puts on the other side of 0 moves the gradients of the layers before it by 1e-3,
# and PyTorch's own run may have none.
OWN_ERRORS = 3
LOSS_FLOOR = 1e-4
CHANGE_FLOOR = 3e-3

# Where rounding alone does more than this, a comparison tells nothing.
OWN_LOSS_LIMIT = 1e-4
ACCURACY_LIMIT = 1e-4


def loss(inputs, targets):
    return F.cross_entropy(inputs, targets, reduction="none").mean(1).mean(1)


def train(first, batches, dtype, weight_decay=1e-3):
    """The losses of all steps, their pixel accuracies, and the weights after the last one."""
    net = build()
    net.load_state_dict({name: first[torchvision_name(name)] for name in net.state_dict()}, strict=True)
    net = net.to(dtype)
    trainer = torch.optim.SGD(net.parameters(), lr=0.001, weight_decay=weight_decay)
    losses, accuracies = [], []
    for path in batches:
        batch = load(path)
        images, labels = batch["images"].to(dtype), batch["labels"].long()
        net.train()
        trainer.zero_grad()
        logits = net(images)
        l = loss(logits, labels)
        l.sum().backward()
        trainer.step()
        losses.append(l.sum().item() / len(images))
        accuracies.append((logits.argmax(1) == labels).double().mean().item())
    return losses, accuracies, {torchvision_name(name): value.detach().clone() for name, value in net.state_dict().items()}


def distances(weights, reference, first):
    """‖a − b‖ / ‖b‖ of what training changed, by tensor."""
    names = [name for name, value in reference.items() if value.is_floating_point()]
    return {
        name: ((weights[name].double() - reference[name]).norm() / (reference[name] - first[name].double()).norm()).item()
        for name in names}


def median(changes):
    return sorted(changes.values())[len(changes) // 2]


def apart(a, b):
    return abs(a - b) / abs(b)


def main(folder, run):
    first, batches = load(folder / "first.safetensors"), steps(folder)
    backbone = torch.load(folder / "backbone.pth")
    unlike = [name for name, value in backbone.items() if not name.startswith("fc.") and not torch.equal(value, first[name])]
    head = (first["transpose_conv.weight"] - bilinear_kernel(CLASSES, 64)).abs().max().item()

    with open(run / "log.csv") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "train"]
    if len(rows) != len(batches):
        sys.exit(f"the run has {len(rows)} steps, the loader {len(batches)}")
    ours = [float(row["loss"]) for row in rows]
    weights = load(run / "checkpoint.safetensors")
    single, _, single_weights = train(first, batches, torch.float32)
    _, _, undecayed_weights = train(first, batches, torch.float32, weight_decay=0)
    double, accuracy, reference = train(first, batches, torch.float64)
    losses, own_losses = list(map(apart, ours, double)), list(map(apart, single, double))
    limits = [max(LOSS_FLOOR, OWN_ERRORS * error) for error in own_losses]

    print(f"{'step':<6}{'images':<8}{'loss, PyTorch double':<24}{'ours':<24}{'error':<10}{'limit':<10}PyTorch's own in single precision")
    for step, (row, b, a, error, limit, own) in enumerate(zip(rows, double, ours, losses, limits, own_losses), 1):
        print(f"{step:<6}{row['images']:<8}{b:<24.12f}{a:<24.12f}{error:<10.1e}{limit:<10.1e}{own:.1e}")
    changes, own, undecayed = (distances(values, reference, first) for values in (weights, single_weights, undecayed_weights))
    print()
    print(f"{'what training changed, ‖a−b‖/‖b‖':<44}{'ours':<12}{'PyTorch in single':<20}without weight decay")
    for what, of in [("median of the tensors", median), ("worst of the tensors", lambda values: max(values.values()))]:
        print(f"{what:<44}{of(changes):<12.1e}{of(own):<20.1e}{of(undecayed):.1e}")
    print(f"worst are {max(changes, key=changes.get)} (ours) and {max(own, key=own.get)} (PyTorch's)")
    print()
    change_limit = max(CHANGE_FLOOR, OWN_ERRORS * median(own))
    held = [
        verdict("tensors of the .pth file that differ", len(unlike), 0),
        verdict("bilinear first values, worst", head, 0),
        verdict("losses, worst of PyTorch's own", max(own_losses), OWN_LOSS_LIMIT),
        verdict("losses out of their limits", sum(error > limit for error, limit in zip(losses, limits)), 0),
        verdict("pixel accuracies, worst difference", max(abs(float(row["pixel_accuracy"]) - b) for row, b in zip(rows, accuracy)), ACCURACY_LIMIT),
        verdict("what training changed, median", median(changes), change_limit),
        verdict("the same without weight decay, in the limit", int(median(undecayed) <= change_limit), 0),
        verdict(
            "batch counters that differ",
            sum(int(weights[name]) != int(value) for name, value in reference.items() if not value.is_floating_point()), 0)]
    return 0 if all(held) else 1


sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
