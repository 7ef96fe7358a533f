using ShapeNet;

[Network, Input(10)]
partial record Net(
    [Linear(20)] Linear Fc1,
    ReLU Relu,
    [Linear(10)] Linear Fc2,
    [Add(nameof(Relu))] Add Sum);
