using System.Runtime.CompilerServices;
using System.Text;
using SmtpGen.Language.Model;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Protocols.Tests.Reference;

namespace SmtpGen.Protocols.Tests;

/// <summary>docs/conformance.md says what the specification says and names the dialogs, which other tests play.</summary>
public class ConformanceTests
{
    private static readonly string[] s_folders =
        [.. Dialog.All().Select(path => path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs"));

    [Fact]
    public void The_table_of_conformance_is_that_of_the_specification()
    {
        string verified = Path.Combine(Folder(), "conformance.md");
        string received = Path.Combine(Folder(), "conformance.received.md");
        string text = Render(SmtpSpecification.Model);
        bool isSame = File.Exists(verified) && File.ReadAllText(verified) == text;
        if (!isSame)
            File.WriteAllText(received, text);
        Assert.True(isSame, $"{verified} is not what the specification says now; compare it with {received} and replace it.");
    }

    [Fact]
    public void Every_extension_has_a_dialog() =>
        Assert.All(SmtpSpecification.Model.Extensions, extension => Assert.NotEmpty(DialogsOf(extension)));

    private static string Render(ProtocolModel model)
    {
        var text = new StringBuilder();
        text.Append("# Conformance\n\nWhat the server speaks, from its specification, and the dialogs that show it. A test holds this page to both, and\n");
        text.Append("plays every dialog in one piece, octet by octet, and over a socket.\n");
        text.Append("\n## Extensions\n\n| Extension | Document | What it does | Parameters | By default | Dialogs |\n|---|---|---|---|---|---|\n");
        for (int i = 0; i < model.Extensions.Count; i++)
        {
            var extension = model.Extensions[i];
            var parameters = model.Commands.SelectMany(c => c.Parameters.Where(p => p.Extension == i).Select(p => $"{p.Keyword} of {c.Verb}"));
            string with = string.Concat(extension.With.Select(needed => $", with {model.Extensions[needed].Keyword}"));
            text.Append($"| {extension.Keyword} | {extension.Cites} | {extension.Doc} | {string.Join(", ", parameters)} | {(extension.IsOn ? "on" : "off")}{with} | {Links(DialogsOf(extension))} |\n");
        }

        text.Append("\n## Everything else\n\n| What | Dialogs |\n|---|---|\n");
        foreach (string folder in s_folders)
            text.Append($"| {folder} | [{Dialog.All().Count(path => path.StartsWith(folder + "/", StringComparison.Ordinal))}](../protocol/dialogs/{folder}) |\n");
        return text.ToString();
    }

    // A folder of its own, or files that begin with the keyword.
    private static List<string> DialogsOf(ExtensionModel extension)
    {
        string[] beginnings = extension.Keyword switch
        {
            "ENHANCEDSTATUSCODES" => ["extensions/enhanced-codes"],
            "LIMITS" => ["limits/announced-by-limits"],
            var keyword => [keyword.ToLowerInvariant() + "/", "extensions/" + keyword.ToLowerInvariant()],
        };
        return [.. Dialog.All().Where(path => beginnings.Any(b => path.StartsWith(b, StringComparison.Ordinal)))];
    }

    private static string Links(List<string> dialogs)
    {
        var folders = dialogs.GroupBy(path => path.Split('/')[0]).Select(group => $"[{group.Key}: {group.Count()}](../protocol/dialogs/{group.Key})");
        return string.Join(", ", folders);
    }
}
