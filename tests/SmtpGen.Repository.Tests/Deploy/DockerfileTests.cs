using System.Text.Json;
using System.Text.RegularExpressions;

namespace SmtpGen.Repository.Tests.Deploy;

/// <summary>The Dockerfile builds a project that there is, and starts the program as it can be started.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string s_file = File.ReadAllText(Checkout.At("deploy/Dockerfile"));

    [Fact]
    public void What_is_published_is_the_program()
    {
        string project = Published().Match(s_file).Groups[1].Value;

        Assert.True(File.Exists(Checkout.At(project)), project);
        Assert.Contains($"<AssemblyName>{Path.GetFileNameWithoutExtension(Words("ENTRYPOINT")[^1])}</AssemblyName>", File.ReadAllText(Checkout.At(project)), StringComparison.Ordinal);
        Assert.Matches(@"\nUSER (\$APP_UID|[1-9]\d*)\n", s_file);
    }

    [Fact]
    public async Task What_is_started_is_accepted_and_its_ports_are_those_that_the_image_names()
    {
        string[] command = Words("CMD");
        Assert.Equal("serve", command[0]);
        await ServedConfiguration.AcceptAsync(command[1..]);

        string[] ports = [.. command.Where(word => word.StartsWith(':')).Select(word => word[1..])];
        Assert.Equal(ports, Regex.Match(s_file, @"\nEXPOSE (.*)\n").Groups[1].Value.Split(' '));
    }

    [Fact]
    public void The_versions_of_NET_are_those_that_the_projects_are_built_for() => Assert.All(
        Image().Matches(s_file), image => Assert.Equal("10.0", image.Groups[1].Value));

    private static string[] Words(string instruction) =>
        JsonSerializer.Deserialize<string[]>(Regex.Match(s_file, $@"\n{instruction} (\[.*\])\n").Groups[1].Value)!;

    [GeneratedRegex(@"dotnet publish (\S+)")]
    private static partial Regex Published();

    [GeneratedRegex(@"FROM mcr\.microsoft\.com/dotnet/\w+:(\d+\.\d+)")]
    private static partial Regex Image();
}
