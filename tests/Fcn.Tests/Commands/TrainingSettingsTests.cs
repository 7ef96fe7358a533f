using Fcn.Data;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Tests.Commands;

public sealed class TrainingSettingsTests
{
    [Fact]
    public void The_defaults_are_the_chapters()
    {
        var settings = new TrainingSettings();

        Assert.Equal((5, 32), (settings.Epochs, settings.BatchSize));
        Assert.Equal(new SgdOptions(0.001f, Momentum: 0, WeightDecay: 0.001f), settings.Sgd);
        Assert.Equal((VoidHandling.Background, HeadInitialization.Bilinear), (settings.Void, settings.Head));
        Assert.Equal(settings.Sgd, settings.SgdAt(step: 100, stepsPerEpoch: 35));
    }

    [Fact]
    public void A_linear_schedule_falls_from_the_learning_rate_towards_nothing()
    {
        var settings = new TrainingSettings { Epochs = 2, Sgd = new(0.5f, 0.9f, 0.1f), Schedule = LearningRateSchedule.Linear };

        Assert.Equal(new(0.5f, 0.9f, 0.1f), settings.SgdAt(step: 0, stepsPerEpoch: 5));
        Assert.Equal(new(0.25f, 0.9f, 0.1f), settings.SgdAt(step: 5, stepsPerEpoch: 5));
        Assert.Equal(0.05f, settings.SgdAt(step: 9, stepsPerEpoch: 5).LearningRate, 1e-7f);
    }

    [Fact]
    public void The_loss_of_logits_is_the_mean_over_counted_pixels()
    {
        var logits = new float[3 * VocPalette.Classes];
        logits[2] = 3;
        logits[VocPalette.Classes + 20] = 100;

        // The first pixel's label is not its largest logit, the second is certain, the third does not count.
        var loss = CrossEntropy.OfImage(logits, [5, 20, VocPalette.Void]);

        Assert.Equal(Math.Log(20 + Math.Exp(3)) / 2, loss, 1e-6);
    }
}
