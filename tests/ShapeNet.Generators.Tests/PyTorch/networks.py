"""Sizes the networks of tests/Networks with PyTorch: shapes.txt has NETWORK PATH SHAPE, and NETWORK parameters COUNT.

The networks are written here again with PyTorch's own modules: python3 networks.py
"""
import torch
import torch.nn as nn
import torchvision


class Book:
    """Runs modules one behind the other and writes down what each makes."""

    def __init__(self, file, name, *shape):
        self.file, self.name, self.x, self.tensors, self.parameters = file, name, torch.zeros(1, *shape), {}, 0

    def __call__(self, path, module, *inputs):
        inputs = [self.tensors[i] if isinstance(i, str) else i for i in inputs] or [self.x]
        with torch.no_grad():
            self.x = module(*inputs)
        if isinstance(module, nn.Module):
            self.parameters += sum(p.numel() for p in module.parameters())
        self.tensors[path] = self.x
        self.file.write(f"{self.name} {path} {'×'.join(map(str, self.x.shape[1:]))}\n")
        return self.x

    def close(self):
        self.file.write(f"{self.name} parameters {self.parameters}\n")

    @property
    def channels(self):
        return self.x.shape[1]


def concat(*tensors):
    return torch.cat(tensors, 1)


def add(*tensors):
    return sum(tensors[1:], tensors[0])


def crop(x, like):
    top, left = (x.shape[2] - like.shape[2]) // 2, (x.shape[3] - like.shape[3]) // 2
    return x[:, :, top:top + like.shape[2], left:left + like.shape[3]]


def lenet(file):
    b = Book(file, "LeNet", 1, 28, 28)
    b("Conv1", nn.Conv2d(1, 6, 5, padding=2))
    b("Relu1", nn.ReLU())
    b("Pool1", nn.MaxPool2d(2))
    b("Conv2", nn.Conv2d(6, 16, 5))
    b("Relu2", nn.ReLU())
    b("Pool2", nn.MaxPool2d(2))
    b("Flatten", nn.Flatten())
    b("Fc1", nn.Linear(400, 120))
    b("Relu3", nn.ReLU())
    b("Fc2", nn.Linear(120, 84))
    b("Relu4", nn.ReLU())
    b("Fc3", nn.Linear(84, 10))
    b.close()


def unet(file):
    b = Book(file, "UNet", 3, 96, 128)

    def double(path, channels):
        b(f"{path}.Conv1", nn.Conv2d(b.channels, channels, 3, padding=1, bias=False))
        b(f"{path}.Bn1", nn.BatchNorm2d(channels))
        b(f"{path}.Relu1", nn.ReLU())
        b(f"{path}.Conv2", nn.Conv2d(channels, channels, 3, padding=1, bias=False))
        b(f"{path}.Bn2", nn.BatchNorm2d(channels))
        return b(f"{path}.Relu2", nn.ReLU())

    for i, channels in [(1, 16), (2, 32), (3, 64)]:
        double(f"Down{i}", channels)
        b(f"Pool{i}", nn.MaxPool2d(2))
    double("Bottom", 128)
    for i, channels in [(3, 64), (2, 32), (1, 16)]:
        x = b(f"Enlarge{i}", nn.ConvTranspose2d(b.channels, channels, 2, stride=2))
        b(f"Join{i}", concat, x, f"Down{i}.Relu2")
        double(f"Up{i}", channels)
    b("Scores", nn.Conv2d(16, 5, 1))
    b.close()


def cropped_unet(file):
    b = Book(file, "CroppedUNet", 1, 188, 188)

    def conv(path, relu, channels):
        b(path, nn.Conv2d(b.channels, channels, 3))
        return b(relu, nn.ReLU())

    conv("Down1A", "Relu1A", 8)
    conv("Down1B", "Relu1B", 8)
    b("Pool1", nn.MaxPool2d(2))
    conv("Down2A", "Relu2A", 16)
    conv("Down2B", "Relu2B", 16)
    b("Pool2", nn.MaxPool2d(2))
    conv("BottomA", "Relu3A", 32)
    conv("BottomB", "Relu3B", 32)
    b("Enlarge2", nn.ConvTranspose2d(32, 16, 2, stride=2))
    b("Skip2", crop, "Relu2B", "Enlarge2")
    b("Join2", concat, "Skip2", "Enlarge2")
    conv("Up2", "Relu4", 16)
    b("Enlarge1", nn.ConvTranspose2d(16, 8, 2, stride=2))
    b("Skip1", crop, "Relu1B", "Enlarge1")
    b("Join1", concat, "Skip1", "Enlarge1")
    conv("Up1", "Relu5", 8)
    b("Scores", nn.Conv2d(8, 2, 1))
    b.close()


def odd_sizes(file):
    b = Book(file, "OddSizes", 1, 97, 131)
    b("Conv1", nn.Conv2d(1, 7, 3, stride=2, padding=1))
    b("Relu1", nn.ReLU())
    b("Pool1", nn.MaxPool2d(3, stride=2, ceil_mode=True))
    b("Conv2", nn.Conv2d(7, 11, 5, padding=2))
    b("Relu2", nn.ReLU())
    b("Pool2", nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False))
    b("Enlarge", nn.ConvTranspose2d(11, 3, 4, stride=3, padding=1))
    b("Window", lambda x: x[:, :, 2:2 + 33, 5:5 + 41])
    b.close()


def asymmetric(file):
    b = Book(file, "Asymmetric", 3, 40, 56)
    b("Wide", nn.Conv2d(3, 8, (1, 7), padding=(0, 3)))
    b("Tall", nn.Conv2d(8, 8, (7, 1), padding=(3, 0)))
    b("Relu1", nn.ReLU())
    b("Mixed", nn.Conv2d(8, 12, (3, 5), stride=(1, 2), padding=(2, 4), dilation=(2, 1)))
    b("Bn", nn.BatchNorm2d(12))
    b("Pool", nn.MaxPool2d((2, 3), stride=(2, 1), padding=(0, 1)))
    b("Enlarge", nn.ConvTranspose2d(12, 4, (4, 3), stride=(2, 1), padding=(1, 1)))
    b("Halve", nn.AvgPool2d((1, 2)))
    b.close()


def dilated(file):
    b = Book(file, "Dilated", 3, 65, 65)
    b("Conv1", nn.Conv2d(3, 16, 3, stride=2, padding=1, bias=False))
    b("Bn1", nn.BatchNorm2d(16))
    b("Relu1", nn.ReLU())
    for rate in [2, 4, 8]:
        b(f"Rate{rate}", nn.Conv2d(16, 16, 3, padding=rate, dilation=rate), "Relu1")
    b("Sum", add, "Rate8", "Rate2", "Rate4", "Relu1")
    b("Enlarge", nn.ConvTranspose2d(16, 6, 3, stride=2, padding=1))
    b.close()


def grouped(file):
    b = Book(file, "Grouped", 3, 32, 48)
    b("Stem", nn.Conv2d(3, 12, 3, stride=2, padding=1, groups=3))
    x = b("Relu", nn.ReLU())
    for i in range(3):
        path = f"Blocks[{i}]"
        b(f"{path}.Expand", nn.Conv2d(12, 36, 1, bias=False))
        b(f"{path}.Bn1", nn.BatchNorm2d(36))
        b(f"{path}.Relu1", nn.ReLU())
        b(f"{path}.Depthwise", nn.Conv2d(36, 36, 3, padding=1, groups=36, bias=False))
        b(f"{path}.Bn2", nn.BatchNorm2d(36))
        b(f"{path}.Relu2", nn.ReLU())
        b(f"{path}.Project", nn.Conv2d(36, 12, 1, bias=False))
        y = b(f"{path}.Bn3", nn.BatchNorm2d(12))
        x = b(f"{path}.Sum", add, y, x)
    b("Multiplied", nn.Conv2d(12, 24, 3, padding=1, groups=12))
    b("Enlarge", nn.ConvTranspose2d(24, 24, 4, stride=2, padding=1, groups=24))
    b("EnlargeAgain", nn.ConvTranspose2d(24, 8, 3, stride=2, padding=1, output_padding=1, groups=4))
    b.close()


def perceptron(file):
    b = Book(file, "Perceptron", 30)
    b("Hidden1", nn.Linear(30, 64))
    b("Relu1", nn.ReLU())
    b("Dropout1", nn.Dropout(0.2))
    b("Hidden2", nn.Linear(64, 64))
    b("Sum", add, "Hidden2", "Relu1")
    b("Relu2", nn.ReLU())
    b("Dropout2", nn.Dropout())
    b("Scores", nn.Linear(64, 7, bias=False))
    b.close()


def nested(file):
    b = Book(file, "Nested", 3, 45, 61)

    def unit(path, channels, stride, bias):
        b(f"{path}.Conv", nn.Conv2d(b.channels, channels, 3, stride=stride, padding=1, bias=bias))
        b(f"{path}.Norm", nn.BatchNorm2d(channels))
        return b(f"{path}.Relu", nn.ReLU())

    def tower(path, channels, pairs):
        shrunk = x = unit(f"{path}.Shrink", channels, 2, False)
        for i in range(pairs):
            unit(f"{path}.Body[{i}].First", channels, 1, False)
            y = unit(f"{path}.Body[{i}].Second", channels, 1, True)
            x = b(f"{path}.Body[{i}].Sum", add, y, x)
        return b(f"{path}.Both", concat, x, shrunk)

    tower("Low", 8, 2)
    tower("High[0]", 12, 3)
    tower("High[1]", 12, 3)
    enlarged = b("Enlarge", nn.ConvTranspose2d(b.channels, 8, 4, stride=2, padding=1))
    b.x = b.tensors["High[0].Shrink.Relu"]
    side = unit("Side", 24, 1, False)
    b("Shrunk", nn.MaxPool2d(3, stride=2, padding=1), "Low.Body[1].Second.Relu")
    b("Joined", concat, "Shrunk", side, enlarged)
    b("Pool", nn.AdaptiveAvgPool2d(1))
    b("Flatten", nn.Flatten())
    b("Scores", nn.Linear(b.channels, 4))
    b.close()


def resnet(file, name, model):
    """torchvision's own model, with hooks on its convolutions, pools and classifier."""
    def hook(path):
        def write(module, inputs, output):
            file.write(f"{name} weights:{path} {'×'.join(map(str, output.shape[1:]))}\n")
        return write

    for path, module in model.named_modules():
        if isinstance(module, (nn.Conv2d, nn.BatchNorm2d, nn.Linear)):
            module.register_forward_hook(hook(path))
    model.eval()
    with torch.no_grad():
        model(torch.zeros(1, 3, 224, 224))
    file.write(f"{name} parameters {sum(p.numel() for p in model.parameters())}\n")


with open("shapes.txt", "w", encoding="utf-8", newline="\n") as file:
    for write in [lenet, unet, cropped_unet, odd_sizes, asymmetric, dilated, grouped, perceptron, nested]:
        write(file)
    for name in ["ResNet18", "ResNet50", "ResNet152"]:
        resnet(file, name, getattr(torchvision.models, name.lower())())
