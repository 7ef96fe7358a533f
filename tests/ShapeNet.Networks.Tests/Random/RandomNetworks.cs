// Written by tests/RandomNetworks/recordings.py.
using ShapeNet.Networks.Tests.R1N000Declared;
using ShapeNet.Networks.Tests.R1N001Declared;
using ShapeNet.Networks.Tests.R1N002Declared;
using ShapeNet.Networks.Tests.R1N003Declared;
using ShapeNet.Networks.Tests.R1N004Declared;
using ShapeNet.Networks.Tests.R1N005Declared;
using ShapeNet.Networks.Tests.R1N006Declared;
using ShapeNet.Networks.Tests.R1N007Declared;
using ShapeNet.Networks.Tests.R1N009Declared;
using ShapeNet.Networks.Tests.R1N010Declared;
using ShapeNet.Networks.Tests.R1N011Declared;
using ShapeNet.Networks.Tests.R1N012Declared;
using ShapeNet.Networks.Tests.R1N013Declared;
using ShapeNet.Networks.Tests.R1N014Declared;
using ShapeNet.Networks.Tests.R1N015Declared;
using ShapeNet.Networks.Tests.R1N016Declared;
using ShapeNet.Networks.Tests.R1N018Declared;
using ShapeNet.Networks.Tests.R1N019Declared;
using ShapeNet.Networks.Tests.R1N021Declared;
using ShapeNet.Networks.Tests.R1N022Declared;
using ShapeNet.Networks.Tests.R1N023Declared;

namespace ShapeNet.Networks.Tests
{
    internal static class RandomNetworks
    {
        public static RecordedNetwork[] All { get; } =
        [
        RecordedNetwork.Of(R1N000.Definition, R1N000.CreateTrainer, R1N000.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N001.Definition, R1N001.CreateTrainer, R1N001.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N002.Definition, R1N002.CreateTrainer, R1N002.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N003.Definition, R1N003.CreateTrainer, R1N003.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N004.Definition, R1N004.CreateTrainer, R1N004.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N005.Definition, R1N005.CreateTrainer, R1N005.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N006.Definition, R1N006.CreateTrainer, R1N006.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N007.Definition, R1N007.CreateTrainer, R1N007.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N009.Definition, R1N009.CreateTrainer, R1N009.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N010.Definition, R1N010.CreateTrainer, R1N010.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N011.Definition, R1N011.CreateTrainer, R1N011.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N012.Definition, R1N012.CreateTrainer, R1N012.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N013.Definition, R1N013.CreateTrainer, R1N013.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N014.Definition, R1N014.CreateTrainer, R1N014.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N015.Definition, R1N015.CreateTrainer, R1N015.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N016.Definition, R1N016.CreateTrainer, R1N016.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N018.Definition, R1N018.CreateTrainer, R1N018.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N019.Definition, R1N019.CreateTrainer, R1N019.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N021.Definition, R1N021.CreateTrainer, R1N021.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N022.Definition, R1N022.CreateTrainer, R1N022.CreatePredictor, slack: 10),
        RecordedNetwork.Of(R1N023.Definition, R1N023.CreateTrainer, R1N023.CreatePredictor, slack: 10),
        ];
    }
}

namespace ShapeNet.Networks.Tests.R1N000Declared
{
[Network, Input(6, 6, 9)]
partial record R1N000(
    [ConvTranspose2d(3, Stride = 2, Groups = 1)] ConvTranspose2d Layer0,
    [Crop(8, 16, Left = 1)] Crop Layer1,
    ReLU Layer2,
    [MaxPool2d(3, Stride = new[] { 3, 3 }, Dilation = 2)] MaxPool2d Layer3,
    Flatten Flat,
    [Linear(8)] Linear Scores);
}

namespace ShapeNet.Networks.Tests.R1N001Declared
{
[Block]
partial record Block0(
    int C0,
    int C1,
    [ConvTranspose2d(nameof(C0), Kernel = 2, Stride = new[] { 1, 1 })] ConvTranspose2d Inner0,
    BatchNorm2d Inner1,
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Inner2);

[Network, Input(2, 11, 12)]
partial record R1N001(
    [Conv2d(4, Kernel = new[] { 2, 5 }, Groups = 2)] Conv2d Layer0,
    BatchNorm2d Layer1,
    [Add(nameof(Layer0))] Add Layer2,
    ReLU Layer3,
    BatchNorm2d Layer4,
    [Add(nameof(Layer3))] Add Layer5,
    ReLU Layer6,
    [AvgPool2d(3, Stride = 1, Padding = new[] { 0, 1 })] AvgPool2d Layer7,
    [Conv2d(8, Kernel = 5, Padding = 4, Dilation = 2, Bias = false)] Conv2d Layer8,
    BatchNorm2d Layer9,
    [Add(nameof(Layer8))] Add Layer10,
    ReLU Layer11,
    [With(6, 4), Repeat(2)] Block0 Layer12,
    [ConvTranspose2d(6, Kernel = 2, Stride = 2, Padding = 1, Bias = false, Groups = 2)] ConvTranspose2d Layer13,
    ReLU Layer14,
    [Add(nameof(Layer13))] Add Layer15,
    [MaxPool2d(1, Stride = new[] { 3, 1 }, CeilMode = true)] MaxPool2d Layer16,
    [Conv2d(6, Kernel = 3, Padding = 1, Bias = false)] Conv2d Layer17,
    BatchNorm2d Layer18,
    ReLU Layer19,
    [MaxPool2d(2, Stride = new[] { 2, 1 }, Padding = new[] { 1, 0 })] MaxPool2d Layer20,
    [Conv2d(1, Kernel = 3, Padding = 1)] Conv2d Layer21,
    ReLU Layer22,
    Flatten Flat,
    [Linear(3)] Linear Scores);
}

namespace ShapeNet.Networks.Tests.R1N002Declared
{
[Network, Input(2, 7, 9)]
partial record R1N002(
    [Conv2d(2, Kernel = 3, Padding = 1)] Conv2d Layer0,
    [AvgPool2d(new[] { 5, 2 }, Stride = 3, CountIncludePad = false)] AvgPool2d Layer1,
    [MaxPool2d(new[] { 5, 2 }, Stride = 3, CeilMode = true, Padding = new[] { 2, 1 })] MaxPool2d Layer2,
    [ConvTranspose2d(130, Kernel = 2)] ConvTranspose2d Layer3,
    ReLU Layer4,
    [Add(nameof(Layer3))] Add Layer5,
    BatchNorm2d Layer6,
    ReLU Layer7,
    [AvgPool2d(2, CeilMode = true)] AvgPool2d Layer8,
    BatchNorm2d Layer9,
    [Add(nameof(Layer8))] Add Layer10,
    GlobalAvgPool2d Pool,
    Flatten Flat,
    [Linear(5)] Linear Scores);
}

namespace ShapeNet.Networks.Tests.R1N003Declared
{
[Network, Input(6, 12, 8)]
partial record R1N003(
    [MaxPool2d(2, Stride = 1)] MaxPool2d Layer0,
    [ConvTranspose2d(6, Kernel = 2, Stride = 2, Padding = 2, Groups = 3)] ConvTranspose2d Layer1,
    BatchNorm2d Layer2,
    [Add(nameof(Layer1))] Add Layer3,
    ReLU Layer4,
    [AvgPool2d(2, Stride = 3, CeilMode = true)] AvgPool2d Layer5,
    [Conv2d(16, Kernel = 3, Stride = 2, Padding = new[] { 2, 1 })] Conv2d Layer6,
    ReLU Layer7);
}

namespace ShapeNet.Networks.Tests.R1N004Declared
{
[Network, Input(3, 6, 6)]
partial record R1N004(
    [ConvTranspose2d(4, Kernel = new[] { 1, 5 }, Stride = 3, Padding = 2)] ConvTranspose2d Layer0,
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Layer1,
    [From(nameof(Layer0)), Conv2d(8, Kernel = 2)] Conv2d Layer2,
    [Conv2d(8, Kernel = 5, Padding = 2)] Conv2d Layer3,
    BatchNorm2d Layer4,
    ReLU Layer5,
    [MaxPool2d(new[] { 2, 4 }, Stride = 2, CeilMode = true)] MaxPool2d Layer6,
    [ConvTranspose2d(6)] ConvTranspose2d Layer7,
    BatchNorm2d Layer8,
    [Add(nameof(Layer7))] Add Layer9,
    [Conv2d(24, Kernel = 3, Padding = 1)] Conv2d Layer10,
    BatchNorm2d Layer11,
    ReLU Layer12,
    GlobalAvgPool2d Pool,
    Flatten Flat,
    [Linear(7)] Linear Scores);
}

namespace ShapeNet.Networks.Tests.R1N005Declared
{
[Network, Input(2, 5, 7)]
partial record R1N005(
    [MaxPool2d(new[] { 3, 4 })] MaxPool2d Layer0,
    [Conv2d(3)] Conv2d Layer1,
    [Conv2d(33, Kernel = 3, Padding = 3)] Conv2d Layer2,
    [MaxPool2d(1)] MaxPool2d Layer3,
    [Crop(3, 4)] Crop Window,
    [Conv2d(5)] Conv2d Reduced);
}

namespace ShapeNet.Networks.Tests.R1N006Declared
{
[Network, Input(4, 7, 5)]
partial record R1N006(
    [Conv2d(3, Groups = 1)] Conv2d Layer0,
    [Conv2d(33, Kernel = 3, Padding = new[] { 1, 1 }, Bias = false)] Conv2d Layer1,
    BatchNorm2d Layer2,
    ReLU Layer3,
    [Conv2d(33, Bias = false)] Conv2d Layer4,
    ReLU Layer5,
    Flatten Flat);
}

namespace ShapeNet.Networks.Tests.R1N007Declared
{
[Network, Input(2, 11, 8)]
partial record R1N007(
    [ConvTranspose2d(2, Kernel = 3, Stride = 2, Groups = 1)] ConvTranspose2d Layer0,
    BatchNorm2d Layer1,
    [Conv2d(2, Kernel = 5, Padding = 2)] Conv2d Layer2,
    [Conv2d(2, Kernel = 5, Padding = 2, Bias = false)] Conv2d Layer3,
    BatchNorm2d Layer4,
    [Add(nameof(Layer3))] Add Layer5,
    ReLU Layer6,
    [AvgPool2d(2)] AvgPool2d Layer7,
    [Conv2d(2, Kernel = 2, Stride = 3, Padding = new[] { 0, 1 }, Groups = 2)] Conv2d Layer8);
}

namespace ShapeNet.Networks.Tests.R1N009Declared
{
[Network, Input(3, 10, 11)]
partial record R1N009(
    [AvgPool2d(5)] AvgPool2d Layer0,
    [Conv2d(4, Kernel = 5, Padding = 2)] Conv2d Layer1,
    [ConvTranspose2d(6, Kernel = new[] { 2, 1 }, Stride = 2)] ConvTranspose2d Layer2,
    BatchNorm2d Layer3,
    [Add(nameof(Layer2))] Add Layer4,
    ReLU Layer5,
    [Conv2d(4, Kernel = 5, Padding = 2)] Conv2d Layer6,
    [ConvTranspose2d(1, Kernel = 3)] ConvTranspose2d Layer7,
    [Conv2d(24, Padding = new[] { 1, 1 }, Bias = false)] Conv2d Layer8,
    GlobalAvgPool2d Pool,
    Flatten Flat,
    [Linear(5)] Linear Scores);
}

namespace ShapeNet.Networks.Tests.R1N010Declared
{
[Network, Input(2, 11, 7)]
partial record R1N010(
    [Conv2d(1, Kernel = 7, Bias = false)] Conv2d Layer0,
    ReLU Layer1,
    [Add(nameof(Layer0))] Add Layer2,
    [Conv2d(33, Kernel = 3, Padding = 1)] Conv2d Layer3,
    ReLU Layer4,
    [Concat(nameof(Layer2), nameof(Layer0))] Concat Layer5,
    [Concat(nameof(Layer3))] Concat Layer6,
    [MaxPool2d(1, Padding = new[] { 0, 0 })] MaxPool2d Layer7,
    [MaxPool2d(new[] { 2, 2 }, Stride = new[] { 3, 3 }, Padding = new[] { 0, 1 })] MaxPool2d Layer8,
    ReLU Layer9,
    [Add(nameof(Layer8))] Add Layer10,
    [Conv2d(6)] Conv2d Scores);
}

namespace ShapeNet.Networks.Tests.R1N011Declared
{
[Network, Input(1, 12, 5)]
partial record R1N011(
    [ConvTranspose2d(6, Kernel = new[] { 1, 5 })] ConvTranspose2d Layer0,
    BatchNorm2d Layer1,
    [Add(nameof(Layer0))] Add Layer2,
    [Conv2d(6, Padding = 3, Groups = 6)] Conv2d Layer3,
    ReLU Layer4,
    [AvgPool2d(3, Stride = 2, Padding = new[] { 1, 0 })] AvgPool2d Layer5,
    [Conv2d(32, Kernel = new[] { 3, 2 })] Conv2d Layer6,
    BatchNorm2d Layer7,
    [Add(nameof(Layer6))] Add Layer8,
    ReLU Layer9,
    [ConvTranspose2d(96, Padding = new[] { 0, 2 }, Bias = false)] ConvTranspose2d Layer10,
    BatchNorm2d Layer11,
    [Add(nameof(Layer10))] Add Layer12,
    ReLU Layer13,
    [Conv2d(7)] Conv2d Scores);
}

namespace ShapeNet.Networks.Tests.R1N012Declared
{
[Network, Input(1, 12, 6)]
partial record R1N012(
    [ConvTranspose2d(24, Kernel = 3, Padding = 2, Bias = false)] ConvTranspose2d Layer0,
    ReLU Layer1,
    [AvgPool2d(1)] AvgPool2d Layer2,
    [MaxPool2d(new[] { 3, 1 }, Stride = 2, CeilMode = true, Dilation = new[] { 2, 2 })] MaxPool2d Layer3,
    BatchNorm2d Layer4,
    ReLU Layer5,
    [AvgPool2d(1, Padding = new[] { 0, 0 })] AvgPool2d Layer6,
    ReLU Layer7,
    BatchNorm2d Layer8,
    [Add(nameof(Layer7))] Add Layer9,
    ReLU Layer10,
    [Add(nameof(Layer5), nameof(Layer3))] Add Layer11,
    [ConvTranspose2d(16, Kernel = new[] { 2, 3 }, Padding = 1)] ConvTranspose2d Layer12,
    BatchNorm2d Layer13,
    ReLU Layer14,
    GlobalAvgPool2d Pool,
    Flatten Flat,
    [Linear(8)] Linear Scores);
}

namespace ShapeNet.Networks.Tests.R1N013Declared
{
[Network, Input(6, 10, 7)]
partial record R1N013(
    [From(Layer.Input), Conv2d(1, Bias = false)] Conv2d Layer0,
    BatchNorm2d Layer1,
    [Add(nameof(Layer0))] Add Layer2,
    ReLU Layer3,
    [Conv2d(33, Kernel = new[] { 2, 5 }, Stride = new[] { 2, 3 }, Padding = 3)] Conv2d Layer4,
    BatchNorm2d Layer5,
    [Add(nameof(Layer4))] Add Layer6,
    ReLU Layer7,
    [From(nameof(Layer5)), Conv2d(6, Stride = 3, Padding = 1, Dilation = new[] { 3, 3 })] Conv2d Layer8,
    [Conv2d(6, Groups = 6)] Conv2d Layer9,
    [Conv2d(6, Kernel = 5, Padding = 2)] Conv2d Layer10,
    BatchNorm2d Layer11,
    [Add(nameof(Layer9))] Add Layer12,
    ReLU Layer13,
    [ConvTranspose2d(5, Kernel = new[] { 4, 4 }, Padding = new[] { 2, 2 })] ConvTranspose2d Layer14,
    BatchNorm2d Layer15,
    ReLU Layer16,
    [ConvTranspose2d(6, Kernel = new[] { 3, 1 }, Stride = 3)] ConvTranspose2d Layer17,
    BatchNorm2d Layer18,
    ReLU Layer19,
    [Conv2d(32, Kernel = 4, Stride = 2, Padding = 2, Bias = false)] Conv2d Layer20,
    [Conv2d(3)] Conv2d Layer21,
    BatchNorm2d Layer22,
    [Add(nameof(Layer21))] Add Layer23,
    ReLU Layer24,
    BatchNorm2d Layer25,
    [Add(nameof(Layer24))] Add Layer26,
    ReLU Layer27,
    [MaxPool2d(4, CeilMode = true)] MaxPool2d Layer28);
}

namespace ShapeNet.Networks.Tests.R1N014Declared
{
[Network, Input(4, 8, 9)]
partial record R1N014(
    [From(Layer.Input), Conv2d(3, Dilation = 3)] Conv2d Layer0,
    [AvgPool2d(2, Stride = new[] { 3, 1 }, Padding = new[] { 1, 0 })] AvgPool2d Layer1,
    [AvgPool2d(1, Stride = new[] { 1, 3 })] AvgPool2d Layer2,
    [ConvTranspose2d(3, Kernel = 2, Stride = new[] { 3, 2 }, Groups = 1)] ConvTranspose2d Layer3,
    BatchNorm2d Layer4,
    [Add(nameof(Layer3))] Add Layer5,
    ReLU Layer6,
    [MaxPool2d(2, Stride = 3)] MaxPool2d Layer7,
    [Conv2d(3)] Conv2d Reduced);
}

namespace ShapeNet.Networks.Tests.R1N015Declared
{
[Network, Input(3, 6, 12)]
partial record R1N015(
    [Conv2d(48, Stride = 3)] Conv2d Layer0,
    BatchNorm2d Layer1,
    ReLU Layer2,
    [Conv2d(2, Padding = 1, Bias = false)] Conv2d Layer3,
    [Conv2d(65, Kernel = 3, Padding = 2, Dilation = 2)] Conv2d Layer4,
    BatchNorm2d Layer5,
    [Add(nameof(Layer4))] Add Layer6,
    [MaxPool2d(1)] MaxPool2d Layer7,
    [Crop(2, 4, Left = 0)] Crop Layer8);
}

namespace ShapeNet.Networks.Tests.R1N016Declared
{
[Network, Input(4, 7, 5)]
partial record R1N016(
    [ConvTranspose2d(1, Kernel = 4, Padding = 2)] ConvTranspose2d Layer0,
    [From(nameof(Layer0)), Conv2d(4, Kernel = 3, Stride = new[] { 3, 2 }, Padding = 1)] Conv2d Layer1,
    [Conv2d(12, Kernel = 3, Padding = 1)] Conv2d Layer2,
    BatchNorm2d Layer3,
    [AvgPool2d(2, Stride = new[] { 1, 3 }, Padding = new[] { 1, 1 })] AvgPool2d Layer4,
    ReLU Layer5,
    [Concat(nameof(Layer4))] Concat Layer6,
    [Conv2d(4, Kernel = 5, Padding = 2)] Conv2d Layer7);
}

namespace ShapeNet.Networks.Tests.R1N018Declared
{
[Network, Input(2, 6, 11)]
partial record R1N018(
    BatchNorm2d Layer0,
    ReLU Layer1,
    [Concat(nameof(Layer0), Layer.Input)] Concat Layer2);
}

namespace ShapeNet.Networks.Tests.R1N019Declared
{
[Block]
partial record Block0(
    int C0,
    [MaxPool2d(4, Padding = new[] { 0, 2 })] MaxPool2d Inner0,
    [Conv2d(nameof(C0), Kernel = 3, Padding = new[] { 3, 2 })] Conv2d Inner1,
    [ConvTranspose2d(nameof(C0), Kernel = 5, Padding = 2, Bias = false)] ConvTranspose2d Inner2,
    [Add(nameof(Inner1))] Add Inner3,
    ReLU Inner4,
    [AvgPool2d(3, Stride = 2, CountIncludePad = false)] AvgPool2d Inner5,
    [From(nameof(Inner4)), Conv2d(64, Kernel = new[] { 1, 1 }, Stride = 3, Padding = 2)] Conv2d Inner6);

[Network, Input(3, 11, 6)]
partial record R1N019(
    [Conv2d(16, Kernel = 5)] Conv2d Layer0,
    BatchNorm2d Layer1,
    [ConvTranspose2d(2, Stride = new[] { 1, 3 }, Bias = false)] ConvTranspose2d Layer2,
    BatchNorm2d Layer3,
    [Add(nameof(Layer2))] Add Layer4,
    ReLU Layer5,
    [Conv2d(24)] Conv2d Layer6,
    ReLU Layer7,
    [Concat(nameof(Layer2))] Concat Layer8,
    [ConvTranspose2d(64)] ConvTranspose2d Layer9,
    BatchNorm2d Layer10,
    ReLU Layer11,
    [With(4)] Block0 Layer12,
    [Conv2d(3)] Conv2d Scores);
}

namespace ShapeNet.Networks.Tests.R1N021Declared
{
[Network, Input(6, 10, 6)]
partial record R1N021(
    [Crop(7, 4, Top = 0)] Crop Layer0,
    [Conv2d(6, Kernel = 3, Padding = 2, Dilation = 2)] Conv2d Layer1,
    [ConvTranspose2d(4, Kernel = 4, Stride = new[] { 1, 3 }, Bias = false, Groups = 2)] ConvTranspose2d Layer2,
    [Conv2d(4, Kernel = 3, Padding = new[] { 3, 3 }, Bias = false)] Conv2d Layer3,
    [Conv2d(6, Kernel = new[] { 5, 3 }, Padding = 1)] Conv2d Layer4,
    BatchNorm2d Layer5,
    ReLU Layer6,
    [MaxPool2d(1, Dilation = 2)] MaxPool2d Layer7);
}

namespace ShapeNet.Networks.Tests.R1N022Declared
{
[Network, Input(3, 9, 12)]
partial record R1N022(
    [Conv2d(3, Kernel = 3, Padding = 2, Dilation = 2, Bias = false)] Conv2d Layer0,
    [Conv2d(1, Padding = 3)] Conv2d Layer1,
    BatchNorm2d Layer2,
    [Add(nameof(Layer1))] Add Layer3,
    ReLU Layer4,
    [From(Layer.Input), Conv2d(3, Padding = 3)] Conv2d Layer5,
    [Conv2d(3, Kernel = new[] { 7, 2 }, Groups = 3)] Conv2d Layer6,
    [Conv2d(3, Kernel = 3, Padding = 1)] Conv2d Layer7);
}

namespace ShapeNet.Networks.Tests.R1N023Declared
{
[Network, Input(2, 11, 10)]
partial record R1N023(
    [Conv2d(2, Kernel = new[] { 3, 3 }, Dilation = 3, Bias = false, Groups = 2)] Conv2d Layer0,
    [ConvTranspose2d(4, Bias = false)] ConvTranspose2d Layer1,
    BatchNorm2d Layer2,
    ReLU Layer3,
    [MaxPool2d(4, Stride = 1)] MaxPool2d Layer4,
    [Conv2d(4, Kernel = 3, Padding = 1, Bias = false)] Conv2d Layer5,
    [Conv2d(8, Kernel = 3, Padding = 1)] Conv2d Layer6,
    [Conv2d(8, Bias = false)] Conv2d Layer7,
    [Conv2d(16, Kernel = 3, Padding = 1)] Conv2d Layer8,
    [ConvTranspose2d(2, Kernel = 3, Stride = 2, Padding = 1, Groups = 1)] ConvTranspose2d Layer9,
    [Conv2d(33)] Conv2d Layer10,
    ReLU Layer11,
    [Conv2d(12, Kernel = 3, Padding = 2, Groups = 3)] Conv2d Layer12,
    [Conv2d(7)] Conv2d Scores);
}
