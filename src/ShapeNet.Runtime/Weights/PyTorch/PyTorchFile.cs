using System.Collections.Frozen;

namespace ShapeNet.Runtime;

/// <summary>
/// A state dict as <c>torch.save</c> writes it, in a zip archive or, before PyTorch 1.6, without one; or a checkpoint
/// with one under <c>model</c> or <c>state_dict</c>. The pickle in it is read by rules that build tensors and plain
/// containers and run nothing.
/// </summary>
public sealed class PyTorchFile : WeightFile
{
    private const int StartBytes = 9;

    private readonly FileBytes file;
    private readonly FrozenDictionary<string, TensorView> views;
    private readonly FrozenDictionary<string, StoragePlace> places;
    private readonly HashSet<StoragePlace> verified = [];
    private (string Name, byte[] Values)? gathered;

    internal PyTorchFile(FileBytes file)
        : base(file.Path)
    {
        this.file = file;
        try
        {
            var archive = PyTorchArchive.IsZip(Start(file, stackalloc byte[StartBytes])) ? PyTorchArchive.ReadZip(file) : PyTorchArchive.ReadLegacy(file);
            views = StateDict.Find(archive.Root).ToFrozenDictionary(StringComparer.Ordinal);
            places = archive.Places.ToFrozenDictionary(StringComparer.Ordinal);
            foreach (var (name, view) in views)
            {
                // A view may repeat values; one of more than the whole file is no weight, and would cost memory.
                if (view.Elements > file.Length / view.Storage.Type.Bytes())
                    throw new FormatException($"tensor '{name}' of {TensorShapes.Text(view.Shape.AsSpan())} is larger than the file");
            }
        }
        catch (FormatException exception)
        {
            throw Fault(exception.Message, exception);
        }

        Tensors = views
            .Select(entry => new TensorInfo(entry.Key, entry.Value.Storage.Type, entry.Value.Shape, entry.Value.Elements))
            .ToFrozenDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override FrozenDictionary<string, TensorInfo> Tensors { get; }

    /// <inheritdoc/>
    public override FrozenDictionary<string, string> Metadata => FrozenDictionary<string, string>.Empty;

    /// <summary>Whether a file is PyTorch's, or at least none that could be read otherwise.</summary>
    internal static bool Recognizes(FileBytes file)
    {
        var start = Start(file, stackalloc byte[StartBytes]);

        // A .safetensors file has a length in its first eight bytes, which may look like anything, and then its JSON.
        return start is not [_, _, _, _, _, _, _, _, (byte)'{'] && (PyTorchArchive.IsZip(start) || PyTorchArchive.IsPickle(start));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
    }

    private protected override void ReadBytes(TensorInfo tensor, long offset, Span<byte> destination)
    {
        if (destination.IsEmpty)
            return;

        var view = views[tensor.Name];
        var place = places[view.Storage.Key];
        if (!verified.Contains(place))
        {
            try
            {
                place.Verify(file);
            }
            catch (FormatException exception)
            {
                throw Fault(exception.Message, exception);
            }

            verified.Add(place);
        }

        if (view.IsContiguous)
            file.Read(place.Start + (view.Offset * tensor.Type.Bytes()) + offset, destination);
        else
            Gather(tensor.Name, view, place).AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    /// <summary>The values of a tensor that lie elsewhere than one behind the other, put in order; those of the latest one are kept.</summary>
    private byte[] Gather(string name, TensorView view, StoragePlace place)
    {
        if (gathered?.Name != name)
        {
            var bytes = view.Elements * view.Storage.Type.Bytes();
            if (Math.Max(place.Bytes, bytes) > Array.MaxLength)
                throw Fault($"tensor '{name}' lies scattered over {place.Bytes} bytes, which is more than can be put in order");
            gathered = (name, view.Gather(file.Read(place.Start, (int)place.Bytes)));
        }

        return gathered.Value.Values;
    }

    private static ReadOnlySpan<byte> Start(FileBytes file, Span<byte> start)
    {
        start = start[..(int)Math.Min(start.Length, file.Length)];
        file.Read(0, start);
        return start;
    }
}
