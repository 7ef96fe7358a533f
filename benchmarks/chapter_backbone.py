"""Writes a ResNet-18 as torchvision's published files have it, classifier included, with random values: python3 chapter_backbone.py FILE.pth SEED"""
import sys

import torch
import torchvision

torch.manual_seed(int(sys.argv[2]))
net = torchvision.models.resnet18(weights=None)
# A trained network's normalisation is not the identity: a loader that skipped it would not be noticed otherwise.
for name, value in net.state_dict().items():
    if name.endswith("running_mean"):
        value.normal_(0, 0.3)
    elif name.endswith("running_var"):
        value.uniform_(0.3, 2)
    elif name.endswith("num_batches_tracked"):
        value.fill_(0)
    elif value.dim() == 1 and ("bn" in name or "downsample.1" in name):
        value.add_(torch.randn_like(value) * 0.2)
torch.save(net.state_dict(), sys.argv[1])
