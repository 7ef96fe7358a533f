namespace Fcn.Data;

/// <summary>Which of VOC's segmentation lists is read.</summary>
internal enum VocSplit
{
    /// <summary><c>train.txt</c>.</summary>
    Train,

    /// <summary><c>val.txt</c>.</summary>
    Val,
}
