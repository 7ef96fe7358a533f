namespace Fcn.Data;

/// <summary>What pixels of no class count as: VOC's void border, and every colour that is not in the palette.</summary>
internal enum VoidHandling
{
    /// <summary>They count as background, class 0, as in the D2L chapter.</summary>
    Background,

    /// <summary>They are left out of the loss and of the metrics, as in most of the field.</summary>
    Ignore,
}
