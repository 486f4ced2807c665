using System.Xml.Linq;

namespace SmtpGen.Architecture.Tests;

/// <summary>Which project knows which; docs/architecture.md shows it.</summary>
public sealed class ProjectGraphTests
{
    private static readonly Dictionary<string, string[]> s_graph = Projects().ToDictionary(path => Path.GetFileNameWithoutExtension(path)!, References);

    [Fact]
    public void The_document_shows_the_graph_as_it_is()
    {
        string drawn = string.Concat(s_graph.Where(project => project.Key.StartsWith("SmtpGen", StringComparison.Ordinal))
            .OrderBy(project => Depth(project.Key)).ThenBy(project => project.Key, StringComparer.Ordinal)
            .Select(project => $"{project.Key,-24} {string.Join(", ", project.Value.Select(Short))}".TrimEnd() + "\n"));

        string document = File.ReadAllText(Path.Combine(ShippedAssembly.Root, "docs", "architecture.md"));

        Assert.True(
            document.Contains($"```text project graph\n{drawn}```\n", StringComparison.Ordinal), $"docs/architecture.md should show:\n```text project graph\n{drawn}```");
    }

    [Fact]
    public void Arrows_never_point_back() => Assert.All(s_graph.Keys, project => Depth(project));

    [Fact]
    public void The_generators_know_no_project_of_src() => Assert.All(
        Projects().Where(path => path.Contains("/generators/", StringComparison.Ordinal)),
        path => Assert.All(References(path), reference => Assert.True(File.Exists(Path.Combine(ShippedAssembly.Root, "generators", reference, $"{reference}.csproj")), reference)));

    private static string Short(string project) => project.Replace("SmtpGen.", "", StringComparison.Ordinal);

    // The length of the longest way down.
    private static int Depth(string project, params string[] way)
    {
        Assert.False(way.Contains(project), $"{string.Join(" -> ", way)} -> {project} leads in a circle");
        return s_graph[project].Select(below => 1 + Depth(below, [.. way, project])).DefaultIfEmpty(0).Max();
    }

    private static IEnumerable<string> Projects() =>
        from folder in new[] { "generators", "src" }
        from path in Directory.EnumerateFiles(Path.Combine(ShippedAssembly.Root, folder), "*.csproj", SearchOption.AllDirectories)
        where !path.Contains("/templates/", StringComparison.Ordinal) && !path.Contains("Templates.csproj", StringComparison.Ordinal)
        select path.Replace('\\', '/');

    // What a project runs in the compiler, or only has packed, it does not know.
    private static string[] References(string path) =>
    [
        .. from reference in XDocument.Load(path).Descendants("ProjectReference")
           where (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
           select Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')) into name
           orderby name
           select name,
    ];
}
