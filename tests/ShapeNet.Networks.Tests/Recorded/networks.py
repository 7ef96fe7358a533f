"""The networks of ../Networks in PyTorch, under the names that their declarations give them."""
import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.functional import relu


class StridedConvs(nn.Module):
    shape = 3, 11, 14

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, stride=2, padding=1)
        self.conv2 = nn.Conv2d(6, 5, (1, 7), padding=(0, 3), bias=False)
        self.conv3 = nn.Conv2d(5, 4, (3, 2), stride=(1, 2), padding=(2, 1))

    def forward(self, x):
        return self.conv3(relu(self.conv2(relu(self.conv1(x)))))


class GroupedConvs(nn.Module):
    shape = 1, 10, 13

    def __init__(self):
        super().__init__()
        self.dilated = nn.Conv2d(1, 8, 3, padding=2, dilation=2)
        self.grouped = nn.Conv2d(8, 12, 3, padding=1, groups=4)
        self.depthwise = nn.Conv2d(12, 24, (3, 5), padding=(1, 2), stride=(2, 1), groups=12)
        self.pointwise = nn.Conv2d(24, 5, 1)

    def forward(self, x):
        return self.pointwise(relu(self.depthwise(relu(self.grouped(relu(self.dilated(x)))))))


class DepthwiseConvs(nn.Module):
    shape = 2, 9, 11

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(2, 12, 3, padding=1)
        self.same = nn.Conv2d(12, 12, 3, padding=1, groups=12)
        self.halved = nn.Conv2d(12, 12, 3, stride=2, padding=2, groups=12, bias=False)
        self.bn = nn.BatchNorm2d(12)
        self.halved_too = nn.Conv2d(12, 12, 5, stride=2, padding=3, groups=12)
        self.dilated = nn.Conv2d(12, 12, 3, stride=(1, 2), padding=2, dilation=2, groups=12)
        self.large = nn.Conv2d(12, 12, 7, padding=3, groups=12, bias=False)
        self.stripe = nn.Conv2d(12, 12, (1, 11), padding=(0, 5), groups=12)
        self.doubled = nn.Conv2d(12, 24, 3, stride=2, padding=1, groups=12)
        self.head = nn.Conv2d(24, 5, 1)

    def forward(self, x):
        x = relu(self.same(relu(self.stem(x))))
        x = relu(self.halved_too(x) + self.bn(self.halved(x)))
        x = relu(self.stripe(relu(self.large(relu(self.dilated(x))))))
        return self.head(self.doubled(x))


class NarrowGroups(nn.Module):
    shape = 3, 9, 7

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 9, 3, padding=1)
        self.odd = nn.Conv2d(9, 6, 3, stride=2, padding=1, groups=3)
        self.shortcut = nn.Conv2d(9, 6, 1, stride=2, groups=3)
        self.wider = nn.Conv2d(6, 8, 1)
        self.quads = nn.Conv2d(8, 16, 3, padding=1, groups=2)
        self.columns = nn.Conv2d(16, 8, (3, 5), padding=(1, 2), groups=2, bias=False)
        self.sevens = nn.Conv2d(8, 14, (3, 7), stride=(1, 2), padding=(1, 3), groups=2)
        self.uneven = nn.Conv2d(14, 14, (3, 2), stride=(2, 1), padding=(2, 1), dilation=(2, 1), groups=14)
        self.enlarged = nn.ConvTranspose2d(14, 14, 3, stride=2, padding=1, groups=7)
        self.head = nn.Conv2d(14, 4, 1)

    def forward(self, x):
        x = relu(self.stem(x))
        x = relu(self.wider(relu(self.shortcut(x) + self.odd(x))))
        x = relu(self.sevens(relu(self.columns(relu(self.quads(x))))))
        return self.head(relu(self.enlarged(relu(self.uneven(x)))))


class WideGroups(nn.Module):
    shape = 2, 5, 6

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(2, 34, 3, padding=1)
        self.wide = nn.Conv2d(34, 40, 3, stride=2, padding=1, groups=2)
        self.narrowing = nn.Conv2d(40, 6, 3, padding=1, groups=2)
        self.widening = nn.Conv2d(6, 32, 1, groups=2, bias=False)
        self.head = nn.Conv2d(32, 5, 1)

    def forward(self, x):
        return self.head(relu(self.widening(relu(self.narrowing(relu(self.wide(relu(self.stem(x)))))))))


class ManyChannels(nn.Module):
    shape = 17, 5, 6

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(17, 33, 3, padding=1)
        self.conv2 = nn.Conv2d(33, 19, 1)

    def forward(self, x):
        return self.conv2(relu(self.conv1(x)))


class TransposedConvs(nn.Module):
    shape = 4, 3, 4

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(4, 6, 3, padding=1)
        self.up1 = nn.ConvTranspose2d(6, 8, 3, stride=2, padding=1, output_padding=1)
        self.up2 = nn.ConvTranspose2d(8, 6, 3, dilation=2, padding=(1, 2), groups=2, bias=False)
        self.up3 = nn.ConvTranspose2d(6, 3, 2, stride=(3, 2))

    def forward(self, x):
        return self.up3(relu(self.up2(relu(self.up1(relu(self.conv1(x)))))))


class SharedTransposed(nn.Module):
    shape = 2, 5, 6

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 4, 3, padding=1)
        self.up1 = nn.ConvTranspose2d(4, 3, 4, stride=2, padding=1)
        self.up2 = nn.ConvTranspose2d(4, 3, 2, stride=2)
        self.side = nn.Conv2d(4, 5, 1)
        self.up3 = nn.ConvTranspose2d(5, 3, 2, stride=2, bias=False)

    def forward(self, x):
        x = relu(self.conv1(x))
        return self.up3(self.side(x)) + self.up1(x) + self.up2(x)


class BasicBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x):
        return relu(self.bn2(self.conv2(relu(self.bn1(self.conv1(x))))) + x)


class DownsampleBlock(nn.Module):
    def __init__(self, entering, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(entering, channels, 3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.downsample = nn.Sequential(nn.Conv2d(entering, channels, 1, stride=2, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        return relu(self.bn2(self.conv2(relu(self.bn1(self.conv1(x))))) + self.downsample(x))


class TinyResNet(nn.Module):
    shape = 3, 17, 21

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.layer1 = nn.Sequential(BasicBlock(6), BasicBlock(6))
        self.layer2 = nn.Sequential(DownsampleBlock(6, 8), BasicBlock(8))
        self.fc = nn.Linear(8, 7)

    def forward(self, x):
        x = F.max_pool2d(relu(self.bn1(self.conv1(x))), 3, stride=2, padding=1)
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(self.layer2(self.layer1(x)), 1), 1))


class ShortSkips(nn.Module):
    shape = 3, 19, 23

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 3, padding=1)
        self.conv1 = nn.Conv2d(6, 6, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.conv2 = nn.Conv2d(6, 6, 1)
        self.conv3 = nn.Conv2d(6, 6, 3, padding=1, groups=6)
        self.head = nn.Conv2d(6, 4, 1)

    def forward(self, x):
        x = self.stem(x)
        x = relu(self.bn1(self.conv1(x)) + x)
        x = self.conv2(x) + x
        return self.head(relu(self.conv3(x) + x))


class TinyFcn(nn.Module):
    shape = 3, 18, 22
    ignored = 0.25

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.layer1 = DownsampleBlock(6, 8)
        self.layer2 = DownsampleBlock(8, 10)
        self.final_conv = nn.Conv2d(10, 4, 1)
        self.enlarge = nn.ConvTranspose2d(4, 4, (3, 4), stride=2, padding=1)
        self.score_layer1 = nn.Conv2d(8, 4, 1)
        self.transpose_conv = nn.ConvTranspose2d(4, 4, 6, stride=4, padding=2)

    def forward(self, x):
        half = self.layer1(relu(self.bn1(self.conv1(x))))
        return self.transpose_conv(self.score_layer1(half) + self.enlarge(self.final_conv(self.layer2(half))))


class Upsampler(nn.Module):
    shape = 2, 2, 3
    ignored = 0.25

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 5, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(5)
        self.enlarge = nn.ConvTranspose2d(5, 3, (32, 16), stride=16, padding=(5, 1))

    def forward(self, x):
        return self.enlarge(relu(self.bn1(self.conv1(x))))


class Magnifier(nn.Module):
    shape = 2, 4, 8
    ignored = 0.25

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 4, 3, padding=1)
        self.small = nn.Conv2d(4, 3, 4, stride=4)
        self.side = nn.Conv2d(4, 3, 4, stride=4, bias=False)
        self.enlarge = nn.ConvTranspose2d(3, 2, 64, stride=32, padding=16)

    def forward(self, x):
        x = relu(self.conv1(x))
        return self.enlarge(self.small(x) + self.side(x))


class DoubleConv(nn.Module):
    def __init__(self, entering, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(entering, channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x):
        return relu(self.bn2(self.conv2(relu(self.bn1(self.conv1(x))))))


class UNet(nn.Module):
    shape = 1, 12, 16

    def __init__(self):
        super().__init__()
        self.encoder1 = DoubleConv(1, 4)
        self.encoder2 = DoubleConv(4, 6)
        self.bottom = DoubleConv(6, 8)
        self.up2 = nn.ConvTranspose2d(8, 6, 2, stride=2)
        self.decoder2 = DoubleConv(12, 6)
        self.up1 = nn.ConvTranspose2d(6, 4, 2, stride=2)
        self.decoder1 = DoubleConv(8, 4)
        self.head = nn.Conv2d(4, 3, 1)

    def forward(self, x):
        full = self.encoder1(x)
        half = self.encoder2(F.max_pool2d(full, 2))
        x = self.decoder2(torch.cat([self.up2(self.bottom(F.max_pool2d(half, 2))), half], 1))
        return self.head(self.decoder1(torch.cat([self.up1(x), full], 1)))


class PixelClassifier(nn.Module):
    shape = 1, 7, 9
    ignored = 0.5

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 5, 3, padding=1)
        self.conv2 = nn.Conv2d(5, 3, 1)

    def forward(self, x):
        return self.conv2(relu(self.conv1(x)))


class LeNet(nn.Module):
    shape = 1, 16, 16

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 8, 5)
        self.fc1 = nn.Linear(32, 24)
        self.fc2 = nn.Linear(24, 10)

    def forward(self, x):
        x = F.avg_pool2d(relu(self.conv1(x)), 2)
        x = F.max_pool2d(relu(self.conv2(x)), 2)
        return self.fc2(relu(self.fc1(torch.flatten(x, 1))))


class Mlp(nn.Module):
    shape = 12,

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(12, 19)
        self.fc2 = nn.Linear(19, 19)
        self.fc3 = nn.Linear(31, 7, bias=False)

    def forward(self, x):
        first = relu(self.fc1(x))
        return self.fc3(torch.cat([relu(self.fc2(first) + first), x], 1))


class AllConv(nn.Module):
    shape = 2, 7, 8

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 6, 3, padding=1)
        self.conv2 = nn.Conv2d(6, 5, 3)

    def forward(self, x):
        return F.adaptive_avg_pool2d(self.conv2(relu(self.conv1(x))), 1)


class FlatLogits(nn.Module):
    shape = 2, 4, 6

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 4, 3, padding=1)
        self.conv2 = nn.Conv2d(4, 3, 3)

    def forward(self, x):
        return torch.flatten(self.conv2(relu(self.conv1(x))), 1)


class Norms(nn.Module):
    shape = 3, 7, 9

    def __init__(self):
        super().__init__()
        self.input_norm = nn.BatchNorm2d(3)
        self.conv1 = nn.Conv2d(3, 6, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(6, eps=1e-3, momentum=0.3)
        self.bn2 = nn.BatchNorm2d(6)
        self.conv2 = nn.Conv2d(6, 5, 3, stride=2, padding=1, bias=False)
        self.bn3 = nn.BatchNorm2d(5)
        self.conv3 = nn.Conv2d(5, 4, 1)
        self.bn4 = nn.BatchNorm2d(4, eps=0.02)

    def forward(self, x):
        x = self.bn2(relu(self.bn1(self.conv1(self.input_norm(x)))))
        return self.bn4(self.conv3(relu(self.bn3(self.conv2(x)))))


class SharedReLUs(nn.Module):
    shape = 2, 6, 7

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 5, 3, padding=1)
        self.conv2 = nn.Conv2d(5, 5, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(5)
        self.conv3 = nn.Conv2d(5, 5, 1)

    def forward(self, x):
        first = self.conv1(x)
        x = self.bn1(self.conv2(relu(first)) + first + relu(first))
        return relu(self.conv3(relu(x)) + x)


class MaxPools(nn.Module):
    shape = 3, 13, 15

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, padding=1)
        self.conv2 = nn.Conv2d(6, 6, 3, padding=1)
        self.conv3 = nn.Conv2d(6, 5, 3, padding=1)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 3, stride=2, padding=1)
        x = F.max_pool2d(self.conv2(x), (2, 3), stride=1, padding=1, dilation=(2, 1))
        return F.max_pool2d(self.conv3(relu(x)), 3, stride=2, ceil_mode=True)


class AvgPools(nn.Module):
    shape = 3, 13, 14

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, padding=1)
        self.conv2 = nn.Conv2d(6, 4, 3, padding=1)
        self.conv3 = nn.Conv2d(4, 4, 1)

    def forward(self, x):
        x = relu(F.avg_pool2d(self.conv1(x), 3, stride=2, padding=1, ceil_mode=True))
        x = F.avg_pool2d(self.conv2(x), 3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)
        return F.avg_pool2d(self.conv3(x), (2, 3), stride=(2, 1), padding=(1, 0))


class Sums(nn.Module):
    shape = 3, 8, 9

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, padding=1)
        self.left = nn.Conv2d(4, 4, 1)
        self.middle = nn.Conv2d(4, 4, 3, padding=1)
        self.right = nn.Conv2d(4, 4, (3, 1), padding=(1, 0))
        self.last = nn.Conv2d(4, 4, 3, padding=1)

    def forward(self, x):
        stem = self.stem(x)
        total = self.right(stem) + self.left(stem) + self.middle(stem)
        twice = total + total
        return self.last(relu(twice)) + stem + twice + stem


class InputSums(nn.Module):
    shape = 4, 6, 7

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(4)

    def forward(self, x):
        first = relu(self.bn1(self.conv1(x)) + x)
        second = self.conv2(first) + x + first
        return self.bn2(second) + second


class Concats(nn.Module):
    shape = 2, 7, 8

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 3, 3, padding=1)
        self.conv2 = nn.Conv2d(5, 4, 3, padding=1)
        self.conv3 = nn.Conv2d(8, 3, 1)

    def forward(self, x):
        joined = torch.cat([relu(self.conv1(x)), x], 1)
        second = relu(self.conv2(joined))
        return torch.cat([self.conv3(torch.cat([second, second], 1)), joined, second], 1)


class DenseLayer(nn.Module):
    def __init__(self, entering, growth):
        super().__init__()
        self.norm = nn.BatchNorm2d(entering)
        self.conv = nn.Conv2d(entering, growth, 3, padding=1, bias=False)

    def forward(self, x):
        return torch.cat([self.conv(relu(self.norm(x))), x], 1)


class Dense(nn.Module):
    shape = 3, 8, 9

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, stride=2, padding=1)
        self.layers = nn.Sequential(DenseLayer(4, 3), DenseLayer(7, 3), DenseLayer(10, 3))
        self.norm = nn.BatchNorm2d(13)
        self.head = nn.Conv2d(13, 5, 1)

    def forward(self, x):
        return self.head(relu(self.norm(self.layers(self.stem(x)))))


class Crops(nn.Module):
    shape = 2, 13, 14

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 4, 3)
        self.conv2 = nn.Conv2d(4, 4, (3, 4))
        self.conv3 = nn.Conv2d(10, 5, 3, padding=1)

    def forward(self, image):
        first = relu(self.conv1(image))  # 11×12
        second = self.conv2(first)  # 9×9
        x = relu(first[:, :, 1:10, 1:10] + second)
        corner, centre = x[:, :, 3:8, 0:6], x[:, :, 2:7, 1:7]
        x = self.conv3(torch.cat([image[:, :, 4:9, 7:13], corner, centre], 1))
        return x[:, :, 1:5, 1:4]


class Unit(nn.Module):
    def __init__(self, channels, bias):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1, bias=bias)

    def forward(self, x):
        return relu(self.conv(x))


class Body(nn.Module):
    """Returns its output and the values before the last ReLU."""

    def __init__(self, channels, depth):
        super().__init__()
        self.units = nn.Sequential(*[Unit(channels, True) for _ in range(depth)])
        self.tail = nn.ModuleDict({"unit": Unit(channels, False)})

    def forward(self, x):
        first = self.units[0](x)
        before = self.tail["unit"].conv(self.units[1:](first))
        return relu(before) + first, before


class Nested(nn.Module):
    shape = 3, 6, 7

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 1)
        self.stage = nn.ModuleDict({"1": Body(4, 2), "2": Body(4, 2)})
        self.side = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1))
        self.classifier = nn.ModuleDict({"head": nn.Conv2d(4, 3, 1)})

    def forward(self, x):
        x, before = self.stage["1"](self.stem(x))
        x, _ = self.stage["2"](x)
        return self.classifier["head"](self.side(before) + x)


class InputReaders(nn.Module):
    shape = 3, 8, 10

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 3, 2, stride=2)
        self.transposed = nn.ConvTranspose2d(3, 4, 3, padding=1)
        self.head = nn.Conv2d(10, 4, 1)

    def forward(self, x):
        average = F.avg_pool2d(x, 2)
        total = self.conv1(x) + F.max_pool2d(relu(x), 2) + average
        return self.head(torch.cat([F.max_pool2d(self.transposed(x), 2), total, average], 1))


class Branches(nn.Module):
    shape = 2, 6, 9

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(2, 4, 3, padding=1)
        self.side = nn.Conv2d(4, 4, 1)
        self.conv1 = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.head = nn.Conv2d(4, 3, 3)

    def forward(self, x):
        stem = self.stem(x)
        both = relu(self.bn1(self.conv1(stem)) + stem) + self.side(stem)
        return self.head(relu(both + stem) + both)


class Decoder(nn.Module):
    shape = 6, 2, 3

    def __init__(self):
        super().__init__()
        self.up1 = nn.ConvTranspose2d(6, 8, 4, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.up2 = nn.ConvTranspose2d(8, 8, 3, stride=2, padding=1, output_padding=(1, 0), groups=8)
        self.bn2 = nn.BatchNorm2d(8)
        self.head = nn.Conv2d(8, 3, 1)

    def forward(self, x):
        return self.head(relu(self.bn2(self.up2(relu(self.bn1(self.up1(x)))))))


class InvertedResidual(nn.Module):
    def __init__(self, expanded, channels):
        super().__init__()
        self.expand = nn.Conv2d(channels, expanded, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(expanded)
        self.depthwise = nn.Conv2d(expanded, expanded, 3, padding=1, groups=expanded, bias=False)
        self.bn2 = nn.BatchNorm2d(expanded)
        self.project = nn.Conv2d(expanded, channels, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(channels)

    def forward(self, x):
        wide = relu(self.bn2(self.depthwise(relu(self.bn1(self.expand(x))))))
        return self.bn3(self.project(wide)) + x


class TinyMobileNet(nn.Module):
    shape = 3, 11, 9

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.blocks = nn.Sequential(InvertedResidual(18, 6), InvertedResidual(18, 6))
        self.conv2 = nn.Conv2d(6, 12, 3, stride=2, padding=1, groups=3)
        self.bn2 = nn.BatchNorm2d(12)
        self.head = nn.Linear(12, 5)

    def forward(self, x):
        x = self.blocks(relu(self.bn1(self.stem(x))))
        return self.head(torch.flatten(F.adaptive_avg_pool2d(relu(self.bn2(self.conv2(x))), 1), 1))


class FlatImage(nn.Module):
    shape = 1, 5, 6

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(30, 8)
        self.fc2 = nn.Linear(8, 4)

    def forward(self, x):
        return self.fc2(relu(self.fc1(torch.flatten(x, 1))))
