using ShapeNet.Runtime;

namespace Fcn.Training;

/// <summary>Shows a training run to whoever watches: a person at a terminal, a log file, another program.</summary>
internal interface ITrainingProgress
{
    /// <summary>Something was chosen: the device, the data, the first weights.</summary>
    /// <param name="what">What was chosen.</param>
    /// <param name="choice">Which one.</param>
    /// <param name="reason">Why, in one sentence.</param>
    void Chosen(string what, string choice, string reason);

    /// <summary>The network that is trained.</summary>
    void Network(NetworkDefinition definition);

    /// <summary>Runs the training and shows it as it goes.</summary>
    /// <param name="plan">What it will do.</param>
    /// <param name="training">Trains, and calls what follows.</param>
    void Run(TrainingPlan plan, Action training);

    /// <summary>A step was done.</summary>
    void Stepped(StepProgress step);

    /// <summary>An epoch was trained and evaluated.</summary>
    void Evaluated(EpochProgress epoch);

    /// <summary>The training was interrupted and its checkpoint written.</summary>
    void Interrupted(string checkpoint, long step);

    /// <summary>All is done.</summary>
    void Finished(TrainingSummary summary);
}
