using System.Reflection;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>The TurboJPEG interface of libjpeg-turbo, as versions 1.4 to 3 of the library have it.</summary>
internal static unsafe partial class TurboJpeg
{
    public const int PixelFormatRgb = 0;
    public const int PixelFormatGray = 6;
    public const int PixelFormatCmyk = 11;

    public const int Subsampling444 = 0;
    public const int Subsampling422 = 1;
    public const int Subsampling420 = 2;
    public const int SubsamplingGray = 3;

    public const int ColorSpaceCmyk = 3;
    public const int ColorSpaceYcck = 4;

    /// <summary>Refuses progressive files of so many scans that decoding them would take minutes.</summary>
    public const int FlagLimitScans = 32768;

    /// <summary>The slower, exact inverse transform.</summary>
    public const int FlagAccurateDct = 4096;

    public const int ErrorWarning = 0;

    private const string Library = "turbojpeg";

    /// <summary>The names under which systems install the library.</summary>
    private static readonly string[] FileNames = ["libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.0.dylib", "libturbojpeg.dylib", "turbojpeg.dll"];

    private static readonly Lazy<nint> Handle = new(Load);

    static TurboJpeg()
        => NativeLibrary.SetDllImportResolver(typeof(TurboJpeg).Assembly, (name, _, _) => name == Library ? Handle.Value : 0);

    /// <summary>Loads the library, or says which package has it.</summary>
    public static void EnsureLoaded()
    {
        if (Handle.Value == 0)
            throw new DllNotFoundException(
                "JPEG images need libturbojpeg, which is not installed (Debian: apt-get install libturbojpeg0; Ubuntu: libturbojpeg)");
    }

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial nint InitDecompress();

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    public static partial nint InitCompress();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    public static partial int DecompressHeader(
        nint handle, byte* data, CULong size, out int width, out int height, out int subsampling, out int colorSpace);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(
        nint handle, byte* data, CULong size, byte* pixels, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    public static partial int Compress(
        nint handle, byte* pixels, int width, int pitch, int height, int pixelFormat, byte** data, CULong* size, int subsampling, int quality, int flags);

    [LibraryImport(Library, EntryPoint = "tjFree")]
    public static partial void Free(byte* data);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    public static partial int ErrorCode(nint handle);

    /// <summary>What the last call on the handle complained of.</summary>
    public static string ErrorMessage(nint handle) => Marshal.PtrToStringUTF8(ErrorText(handle)) ?? "unknown error";

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial nint ErrorText(nint handle);

    private static nint Load()
    {
        foreach (var name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out var handle))
                return handle;
        }

        return 0;
    }
}
