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

        // The chapter's loader is made with drop_last=True: 34 steps of 32 images from 1,114.
        Assert.Equal((5, 32, true), (settings.Epochs, settings.BatchSize, settings.Batches.DropLast));
        Assert.Equal(new SgdOptions(0.001f, Momentum: 0, WeightDecay: 0.001f), settings.Sgd);
        Assert.Equal((VoidHandling.Background, HeadInitialization.Bilinear), (settings.Void, settings.Head));
        Assert.Equal(settings.Sgd, settings.SgdAt(step: 100, stepsPerEpoch: 35));
    }

    [Fact]
    public void A_poly_schedule_of_power_1_falls_in_a_line_from_the_learning_rate_towards_nothing()
    {
        var settings = new TrainingSettings { Epochs = 2, Sgd = new(0.5f, 0.9f, 0.1f), Schedule = LearningRateSchedule.Poly, SchedulePower = 1 };

        Assert.Equal(new(0.5f, 0.9f, 0.1f), settings.SgdAt(step: 0, stepsPerEpoch: 5));
        Assert.Equal(new(0.25f, 0.9f, 0.1f), settings.SgdAt(step: 5, stepsPerEpoch: 5));
        Assert.Equal(0.05f, settings.SgdAt(step: 9, stepsPerEpoch: 5).LearningRate, 1e-7f);
    }

    [Fact]
    public void The_reference_recipe_is_the_fields()
    {
        var settings = Recipes.Settings(Recipe.Reference);

        Assert.Equal(new SgdOptions(0.000625f, Momentum: 0.9f, WeightDecay: 1e-4f), settings.Sgd);
        Assert.Equal((LearningRateSchedule.Poly, 0.9f), (settings.Schedule, settings.SchedulePower));
        var batches = settings.Batches;
        Assert.Equal((0.5f, 2f, true, VoidHandling.Ignore, true), (batches.MinScale, batches.MaxScale, batches.Flip, batches.Void, batches.DropLast));

        // (1 − 4/10)^0.9 and (1 − 9/10)^0.9: in every step anew, not in every epoch.
        var short2 = settings with { Epochs = 2 };
        Assert.Equal(0.000625f * Math.Pow(0.6, 0.9), short2.SgdAt(step: 4, stepsPerEpoch: 5).LearningRate, 1e-9);
        Assert.Equal(0.000625f * Math.Pow(0.1, 0.9), short2.SgdAt(step: 9, stepsPerEpoch: 5).LearningRate, 1e-9);
    }
}
