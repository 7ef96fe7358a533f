"""Writes a trained ResNet-18 as torchvision's published files have it, classifier included: python3 chapter_backbone.py FILE.pth SEED

It learns to tell gratings apart by direction and colour. Random weights would not do: from them the first steps of
training enlarge a difference in the last bit to one of percents, and two correct programs part.
"""
import sys

import torch
import torchvision
from torch import nn
from torch.nn import functional as F

DIRECTIONS, COLORS = 8, 4
STEPS, BATCH, SIZE, LEARNING_RATE = 60, 32, 64, 0.05


def gratings(palette):
    """Noisy images of waves, and which of the directions and colours each one has."""
    labels = torch.randint(0, DIRECTIONS * COLORS, (BATCH,))
    angle = (labels % DIRECTIONS) * (torch.pi / DIRECTIONS)
    y, x = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    along = x * angle.cos().view(-1, 1, 1) + y * angle.sin().view(-1, 1, 1)
    frequency, phase = 0.25 + 0.2 * torch.rand(BATCH, 1, 1), 2 * torch.pi * torch.rand(BATCH, 1, 1)
    waves = (frequency * along + phase).sin().unsqueeze(1) * palette[labels // DIRECTIONS].view(-1, 3, 1, 1)
    return waves + 0.5 * torch.randn(BATCH, 3, SIZE, SIZE) + 0.5 * torch.randn(BATCH, 3, 1, 1), labels


torch.manual_seed(int(sys.argv[2]))
palette = torch.randn(COLORS, 3)
net = torchvision.models.resnet18(weights=None)
# Gains and shifts as spread as after a long training: so few steps would hardly move them from 1 and 0, and a loader
# that skipped them would not be noticed.
for module in net.modules():
    if isinstance(module, nn.BatchNorm2d):
        nn.init.normal_(module.weight, 1, 0.1)
        nn.init.normal_(module.bias, 0, 0.1)
trainer = torch.optim.SGD(net.parameters(), lr=LEARNING_RATE, momentum=0.9, weight_decay=1e-4)
schedule = torch.optim.lr_scheduler.LinearLR(trainer, 1, 0, STEPS)
losses = []
for _ in range(STEPS):
    images, labels = gratings(palette)
    trainer.zero_grad()
    loss = F.cross_entropy(net(images), labels)
    loss.backward()
    trainer.step()
    schedule.step()
    losses.append(loss.item())
print(f"the backbone's own task, loss: {losses[0]:.2f} at first, {sum(losses[-5:]) / 5:.2f} at last")
torch.save(net.state_dict(), sys.argv[1])
