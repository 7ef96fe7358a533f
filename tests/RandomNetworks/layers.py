"""Layers of a declaration: how C# writes them, and what PyTorch computes for them.

A layer's `run` takes the tensors by name (`Scope`), its input, and the modules of the network (`Modules`), which hold the weights.
What a layer refuses raises `Rejected`.
"""
from torch import cat, nn
from torch.nn import functional as F


class Rejected(Exception):
    """PyTorch refuses a layer; `walk` says which."""


class Layer:
    """One parameter of a record: what it is called, its type, its attributes, how to run it, and what stands for its input."""

    def __init__(self, name, kind, attributes, run, source=None, block=None):
        self.name, self.kind, self.run, self.source, self.block = name, kind, run, source, block
        self.attributes = ([f"From({name_of(source)})"] if source else []) + attributes

    def text(self):
        return "    " + (f"[{', '.join(self.attributes)}] " if self.attributes else "") + f"{self.kind} {self.name}"


class Block:
    """A reusable run of layers; what `constants` names is given where it is used."""

    def __init__(self, name, constants, layers):
        self.name, self.constants, self.layers = name, constants, layers

    def text(self):
        lines = [f"    int {constant}" for constant in self.constants] + [layer.text() for layer in self.layers]
        return f"[Block]\npartial record {self.name}(\n" + ",\n".join(lines) + ");\n"


class Scope:
    """The tensors of one placement of a record, by name."""

    def __init__(self, path, input, constants):
        self.path, self.current, self.constants, self.named = path, input, constants, {"Layer.Input": input}


class Modules(nn.Module):
    """The modules of a network, made when they are first met, under the names that weight files have; and the shapes of all layers."""

    def __init__(self):
        super().__init__()
        self.shapes = {}

    def at(self, path, make):
        *outer, name = path.lower().replace("[", ".").replace("]", "").split(".")
        place = self
        for part in outer:
            if not hasattr(place, part):
                place.add_module(part, nn.Module())
            place = getattr(place, part)
        if not hasattr(place, name):
            place.add_module(name, make().train(self.training))
        return getattr(place, name)


def walk(layers, scope, modules):
    """Runs layers one behind the other."""
    for layer in layers:
        x = scope.named[layer.source] if layer.source else scope.current
        try:
            y = layer.run(scope, x, modules)
            if 0 in y.shape:
                raise Rejected
        except (Rejected, RuntimeError) as error:
            if not getattr(error, "layer", None):
                error.layer = scope.path + layer.name
            raise
        if not layer.block:
            modules.shapes[scope.path + layer.name] = tuple(y.shape[1:])
        scope.named[layer.name] = scope.current = y


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


def show(value):
    if isinstance(value, tuple):
        return f"new[] {{ {value[0]}, {value[1]} }}"
    if isinstance(value, str):
        return f"nameof({value})"
    return {True: "true", False: "false"}.get(value) if isinstance(value, bool) else str(value)


def name_of(source):
    return "Layer.Input" if source == "Layer.Input" else f'"{source}"' if "." in source else f"nameof({source})"


def known(scope, value):
    return scope.constants[value] if isinstance(value, str) else value


def attribute(kind, first, options):
    return f"{kind}({', '.join([show(first)] + [f'{key} = {show(value)}' for key, value in options.items()])})"


def conv(name, out, source=None, **options):
    kernel, stride, padding, dilation = (options.get(key, default) for key, default in [("Kernel", 1), ("Stride", 1), ("Padding", 0), ("Dilation", 1)])

    def run(scope, x, modules):
        channels, groups = known(scope, out), known(scope, options.get("Groups", 1))
        if x.dim() != 4 or x.shape[1] % groups or channels % groups:
            raise Rejected
        return modules.at(scope.path + name, lambda: nn.Conv2d(
            x.shape[1], channels, pair(kernel), pair(stride), pair(padding), pair(dilation), groups, options.get("Bias", True)))(x)

    return Layer(name, "Conv2d", [attribute("Conv2d", out, options)], run, source)


def transposed(name, out, **options):
    kernel, stride, padding, dilation, extra = (options.get(key, default) for key, default in [
        ("Kernel", 1), ("Stride", 1), ("Padding", 0), ("Dilation", 1), ("OutputPadding", 0)])

    def run(scope, x, modules):
        channels, groups = known(scope, out), options.get("Groups", 1)
        if x.dim() != 4 or x.shape[1] % groups or channels % groups:
            raise Rejected
        return modules.at(scope.path + name, lambda: nn.ConvTranspose2d(
            x.shape[1], channels, pair(kernel), pair(stride), pair(padding), pair(extra), groups, options.get("Bias", True), pair(dilation)))(x)

    return Layer(name, "ConvTranspose2d", [attribute("ConvTranspose2d", out, options)], run)


def pool(name, kind, kernel, **options):
    def run(scope, x, modules):
        if x.dim() != 4:
            raise Rejected
        stride, padding, ceil = pair(options.get("Stride", kernel)), pair(options.get("Padding", 0)), options.get("CeilMode", False)
        if kind == "MaxPool2d":
            return F.max_pool2d(x, pair(kernel), stride, padding, pair(options.get("Dilation", 1)), ceil)
        return F.avg_pool2d(x, pair(kernel), stride, padding, ceil, options.get("CountIncludePad", True))

    return Layer(name, kind, [attribute(kind, kernel, options)], run)


def plain(name, kind):
    """A layer without an attribute."""
    def run(scope, x, modules):
        if kind == "ReLU":
            return x.relu()
        if kind == "Dropout":
            return modules.at(scope.path + name, nn.Dropout)(x)
        if x.dim() != 4:
            raise Rejected
        if kind == "BatchNorm2d":
            return modules.at(scope.path + name, lambda: nn.BatchNorm2d(x.shape[1]))(x)
        return {"GlobalAvgPool2d": lambda: F.adaptive_avg_pool2d(x, 1), "Flatten": lambda: x.flatten(1)}[kind]()

    return Layer(name, kind, [], run)


def linear(name, out):
    def run(scope, x, modules):
        if x.dim() != 2:
            raise Rejected
        return modules.at(scope.path + name, lambda: nn.Linear(x.shape[1], known(scope, out)))(x)

    return Layer(name, "Linear", [attribute("Linear", out, {})], run)


def join(name, kind, others):
    """An addition or a concatenation with earlier tensors."""
    def run(scope, x, modules):
        tensors = [x] + [scope.named[other] for other in others]
        if kind == "Add":
            if any(t.shape != x.shape for t in tensors):
                raise Rejected
            return sum(tensors[1:], tensors[0])
        if any(t.dim() != x.dim() or t.shape[2:] != x.shape[2:] for t in tensors):
            raise Rejected
        return cat(tensors, 1)

    return Layer(name, kind, [f"{kind}({', '.join(name_of(other) for other in others)})"], run)


def crop(name, height=None, width=None, like=None, **options):
    """A window of a size, or of another tensor's; centred but for `Top` and `Left`."""
    first = name_of(like) if like else f"{height}, {width}"
    text = f"Crop({', '.join([first] + [f'{key} = {show(value)}' for key, value in options.items()])})"

    def run(scope, x, modules):
        if x.dim() != 4 or (like and scope.named[like].dim() != 4):
            raise Rejected
        h, w = scope.named[like].shape[2:] if like else (height, width)
        top, left = options.get("Top", (x.shape[2] - h) // 2), options.get("Left", (x.shape[3] - w) // 2)
        if h > x.shape[2] or w > x.shape[3] or top + h > x.shape[2] or left + w > x.shape[3]:
            raise Rejected
        return x[:, :, top:top + h, left:left + w]

    return Layer(name, "Crop", [text], run)


def use(name, block, given, repeat):
    """A block with its constants given, one or several times."""
    attributes = ([f"With({', '.join(show(value) for value in given)})"] if block.constants else []) + ([f"Repeat({repeat})"] if repeat > 1 else [])

    def run(scope, x, modules):
        for i in range(repeat):
            path = f"{scope.path}{name}" + (f"[{i}]" if repeat > 1 else "")
            inner = Scope(path + ".", x, {constant: known(scope, value) for constant, value in zip(block.constants, given)})
            walk(block.layers, inner, modules)
            x = inner.current
            for key, tensor in inner.named.items():
                if key != "Layer.Input":
                    scope.named[f"{name}.{i}.{key}" if repeat > 1 else f"{name}.{key}"] = tensor
        return x

    return Layer(name, block.name, attributes, run, block=block)
