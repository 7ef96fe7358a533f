using ILGPU.Checker;

namespace ILGPU;

/// <summary>A view of one element.</summary>
public readonly struct VariableView<T>
    where T : unmanaged
{
    /// <summary>Creates a view of a view's only element.</summary>
    public VariableView(ArrayView<T> baseView)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(baseView.Length, 1);
        BaseView = baseView;
    }

    /// <summary>The element as a view.</summary>
    public ArrayView<T> BaseView { get; }

    /// <summary>Whether the view looks at anything.</summary>
    public bool IsValid => BaseView.IsValid;

    /// <summary>The element.</summary>
    [KernelForm(nameof(Element))]
    public ref T Value => ref BaseView[0];

    internal ref T Element() => ref BaseView.Element(0L);
}
