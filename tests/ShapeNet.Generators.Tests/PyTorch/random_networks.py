"""Declares random networks in C#, sizes them with PyTorch, and writes both to random_networks.txt.

Each network is run on a real tensor, so that what PyTorch refuses is refused here too: such a network is written
with "rejected LAYER" instead of its shapes. Deterministic: python3 random_networks.py
"""
import random

import torch
import torch.nn.functional as F

torch.manual_seed(0)
rng = random.Random(20240611)
NETWORKS = 240


class Rejected(Exception):
    pass


class Layer:
    """One parameter of a record: what it is called, its type, its attributes, and how to run it."""

    def __init__(self, name, kind, attributes, run, declares=None):
        self.name, self.kind, self.attributes, self.run, self.declares = name, kind, attributes, run, declares

    def text(self):
        return "    " + (f"[{', '.join(self.attributes)}] " if self.attributes else "") + f"{self.kind} {self.name}"


class Scope:
    """The tensors of one placement of a record, by name."""

    def __init__(self, path, input, constants):
        self.path, self.input, self.current, self.constants, self.named = path, input, input, constants, {"Layer.Input": input}


class Run:
    """One pass through a network: shapes by path, and the number of parameters."""

    def __init__(self):
        self.shapes, self.parameters = [], 0


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


def show(value):
    if isinstance(value, tuple):
        return f"new[] {{ {value[0]}, {value[1]} }}"
    if isinstance(value, str):
        return f"nameof({value})"
    return {True: "true", False: "false"}.get(value) if isinstance(value, bool) else str(value)


def known(scope, value):
    return scope.constants[value] if isinstance(value, str) else value


def attribute(kind, first, **named):
    return f"{kind}({', '.join([show(first)] + [f'{key} = {show(value)}' for key, value in named.items()])})"


def maybe_pair(values):
    return (rng.choice(values), rng.choice(values)) if rng.random() < 0.25 else rng.choice(values)


def conv(name, out, source=None, **fixed):
    options = {}
    kernel = fixed.get("Kernel", maybe_pair([1, 2, 3, 3, 4, 5, 7]))
    if kernel != 1:
        options["Kernel"] = kernel
    for key, values, default, chance in [("Stride", [1, 2, 3], 1, 0.35), ("Padding", [0, 1, 2, 3], 0, 0.6), ("Dilation", [1, 2, 3], 1, 0.2)]:
        value = fixed.get(key, maybe_pair(values) if rng.random() < chance else default)
        if value != default:
            options[key] = value
    groups = fixed.get("Groups", 1)
    if groups != 1:
        options["Groups"] = groups
    if rng.random() < 0.4:
        options["Bias"] = False
    attributes = ([reference(source)] if source else []) + [attribute("Conv2d", out, **options)]

    def run(scope, x, result):
        channels, split = known(scope, out), known(scope, groups)
        if x.dim() != 4 or x.shape[1] % split or channels % split:
            raise Rejected
        weight = torch.zeros(channels, x.shape[1] // split, *pair(kernel))
        result.parameters += weight.numel() + (0 if "Bias" in options else channels)
        return F.conv2d(x, weight, None, pair(options.get("Stride", 1)), pair(options.get("Padding", 0)), pair(options.get("Dilation", 1)), split)

    return Layer(name, "Conv2d", attributes, run)


def transposed(name, out):
    kernel, stride, padding = maybe_pair([1, 2, 3, 4, 5]), maybe_pair([1, 2, 2, 3]), maybe_pair([0, 0, 1, 2])
    dilation = maybe_pair([1, 2]) if rng.random() < 0.2 else 1
    extra = maybe_pair([0, 1]) if rng.random() < 0.4 else 0
    if any(e >= max(s, d) for e, s, d in zip(pair(extra), pair(stride), pair(dilation))):
        extra = 0
    options = {key: value for key, value, default in [
        ("Kernel", kernel, 1), ("Stride", stride, 1), ("Padding", padding, 0), ("Dilation", dilation, 1), ("OutputPadding", extra, 0)] if value != default}

    def run(scope, x, result):
        if x.dim() != 4:
            raise Rejected
        channels = known(scope, out)
        weight = torch.zeros(x.shape[1], channels, *pair(kernel))
        result.parameters += weight.numel() + channels
        return F.conv_transpose2d(x, weight, None, pair(stride), pair(padding), pair(extra), 1, pair(dilation))

    return Layer(name, "ConvTranspose2d", [attribute("ConvTranspose2d", out, **options)], run)


def pool(name):
    is_max = rng.random() < 0.5
    kernel = maybe_pair([1, 2, 2, 3, 3, 4, 5])
    stride = maybe_pair([1, 2, 3]) if rng.random() < 0.6 else None
    padding = tuple(rng.randint(0, k // 2) for k in pair(kernel)) if rng.random() < 0.4 else 0
    padding = padding[0] if isinstance(padding, tuple) and padding[0] == padding[1] else padding
    dilation = maybe_pair([1, 2, 3]) if is_max and rng.random() < 0.25 else 1
    ceil = rng.random() < 0.4
    options = {}
    if stride is not None:
        options["Stride"] = stride
    if padding != 0:
        options["Padding"] = padding
    if dilation != 1:
        options["Dilation"] = dilation
    if ceil:
        options["CeilMode"] = True
    kind = "MaxPool2d" if is_max else "AvgPool2d"

    def run(scope, x, result):
        if x.dim() != 4:
            raise Rejected
        step = pair(stride) if stride is not None else pair(kernel)
        if is_max:
            return F.max_pool2d(x, pair(kernel), step, pair(padding), pair(dilation), ceil)
        return F.avg_pool2d(x, pair(kernel), step, pair(padding), ceil)

    return Layer(name, kind, [attribute(kind, kernel, **options)], run)


def plain(name, kind):
    def run(scope, x, result):
        if kind == "BatchNorm2d":
            if x.dim() != 4:
                raise Rejected
            result.parameters += 2 * x.shape[1]
        if kind == "GlobalAvgPool2d":
            if x.dim() != 4:
                raise Rejected
            return F.adaptive_avg_pool2d(x, 1)
        if kind == "Flatten":
            if x.dim() != 4:
                raise Rejected
            return x.flatten(1)
        return x

    return Layer(name, kind, [], run)


def linear(name, out):
    def run(scope, x, result):
        if x.dim() != 2:
            raise Rejected
        channels = known(scope, out)
        result.parameters += channels * x.shape[1] + channels
        return F.linear(x, torch.zeros(channels, x.shape[1]))

    return Layer(name, "Linear", [attribute("Linear", out)], run)


def name_of(reference_to):
    return "Layer.Input" if reference_to == "Layer.Input" else f'"{reference_to}"' if "." in reference_to else f"nameof({reference_to})"


def reference(source):
    return f"From({name_of(source)})"


def join(name, kind, others):
    def run(scope, x, result):
        tensors = [x] + [scope.named[other] for other in others]
        if kind == "Add":
            if any(t.shape != x.shape for t in tensors):
                raise Rejected
            return sum(tensors[1:], tensors[0])
        if any(t.dim() != x.dim() or t.shape[2:] != x.shape[2:] for t in tensors):
            raise Rejected
        return torch.cat(tensors, 1)

    return Layer(name, kind, [f"{kind}({', '.join(name_of(other) for other in others)})"], run)


def crop(name, height, width, like=None, top=None, left=None):
    named = {key: value for key, value in [("Top", top), ("Left", left)] if value is not None}
    first = name_of(like) if like else f"{height}, {width}"
    text = f"Crop({', '.join([first] + [f'{key} = {value}' for key, value in named.items()])})"

    def run(scope, x, result):
        if x.dim() != 4 or (like and scope.named[like].dim() != 4):
            raise Rejected
        h, w = scope.named[like].shape[2:] if like else (height, width)
        t = (x.shape[2] - h) // 2 if top is None else top
        l = (x.shape[3] - w) // 2 if left is None else left
        if h > x.shape[2] or w > x.shape[3] or t + h > x.shape[2] or l + w > x.shape[3]:
            raise Rejected
        return x[:, :, t:t + h, l:l + w]

    return Layer(name, "Crop", [text], run)


class Block:
    def __init__(self, name, constants, layers):
        self.name, self.constants, self.layers = name, constants, layers

    def text(self):
        lines = [f"    int {constant}" for constant in self.constants] + [layer.text() for layer in self.layers]
        return f"[Block]\npartial record {self.name}(\n" + ",\n".join(lines) + ");\n"


def use(name, block, given, repeat):
    attributes = ([f"With({', '.join(show(value) for value in given)})"] if block.constants else []) + ([f"Repeat({repeat})"] if repeat > 1 else [])

    def run(scope, x, result):
        for i in range(repeat):
            path = f"{scope.path}{name}" + (f"[{i}]" if repeat > 1 else "")
            inner = Scope(path + ".", x, {constant: known(scope, value) for constant, value in zip(block.constants, given)})
            walk(block.layers, inner, result)
            x = inner.current
            for key, tensor in inner.named.items():
                if key != "Layer.Input":
                    scope.named[f"{name}.{i}.{key}" if repeat > 1 else f"{name}.{key}"] = tensor
        return x

    layer = Layer(name, block.name, attributes, run)
    layer.block = block
    return layer


def walk(layers, scope, result):
    for layer in layers:
        source = next((a for a in layer.attributes if a.startswith("From(")), None)
        x = scope.named[layer.source] if source else scope.current
        try:
            y = layer.run(scope, x, result)
            if 0 in y.shape:
                raise Rejected
        except (Rejected, RuntimeError) as error:
            if not getattr(error, "layer", None):
                error.layer = scope.path + layer.name
            raise
        if layer.kind[0] != "B" or layer.kind == "BatchNorm2d":
            result.shapes.append((scope.path + layer.name, tuple(y.shape[1:])))
        scope.named[layer.name] = y
        scope.current = y


def random_layer(name, scope, blocks, constants, may_fail):
    """A layer that probably fits behind what is there."""
    x = scope.current
    channels = rng.choice([1, 2, 3, 4, 5, 6, 8, 12, 16])
    if constants and rng.random() < 0.6:
        channels = rng.choice(constants)
    if x.dim() == 2:
        kind = rng.choice(["Linear", "ReLU", "Dropout", "Linear", "Add"])
        if kind == "Linear":
            return linear(name, channels)
        same = [key for key, tensor in scope.named.items() if tensor.shape == x.shape and tensor is not x]
        return join(name, "Add", [rng.choice(same)]) if kind == "Add" and same else plain(name, "ReLU" if kind == "Add" else kind)

    others = list(scope.named.items())
    choice = rng.random()
    if choice < 0.18:
        kernel = rng.choice([1, 3, 3, 5])
        dilation = rng.choice([1, 1, 2]) if kernel > 1 else 1
        return conv(name, rng.choice([channels, x.shape[1]]), Kernel=kernel, Stride=1, Padding=dilation * (kernel // 2), Dilation=dilation)
    if choice < 0.30:
        return conv(name, channels)
    if choice < 0.36:
        return conv(name, known(scope, channels) * x.shape[1] if not isinstance(channels, str) and x.shape[1] * channels <= 48 else x.shape[1], Groups=x.shape[1], Kernel=3)
    if choice < 0.42:
        divisors = [d for d in range(1, x.shape[1] + 1) if x.shape[1] % d == 0]
        groups = rng.choice(divisors)
        return conv(name, groups * rng.randint(1, 4), Groups=groups)
    if choice < 0.50 and x.shape[2] * x.shape[3] <= 1200:
        return transposed(name, channels)
    if choice < 0.62:
        return pool(name)
    if choice < 0.70:
        return plain(name, rng.choice(["BatchNorm2d", "ReLU", "ReLU", "Dropout"]))
    if choice < 0.79 and blocks:
        block = rng.choice(blocks)
        given = [rng.choice([4, 6, 8]) if not constants or rng.random() < 0.5 else rng.choice(constants) for _ in block.constants]
        return use(name, block, given, rng.choice([1, 1, 2, 3]))
    if choice < 0.85:
        fitting = [key for key, tensor in others if tensor.dim() == 4 and tensor.shape[2:] == x.shape[2:] and tensor.shape[1] + x.shape[1] <= 64 and (tensor is not x or rng.random() < 0.1)]
        if fitting:
            return join(name, "Concat", rng.sample(fitting, min(len(fitting), rng.choice([1, 1, 2]))))
    if choice < 0.95:
        fitting = [key for key, tensor in others if tensor.shape == x.shape and tensor is not x]
        if may_fail and rng.random() < 0.3:
            fitting = [key for key, _ in others]
        if fitting:
            return join(name, "Add", rng.sample(fitting, min(len(fitting), rng.choice([1, 1, 2]))))
    if 0.95 <= choice < 0.975:
        smaller = [key for key, tensor in others if tensor.dim() == 4 and tensor.shape[2] <= x.shape[2] and tensor.shape[3] <= x.shape[3] and tensor is not x]
        if smaller and rng.random() < 0.5:
            return crop(name, None, None, like=rng.choice(smaller))
        height, width = rng.randint(max(1, x.shape[2] // 2), x.shape[2]), rng.randint(max(1, x.shape[3] // 2), x.shape[3])
        return crop(name, height, width, top=rng.randint(0, x.shape[2] - height) if rng.random() < 0.4 else None,
                    left=rng.randint(0, x.shape[3] - width) if rng.random() < 0.4 else None)
    images = [key for key, tensor in others if tensor.dim() == 4]
    source = rng.choice(images)
    layer = conv(name, channels, source=source)
    layer.source = source
    return layer


def grow(count, input, blocks, constants, values, may_fail, prefix):
    """Layers one behind the other; a layer that PyTorch refuses is dropped, or ends the network if it may fail."""
    layers, scope = [], Scope("", input, dict(zip(constants, values)))
    for i in range(count):
        layer = random_layer(f"{prefix}{i}", scope, blocks, constants, may_fail)
        if layer.kind == layer.name:
            continue
        before = scope.current, dict(scope.named)
        try:
            walk([layer], scope, Run())
        except (Rejected, RuntimeError):
            if may_fail and rng.random() < 0.5:
                return layers + [layer]
            scope.current, scope.named = before
            continue
        if scope.current.numel() > 60_000:
            scope.current, scope.named = before
            continue
        layers.append(layer)
    return layers


def network(index):
    input = torch.zeros(1, rng.choice([1, 2, 3, 4, 6]), rng.randint(5, 40), rng.randint(5, 40))
    blocks = []
    for b in range(rng.choice([0, 0, 1, 1, 2])):
        constants = [f"C{i}" for i in range(rng.choice([0, 1, 1, 2]))]
        example = torch.zeros(1, rng.choice([4, 6, 8]), rng.randint(8, 24), rng.randint(8, 24))
        layers = grow(rng.randint(2, 5), example, list(blocks), constants, [4, 6][:len(constants)], False, "Inner")
        if layers:
            blocks.append(Block(f"Block{b}", constants, layers))
    layers = grow(rng.randint(3, 16), input, blocks, [], [], rng.random() < 0.3, "Layer")
    if not layers:
        return None
    if rng.random() < 0.3:
        layers += [plain("Pool", "GlobalAvgPool2d"), plain("Flat", "Flatten"), linear("Scores", rng.randint(1, 10))]
    return input, blocks, layers


def used(blocks, layers):
    """The blocks that layers reach, in the order of their declaration."""
    reached = set()

    def visit(some):
        for layer in some:
            if hasattr(layer, "block") and layer.block not in reached:
                reached.add(layer.block)
                visit(layer.block.layers)

    visit(layers)
    return [block for block in blocks if block in reached]


def main():
    with open("random_networks.txt", "w", encoding="utf-8", newline="\n") as file, torch.no_grad():
        written = 0
        while written < NETWORKS:
            made = network(written)
            if made is None:
                continue
            input, blocks, layers = made
            file.write(f"=== N{written:03}\n\n")
            for block in used(blocks, layers):
                file.write(block.text() + "\n")
            file.write(f"[Network, Input({', '.join(map(str, input.shape[1:]))})]\npartial record Net(\n" + ",\n".join(layer.text() for layer in layers) + ");\n---\n")
            result = Run()
            try:
                walk(layers, Scope("", input, {}), result)
                for path, shape in result.shapes:
                    file.write(f"{path} {'×'.join(map(str, shape))}\n")
                file.write(f"parameters {result.parameters}\n")
            except (Rejected, RuntimeError) as error:
                file.write(f"rejected {error.layer}\n")
            written += 1


main()
