using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SmtpGen.Language;
using SmtpGen.Language.Model;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Reference;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests;

/// <summary>What docs/architecture.md promises about who knows whom.</summary>
public class ArchitectureTests
{
    [Fact]
    public void The_language_does_not_know_Roslyn() => Assert.DoesNotContain(
        typeof(Specification).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

    [Theory]
    [InlineData(typeof(ServerMachine))]
    [InlineData(typeof(SmtpServerMachine))]
    public void Runtime_and_protocols_do_not_know_sockets_or_the_compiler(Type type) => Assert.DoesNotContain(
        type.Assembly.GetReferencedAssemblies(),
        a => a.Name is "System.Net.Sockets" or "SmtpGen.Language" or "SmtpGen.Compiler" or "SmtpGen.Server");

    [Fact]
    public void Only_the_packages_that_hand_out_or_take_its_messages_depend_on_MimeKit_beside_the_tool() => Assert.Equal(
        ["SmtpGen.Client.MimeKit", "SmtpGen.Testing", "SmtpGen.Tool"],
        Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("\"MimeKit\"", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_otherwise_input_has_its_server_event() => Assert.Equal(
        Enum.GetNames<OtherwiseInput>().Append(nameof(ServerEvent.Foreign)).Prepend(nameof(ServerEvent.None)).Order(StringComparer.Ordinal),
        Enum.GetNames<ServerEvent>().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("SmtpGen.Server")]
    [InlineData("SmtpGen.Runtime")]
    public void Server_and_runtime_name_no_command(string project)
    {
        var verbs = new Regex("\"(" + string.Join("|", Specifications.Smtp.Commands.Select(c => c.Verb)) + ")\"");
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(Root(), "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))];
        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.DoesNotMatch(verbs, File.ReadAllText(source)));
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
