using Fcn.Data;
using Fcn.Networks;
using Fcn.Shapes;
using Fcn.Training;
using ShapeNet.Runtime;

namespace ChapterBatches;

/// <summary>What a training run of FCN-32s begins with and is fed.</summary>
internal static class RunInputs
{
    /// <summary>
    /// Writes <c>first.safetensors</c>, the weights before the first step; <c>stepN.safetensors</c>, the images (N,3,H,W),
    /// the labels (N,H,W) and the names of each batch; and <c>decoded.safetensors</c>, every image's bytes (H,W,3).
    /// </summary>
    /// <param name="data">A folder in VOC's layout.</param>
    /// <param name="pretrained">The backbone's weights.</param>
    /// <param name="settings">How the run is trained.</param>
    /// <param name="folder">Where to write; it must be there.</param>
    public static void Write(string data, string pretrained, TrainingSettings settings, string folder)
    {
        var dataset = VocDataset.Open(data, VocSplit.Train, S320x480.Dimensions[0], S320x480.Dimensions[1]);
        WriteFirstWeights(pretrained, settings, Path.Combine(folder, "first.safetensors"));
        WriteBatches(dataset, settings, folder);
        WriteDecoded(dataset, Path.Combine(folder, "decoded.safetensors"));
    }

    private static void WriteFirstWeights(string pretrained, TrainingSettings settings, string path)
    {
        using var device = Device.Open("cpu").Device;
        using var trainer = Fcn32s.CreateTrainer(device, settings.BatchSize, settings.Seed);
        FirstWeights.LoadBackbone(trainer, pretrained);
        trainer.SaveWeights(path);
    }

    private static void WriteBatches(VocDataset dataset, TrainingSettings settings, string folder)
    {
        using var loader = new BatchLoader<S3x320x480, S320x480>(dataset, settings.Batches);
        loader.Start(epoch: 0, endEpoch: settings.Epochs);
        for (var step = 1; loader.TryNext(out var batch); step++)
        {
            var images = new float[batch.Images.Values.Length];
            batch.Images.CopyToChannelsFirst(images);
            var writer = new SafetensorsWriter();
            writer.Metadata["names"] = string.Join(',', batch.Samples.ToArray().Select(index => dataset.Samples[index].Name));
            writer.Metadata["epoch"] = $"{batch.Epoch + 1}";
            writer.Add("images", [batch.Count, .. S3x320x480.Dimensions], images);
            writer.Add("labels", [batch.Count, .. S320x480.Dimensions], batch.Labels.Values.ToArray());
            writer.Write(Path.Combine(folder, $"step{step}.safetensors"));
        }
    }

    private static void WriteDecoded(VocDataset dataset, string path)
    {
        var writer = new SafetensorsWriter();
        var decoded = new DecodedSample();
        foreach (var sample in dataset.Samples)
        {
            decoded.Read(sample);
            int[] values = [.. decoded.Rgb.ToArray()];
            writer.Add(sample.Name, [decoded.Height, decoded.Width, 3], values);
        }

        writer.Write(path);
    }
}
