using SixLabors.ImageSharp.Processing.Processors.Dithering;

namespace SixLabors.ImageSharp.Processing.Processors.Quantization
{
    /// <summary>Where the colours of a palette image come from.</summary>
    public interface IQuantizer
    {
        /// <summary>How colours are chosen.</summary>
        QuantizerOptions Options { get; }
    }

    /// <summary>How colours are chosen from a palette.</summary>
    public class QuantizerOptions
    {
        /// <summary>How the error of a colour is spread over its neighbours; <see langword="null"/> for not at all.</summary>
        public IDither? Dither { get; set; } = DefaultDither.Instance;
    }

    /// <summary>A palette that the caller gives.</summary>
    public class PaletteQuantizer : IQuantizer
    {
        /// <summary>Creates the quantizer.</summary>
        public PaletteQuantizer(ReadOnlyMemory<Color> palette, QuantizerOptions options)
        {
            ArgumentOutOfRangeException.ThrowIfZero(palette.Length, nameof(palette));
            ArgumentNullException.ThrowIfNull(options);
            Palette = palette;
            Options = options;
        }

        /// <inheritdoc/>
        public QuantizerOptions Options { get; }

        internal ReadOnlyMemory<Color> Palette { get; }
    }
}

namespace SixLabors.ImageSharp.Processing.Processors.Dithering
{
    /// <summary>A way to spread a palette's error.</summary>
    public interface IDither
    {
    }

    /// <summary>Marks that dithering was not switched off; the stand-in refuses it when it writes.</summary>
    internal sealed class DefaultDither : IDither
    {
        public static readonly DefaultDither Instance = new();
    }
}
