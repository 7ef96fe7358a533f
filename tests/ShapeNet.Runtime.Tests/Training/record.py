"""Records what PyTorch makes of the tiny segmenter, for RecordedTrainingTests: python3 record.py recorded.safetensors

Three steps of SGD (momentum 0.9, weight decay 0.01, rate 0.1) on batches of 3, 3 and 2 images, in double precision and
written as float32. Label 255 is ignored. The file holds before/NAME, images/STEP, labels/STEP, logits/STEP, loss/STEP,
grad/STEP/NAME, after/NAME, and evaluated: the logits of images/0 in evaluation after the last step.
"""
import json
import struct
import sys

import torch
from torch import nn

TYPES = {torch.float32: "F32", torch.int64: "I64"}


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


def single(tensor):
    return tensor.detach().clone().float() if tensor.is_floating_point() else tensor.detach().clone()


torch.manual_seed(5)
net = TinySegmenter().train()
out = {f"before/{name}": single(value) for name, value in net.state_dict().items()}
net = net.double()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=0.01)
for step, count in enumerate([3, 3, 2]):
    images = torch.randn(count, 3, 5, 7)
    labels = torch.randint(0, 4, (count, 5, 7))
    labels[torch.rand(count, 5, 7) < 0.2] = 255
    optimizer.zero_grad()
    logits = net(images.double())
    loss = nn.functional.cross_entropy(logits, labels, ignore_index=255, reduction="none")
    loss = sum(loss[i].sum() / (labels[i] != 255).sum() for i in range(count))
    loss.backward()
    out |= {f"images/{step}": images, f"labels/{step}": labels, f"logits/{step}": single(logits), f"loss/{step}": single(loss)}
    out |= {f"grad/{step}/{name}": single(value.grad) for name, value in net.named_parameters()}
    optimizer.step()
out |= {f"after/{name}": single(value) for name, value in net.state_dict().items()}
out["evaluated"] = single(net.eval()(out["images/0"].double()))
save(sys.argv[1], out)
