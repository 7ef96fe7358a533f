using Fcn.Commands;
using Fcn.Data;

namespace Fcn.Tests.Commands;

public sealed class ImagePathsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ImagePathsTests()
    {
        foreach (var name in (string[])["b.jpg", "a.PNG", "c.jpeg", "notes.txt"])
            File.WriteAllText(folder.PathOf(name), "");
    }

    [Fact]
    public void Files_folders_and_patterns_become_files_in_order()
    {
        Assert.Equal(["a.PNG", "b.jpg", "c.jpeg"], Names(folder.Root));
        Assert.Equal(["b.jpg", "c.jpeg"], Names(folder.PathOf("*.jp*g")));
        Assert.Equal(["c.jpeg", "a.PNG"], Names(folder.PathOf("c.jpeg"), folder.PathOf("?.PNG")));
        Assert.Equal(["missing.png"], Names(folder.PathOf("missing.png")));
    }

    [Theory]
    [InlineData("*.gif")]
    [InlineData("none/*.png")]
    public void What_names_no_image_is_refused(string argument)
    {
        var fault = Assert.Throws<InputException>(() => ImagePaths.Find([folder.PathOf(argument)]));

        Assert.Contains(argument, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_images_of_one_name_are_refused()
    {
        var fault = Assert.Throws<InputException>(() => ImagePaths.Find([folder.PathOf("a.PNG"), folder.PathOf("a.jpg")]));

        Assert.StartsWith("a: 2 images", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static string[] Names(params string[] arguments) => Array.ConvertAll(ImagePaths.Find(arguments), path => Path.GetFileName(path));
}
