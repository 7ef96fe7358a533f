using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Backbone(
    [Conv2d(8)] Conv2d Conv);

[Network, Input(3, 32, 32)]
partial record Net(
    Backbone Backbone,
    [Conv2d(8)] Conv2d Head);
