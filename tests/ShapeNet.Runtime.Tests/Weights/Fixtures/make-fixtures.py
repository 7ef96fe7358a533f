"""Writes the .pth fixtures with PyTorch, and beside them what they hold: python3 make-fixtures.py

zip.pth         a state dict of the tiny segmenter (3×5×7 → conv 3×3 → batch norm → ReLU → conv 1×1), as torch.save writes it.
                Its convolution lies channels-last, its head is a transposed view, its batch norm shares one storage.
legacy.pth      the same without a zip archive, as PyTorch wrote it before 1.6.
checkpoint.pth  the same as parameters of a checkpoint of torchvision's training scripts, with optimiser and options.
parallel.pth    the same under 'state_dict', from DistributedDataParallel.
types.pth       every type of storage, a single value, an empty tensor, an expanded one, a slice with steps.
types-legacy.pth
whole.pth       a whole module instead of its state dict: to be refused.
expected.safetensors  zip/NAME and types/NAME, and the images and logits of the network in evaluation.
"""
import argparse
import json
import struct

import torch
from torch import nn

TYPES = {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64"}


def save(path, tensors):
    header, values, end = {}, b"", 0
    for name, tensor in tensors.items():
        data = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [end, end + len(data)]}
        values += data
        end += len(data)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + values)


class TinySegmenter(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.head = nn.Conv2d(6, 4, 1)

    def forward(self, images):
        return self.head(torch.relu(self.bn1(self.conv1(images))))


torch.manual_seed(7)
net = TinySegmenter()
shared = torch.rand(20) + 0.5
with torch.no_grad():
    for _ in range(3):
        net(torch.randn(2, 3, 5, 7))
    net.conv1.weight.data = net.conv1.weight.data.to(memory_format=torch.channels_last)
    net.bn1.weight.data = shared[3:9]
    net.bn1.bias.data = shared[8:20:2]
    net.head.weight.data = torch.randn(6, 4, 1, 1).transpose(0, 1)
net.eval()
state = net.state_dict()
assert not state["conv1.weight"].is_contiguous() and not state["head.weight"].is_contiguous()

torch.save(state, "zip.pth")
torch.save(state, "legacy.pth", _use_new_zipfile_serialization=False)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=30)
parameters = dict(net.named_parameters())
torch.save({
    "epoch": 3, "args": argparse.Namespace(model="tiny", lr=0.1, device="cpu", amp=False, norm_weight_decay=None, lr_steps=[16, 22]),
    "optimizer": optimizer.state_dict(), "lr_scheduler": schedule.state_dict(),
    "model": {name: parameters.get(name, value) for name, value in state.items()},
}, "checkpoint.pth")
torch.save({"state_dict": {f"module.{name}": value for name, value in state.items()}, "best": 0.5}, "parallel.pth", pickle_protocol=4)
torch.save(net, "whole.pth")

numbers = torch.arange(-6, 6).reshape(3, 4)
types = {str(kind).split(".")[1]: (numbers / 4 if kind.is_floating_point else numbers.abs() if kind == torch.uint8 else numbers).to(kind)
         for kind in [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool]}
types |= {"scalar": torch.tensor(2.5), "empty": torch.zeros(0, 3), "expanded": torch.tensor([1.5, 2.5]).expand(3, 2),
          "steps": torch.arange(24.0).reshape(2, 3, 4)[:, ::2, 1::2], "half_steps": torch.arange(6000.0).half().reshape(60, 100).t()}
torch.save(types, "types.pth")
torch.save(types, "types-legacy.pth", _use_new_zipfile_serialization=False)

images = torch.randn(2, 3, 5, 7)
expected = {f"zip/{name}": value for name, value in state.items()}
expected |= {f"types/{name}": value.float() for name, value in types.items()}
expected |= {"images": images, "logits": net(images)}
save("expected.safetensors", expected)
