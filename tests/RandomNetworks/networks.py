"""Random networks: declarations in C# that PyTorch can run."""
import random

import torch

from layers import Block, Modules, Rejected, Scope, conv, crop, join, linear, pair, plain, pool, transposed, use, walk


class Style:
    """What kind of networks grow.

    `channels` of layers and `sizes` of images to choose from; how many `values` a tensor may have for each image, and how many
    `weights` a layer; whether a network may end in a layer that does not fit, and whether it may drop values at random; whether it
    has layers in the orders that compilers merge (`motifs`), and whether it ends in scores of classes.
    """

    def __init__(self, channels, sizes, values, weights, may_fail=False, dropout=False, motifs=False, scores=False):
        self.channels, self.sizes, self.values, self.weights = channels, sizes, values, weights
        self.may_fail, self.dropout, self.motifs, self.scores = may_fail, dropout, motifs, scores


class Declaration:
    """A network: the shape of its images, its layers, and the blocks that they use."""

    def __init__(self, shape, blocks, layers):
        self.shape, self.blocks, self.layers = shape, blocks, layers

    def text(self, name="Net"):
        used, pending = set(), list(self.layers)
        while pending:
            block = pending.pop().block
            if block:
                used.add(block)
                pending += block.layers
        layers = ",\n".join(layer.text() for layer in self.layers)
        return "".join(block.text() + "\n" for block in self.blocks if block in used) + (
            f"[Network, Input({', '.join(map(str, self.shape))})]\npartial record {name}(\n{layers});\n")


class Network(Modules):
    """A declared network with weights."""

    def __init__(self, declaration):
        super().__init__()
        self.declaration = declaration
        with torch.no_grad():
            self.eval()(torch.zeros(1, *declaration.shape))
        self.train()

    def forward(self, x):
        scope = Scope("", x, {})
        walk(self.declaration.layers, scope, self)
        return scope.current


class Growth:
    """Layers of one record, grown one behind the other on a real tensor."""

    def __init__(self, style, rng, prefix, shape, blocks, constants, values):
        self.style, self.rng, self.prefix, self.blocks, self.constants = style, rng, prefix, blocks, constants
        self.layers, self.scope = [], Scope("", torch.zeros(2, *shape), dict(zip(constants, values)))

    @property
    def x(self):
        return self.scope.current

    def name(self):
        return f"{self.prefix}{len(self.layers)}"

    def add(self, layer):
        """Appends a layer if it fits; returns whether it did."""
        before, modules = (self.scope.current, dict(self.scope.named)), Modules().eval()
        try:
            with torch.no_grad():
                walk([layer], self.scope, modules)
            weights = sum(parameter.numel() for parameter in modules.parameters())
            fits = self.x[0].numel() <= self.style.values and weights <= self.style.weights
        except (Rejected, RuntimeError):
            fits = False
        if fits:
            self.layers.append(layer)
        else:
            self.scope.current, self.scope.named = before
        return fits

    def grow(self, count, may_fail=False):
        for _ in range(count):
            if self.style.motifs and self.rng.random() < 0.35:
                self.add_motif()
                continue
            layer = self.layer(may_fail)
            if not self.add(layer) and may_fail and self.rng.random() < 0.5:
                self.layers.append(layer)
                break
        return self.layers

    def chance(self, probability):
        return self.rng.random() < probability

    def maybe_pair(self, values):
        """One value, or two for rows and columns."""
        if isinstance(values[0], bool):
            return self.rng.choice(values)
        return (self.rng.choice(values), self.rng.choice(values)) if self.chance(0.25) else self.rng.choice(values)

    def options(self, *choices):
        """Hyperparameters by name: of (name, values, default, chance) those that are not the default."""
        made = {name: self.maybe_pair(values) if self.chance(chance) else default for name, values, default, chance in choices}
        return {name: made[name] for name, _, default, _ in choices if made[name] != default}

    def channels(self):
        return self.rng.choice(self.constants) if self.constants and self.chance(0.6) else self.rng.choice(self.style.channels)

    def layer(self, may_fail):
        """A layer that probably fits."""
        return self.flat_layer() if self.x.dim() == 2 else self.spatial_layer(may_fail)

    def flat_layer(self):
        kind = self.rng.choice(["Linear", "Linear", "ReLU", "Dropout", "Add"])
        if kind == "Linear":
            return linear(self.name(), self.channels())
        same = self.fitting(lambda tensor: tensor.shape == self.x.shape)
        if kind == "Add" and same:
            return join(self.name(), "Add", [self.rng.choice(same)])
        return plain(self.name(), "Dropout" if kind == "Dropout" and self.style.dropout else "ReLU")

    def spatial_layer(self, may_fail):
        choices = [
            (18, self.same_convolution), (12, self.convolution), (6, self.depthwise), (6, self.grouped), (8, self.transposed), (12, self.pool),
            (8, self.plain), (9, self.block), (6, self.concatenation), (10, lambda: self.addition(may_fail)), (3, self.crop), (3, self.elsewhere)]
        make = self.rng.choices([make for _, make in choices], [weight for weight, _ in choices])[0]
        return make() or self.elsewhere()

    def fitting(self, fits):
        """The earlier tensors that fit beside the current one."""
        return [name for name, tensor in self.scope.named.items() if tensor is not self.x and fits(tensor)]

    def some(self, names):
        return self.rng.sample(names, min(len(names), self.rng.choice([1, 1, 2])))

    def random_options(self):
        return self.options(("Kernel", [1, 2, 3, 3, 4, 5, 7], 1, 0.9), ("Stride", [1, 2, 3], 1, 0.35), ("Padding", [0, 1, 2, 3], 0, 0.6),
                            ("Dilation", [1, 2, 3], 1, 0.2), ("Bias", [False], True, 0.4))

    def convolution(self):
        return conv(self.name(), self.channels(), **self.random_options())

    def same_convolution(self):
        """One that keeps the size."""
        kernel, dilation = self.rng.choice([1, 3, 3, 5]), self.rng.choice([1, 1, 2])
        options = {"Kernel": kernel, "Padding": dilation * (kernel // 2)} if kernel > 1 else {}
        if kernel > 1 and dilation > 1:
            options["Dilation"] = dilation
        return conv(self.name(), self.rng.choice([self.channels(), self.x.shape[1]]), **options, **self.options(("Bias", [False], True, 0.4)))

    def depthwise(self):
        channels, factor = self.x.shape[1], self.rng.choice([1, 1, 2, 3])
        return conv(self.name(), factor * channels, **self.random_options() | {"Groups": channels})

    def groups(self):
        return self.rng.choice([divisor for divisor in range(1, self.x.shape[1] + 1) if self.x.shape[1] % divisor == 0])

    def grouped(self):
        groups = self.groups()
        return conv(self.name(), groups * self.rng.randint(1, 4), **self.random_options() | {"Groups": groups})

    def transposed(self):
        options = self.options(("Kernel", [1, 2, 3, 4, 5], 1, 1), ("Stride", [1, 2, 3], 1, 0.7), ("Padding", [0, 1, 2], 0, 0.5),
                               ("Dilation", [1, 2], 1, 0.2), ("OutputPadding", [0, 1], 0, 0.4), ("Bias", [False], True, 0.3))
        steps = zip(*(pair(options.get(key, 1)) for key in ("Stride", "Dilation")))
        if any(extra >= max(step) for extra, step in zip(pair(options.get("OutputPadding", 0)), steps)):
            del options["OutputPadding"]
        if self.chance(0.25):
            groups = self.groups()
            return transposed(self.name(), groups * self.rng.randint(1, 3), **options | {"Groups": groups})
        return transposed(self.name(), self.channels(), **options)

    def pool(self):
        kind, kernel = self.rng.choice(["MaxPool2d", "AvgPool2d"]), self.maybe_pair([1, 2, 2, 3, 3, 4, 5])
        options = self.options(("Stride", [1, 2, 3], kernel, 0.6), ("CeilMode", [True], False, 0.4))
        if self.chance(0.4):
            options["Padding"] = tuple(self.rng.randint(0, size // 2) for size in pair(kernel))
        if self.chance(0.25):
            options |= {"Dilation": self.maybe_pair([2, 3])} if kind == "MaxPool2d" else {"CountIncludePad": False}
        return pool(self.name(), kind, kernel, **options)

    def plain(self):
        kinds = ["BatchNorm2d", "ReLU", "ReLU", "Dropout"]
        return plain(self.name(), self.rng.choice(kinds if self.style.dropout else kinds[:3]))

    def block(self):
        if not self.blocks:
            return None
        block = self.rng.choice(self.blocks)
        given = [self.rng.choice([4, 6, 8]) if not self.constants or self.chance(0.5) else self.rng.choice(self.constants) for _ in block.constants]
        return use(self.name(), block, given, self.rng.choice([1, 1, 2, 3]))

    def concatenation(self):
        fitting = self.fitting(lambda tensor: tensor.dim() == 4 and tensor.shape[2:] == self.x.shape[2:])
        return join(self.name(), "Concat", self.some(fitting)) if fitting else None

    def addition(self, may_fail):
        anything = may_fail and self.chance(0.3)
        fitting = self.fitting(lambda tensor: anything or tensor.shape == self.x.shape)
        return join(self.name(), "Add", self.some(fitting)) if fitting else None

    def crop(self):
        smaller = self.fitting(lambda tensor: tensor.dim() == 4 and all(a <= b for a, b in zip(tensor.shape[2:], self.x.shape[2:])))
        if smaller and self.chance(0.5):
            return crop(self.name(), like=self.rng.choice(smaller))
        height, width = (self.rng.randint(max(1, size // 2), size) for size in self.x.shape[2:])
        places = [("Top", self.x.shape[2] - height), ("Left", self.x.shape[3] - width)]
        return crop(self.name(), height, width, **{name: self.rng.randint(0, room) for name, room in places if self.chance(0.4)})

    def elsewhere(self):
        """A convolution of an earlier tensor."""
        images = [name for name, tensor in self.scope.named.items() if tensor.dim() == 4]
        return conv(self.name(), self.channels(), self.rng.choice(images), **self.random_options())

    def add_motif(self):
        """A convolution, its normalisation, a residual, a ReLU and a pooling; each may be left out."""
        if self.x.dim() != 4:
            return
        skipped = self.layers[-1].name if self.layers else "Layer.Input"
        self.add(self.rng.choice([self.same_convolution, self.convolution, self.transposed])())
        if self.chance(0.7):
            self.add(plain(self.name(), "BatchNorm2d"))
        if self.chance(0.5):
            same = self.fitting(lambda tensor: tensor.shape == self.x.shape)
            if same:
                self.add(join(self.name(), "Add", [skipped if skipped in same and self.chance(0.6) else self.rng.choice(same)]))
        if self.chance(0.8):
            self.add(plain(self.name(), "ReLU"))
        if self.chance(0.3):
            self.add(self.pool())

    def add_scores(self):
        """Scores of 2 to 8 classes: of images, of pixels of an enlarged map, or of what is there."""
        classes, end = self.rng.randint(2, 8), self.rng.random()
        if self.x.dim() == 4 and end < 0.25:
            if self.chance(0.5):
                self.add(plain("Pool", "GlobalAvgPool2d"))
            self.add(plain("Flat", "Flatten"))
        elif self.x.dim() == 4 and end < 0.45:
            if self.x.shape[2] > 3 or self.x.shape[3] > 4:
                self.add(crop("Window", min(3, self.x.shape[2]), min(4, self.x.shape[3])))
            self.add(conv("Reduced", classes))
            stride = self.rng.choice([8, 16, 16, 17, 32])
            self.add(transposed("Enlarged", classes, **self.options(
                ("Kernel", [stride, 2 * stride, stride + 3, stride - 1], 1, 1), ("Stride", [stride], 1, 1), ("Padding", [0, 1, stride // 2], 0, 0.7),
                ("Bias", [False], True, 0.4))))
        if self.x.dim() == 2:
            self.add(linear("Scores", classes))
        elif self.x.shape[1] < 2 or self.chance(0.4):
            self.add(conv("Scores", classes))


def declarations(style, seed):
    """Networks without end."""
    rng = random.Random(seed)
    while True:
        blocks = []
        for index in range(rng.choice([0, 0, 1, 1, 2])):
            constants = [f"C{i}" for i in range(rng.choice([0, 1, 1, 2]))]
            shape = rng.choice([4, 6, 8]), rng.randint(8, 24), rng.randint(8, 24)
            layers = Growth(style, rng, "Inner", shape, list(blocks), constants, [4, 6]).grow(rng.randint(2, 5))
            if layers:
                blocks.append(Block(f"Block{index}", constants, layers))
        shape = rng.choice([1, 2, 3, 4, 6]), rng.choice(style.sizes), rng.choice(style.sizes)
        growth = Growth(style, rng, "Layer", shape, blocks, [], [])
        growth.grow(rng.randint(3, 16), style.may_fail and rng.random() < 0.3)
        if style.scores:
            growth.add_scores()
        elif growth.layers and rng.random() < 0.3:
            growth.layers += [plain("Pool", "GlobalAvgPool2d"), plain("Flat", "Flatten"), linear("Scores", rng.randint(1, 10))]
        if growth.layers:
            yield Declaration(shape, blocks, growth.layers)
