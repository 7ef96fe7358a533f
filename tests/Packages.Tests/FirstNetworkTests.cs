using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Packages.Tests;

/// <summary>The packages, and the document that leads from an empty folder to a trained network with them.</summary>
public sealed partial class FirstNetworkTests(Walk walk) : IClassFixture<Walk>
{
    [Fact]
    public void Every_command_does_what_the_document_says() => Assert.True(walk.ExitCode == 0, walk.Log);

    [Fact]
    public void Every_line_that_the_document_shows_is_printed()
    {
        var promises = walk.Promises().ToArray();

        Assert.NotEmpty(promises);
        // Processors whose vectors are of other widths round differently, so the measured figures may be others.
        Assert.All(promises, promise => Assert.Contains(Figure().Replace(promise.Line, "#"), Figure().Replace(promise.Printed, "#"), StringComparison.Ordinal));
    }

    [Fact]
    public void The_network_reads_digits_that_it_has_not_seen()
    {
        var accuracy = Regex.Match(walk.Log, @"Unseen digits: ([\d.]+) % right");

        Assert.True(accuracy.Success, walk.Log);
        Assert.InRange(double.Parse(accuracy.Groups[1].Value, CultureInfo.InvariantCulture), 95, 100);
    }

    [Theory]
    [InlineData("ShapeNet", "analyzers/dotnet/cs/ShapeNet.Generators.dll", "lib/net10.0/_._")]
    [InlineData("ShapeNet.Dsl", "lib/net10.0/ShapeNet.Dsl.dll", "lib/net10.0/ShapeNet.Dsl.xml")]
    [InlineData("ShapeNet.Runtime", "lib/net10.0/ShapeNet.Runtime.dll", "lib/net10.0/ShapeNet.Runtime.xml")]
    public void A_package_has_its_assemblies_and_no_others(string id, params string[] files)
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(walk.Packages, id + ".*.nupkg").Single(path => Named(id).IsMatch(Path.GetFileName(path))));

        var content = package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)
            || name.StartsWith("analyzers/", StringComparison.Ordinal) || name.EndsWith(".dll", StringComparison.Ordinal));
        Assert.Equal(files.Order(StringComparer.Ordinal), content.Order(StringComparer.Ordinal));
        Assert.Contains(package.Entries, entry => entry.FullName == "PACKAGE.md");
        using var nuspec = package.GetEntry(id + ".nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().First().Elements().ToLookup(element => element.Name.LocalName);
        foreach (var required in new[] { "description", "license", "readme", "tags", "projectUrl", "repository" })
            Assert.Contains(metadata, group => group.Key == required);
        Assert.All(
            metadata["dependencies"].Descendants().Where(element => element.Name.LocalName == "dependency"),
            dependency => Assert.True(Walk.MissingSets.Count > 0 || !((string)dependency.Attribute("id")!).StartsWith("ShapeNet.Standins", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ShapeNet.Dsl")]
    [InlineData("ShapeNet.Runtime")]
    public void A_library_has_its_symbols_beside_it(string id)
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(walk.Packages, id + ".*.snupkg").Single());

        Assert.Contains(package.Entries, entry => entry.FullName == $"lib/net10.0/{id}.pdb");
    }

    private static Regex Named(string id) => new($@"^{Regex.Escape(id)}\.\d");

    [GeneratedRegex(@"\d+\.\d+(?= %)")]
    private static partial Regex Figure();
}
