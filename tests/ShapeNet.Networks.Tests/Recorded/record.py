"""Records what PyTorch makes of the networks in networks.py: python3 record.py [NAME ...]

Two steps of SGD (rate 0.05, momentum 0.9, weight decay 0.01) on batches of 3 and 2 images, in double precision and written
as float32: NAME.safetensors with before/TENSOR, images/STEP, labels/STEP, logits/STEP, loss/STEP, grad/STEP/PARAMETER,
after/TENSOR, and evaluated/STEP: the logits of images/STEP in evaluation after both steps. The loss is the sum over images of the
mean over counted positions; label 255 does not count.

A ReLU or a maximum near a tie makes a gradient jump in any other order of summation. So the first seed is taken with which
PyTorch's own single precision stays within 1e-5 of its double precision; the distance of each kind of tensor is printed.
The gradient of a bias before a batch normalisation is zero but for rounding: its norm is printed.
"""
import json
import struct
import sys

import torch
from torch import nn

TYPES = {torch.float32: "F32", torch.int64: "I64"}
IGNORED = 255


def save(path, tensors):
    header, values, end = {}, b"", 0
    for name, tensor in tensors.items():
        tensor = tensor.detach().float() if tensor.is_floating_point() else tensor
        data = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [end, end + len(data)]}
        values += data
        end += len(data)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + values)


def state(net):
    return {name: value.clone() for name, value in net.state_dict().items() if not name.endswith("num_batches_tracked")}


def randomize(net):
    """Scales of both signs and running statistics that are not their first values."""
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            with torch.no_grad():
                module.weight.copy_((torch.rand(module.num_features) + 0.5) * torch.randn(module.num_features).sign())
                module.bias.normal_(0, 0.5)
                module.running_mean.normal_(0, 0.5)
                module.running_var.uniform_(0.5, 2)


def make_batches(kind, net):
    batches = []
    for count in (3, 2):
        images = torch.randn(count, *kind.shape)
        with torch.no_grad():
            logits = net.eval()(images)
        labels = torch.randint(0, logits.shape[1], (count, *logits.shape[2:]))
        labels[torch.rand(labels.shape) < getattr(kind, "ignored", 0)] = IGNORED
        batches.append((images, labels))
    return batches


def loss_sum(logits, labels):
    loss = nn.functional.cross_entropy(logits, labels, ignore_index=IGNORED, reduction="none")
    return sum(loss[i].sum() / (labels[i] != IGNORED).sum() for i in range(len(labels)))


def train(kind, start, batches, dtype):
    net = kind().to(dtype).train()
    net.load_state_dict(start, strict=False)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=0.01)
    out = {}
    for step, (images, labels) in enumerate(batches):
        optimizer.zero_grad()
        logits = net(images.to(dtype))
        loss = loss_sum(logits, labels)
        loss.backward()
        for value in net.parameters():
            # What no output depends on decays all the same.
            value.grad = torch.zeros_like(value) if value.grad is None else value.grad
        out |= {f"logits/{step}": logits, f"loss/{step}": loss}
        out |= {f"grad/{step}/{name}": value.grad.clone() for name, value in net.named_parameters()}
        optimizer.step()
    out |= {f"after/{name}": value for name, value in state(net).items()}
    net.eval()
    out |= {f"evaluated/{step}": net(images.to(dtype)) for step, (images, _) in enumerate(batches)}
    return {name: value.detach() for name, value in out.items()}


def distances(reference, other):
    """The largest relative distance of each kind of tensor, and the largest norm of gradients that are zero but for rounding."""
    worst = {}
    for name, value in reference.items():
        distance, norm = (other[name].double() - value).norm().item(), value.norm().item()
        kind, error = (name.split("/")[0], distance / norm) if norm > 1e-10 else ("zero", distance)
        worst[kind] = max(worst.get(kind, 0), error)
    return worst


def perturb(value):
    """The same value, rounded as if it were of single precision, but at random."""
    return value.double() * (1 + torch.finfo(torch.float32).eps * torch.randn(value.shape)) if value.is_floating_point() else value


def record(name, kind, path, limits={}, seeds=100, perturbations=0):
    """Writes the recording of a network; returns whether there is a seed with which PyTorch stays within the limits.

    What stays within them is single precision, and double precision with weights and images that are rounded at random: a network that
    amplifies roundings may be lucky once.
    """
    for seed in range(seeds):
        torch.manual_seed(seed)
        net = kind()
        randomize(net)
        start, batches = state(net), make_batches(kind, net)
        reference = train(kind, start, batches, torch.float64)
        others = [train(kind, start, batches, torch.float32)] + [
            train(kind, {name: perturb(value) for name, value in start.items()}, [(perturb(images), labels) for images, labels in batches], torch.float64)
            for _ in range(perturbations)]
        worst = {}
        for other in others:
            worst = {what: max(error, worst.get(what, 0)) for what, error in distances(reference, other).items()}
        # No comparison with what is no number is true.
        if all(error < limits.get(what, 1e-5) for what, error in worst.items()):
            break
    else:
        return False

    out = {f"before/{key}": value for key, value in start.items()}
    for step, (images, labels) in enumerate(batches):
        out |= {f"images/{step}": images, f"labels/{step}": labels}
    save(path, out | reference)
    print(f"{name:17} seed {seed:2}", *(f"{key} {value:.1e}" for key, value in worst.items()))
    return True


if __name__ == "__main__":
    import networks

    for name in sys.argv[1:] or [name for name, kind in vars(networks).items() if hasattr(kind, "shape")]:
        if not record(name, getattr(networks, name), f"{name}.safetensors"):
            sys.exit(f"{name}: every seed comes near a tie")
