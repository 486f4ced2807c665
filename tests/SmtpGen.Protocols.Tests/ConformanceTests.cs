using System.Runtime.CompilerServices;
using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Language.Model;
using SmtpGen.Protocols.Tests.Reference;

namespace SmtpGen.Protocols.Tests;

/// <summary>docs/conformance.md says what the specification says and names the dialogs, which other tests play.</summary>
public class ConformanceTests
{
    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs"));

    [Fact]
    public void The_table_of_conformance_is_that_of_the_specification()
    {
        string verified = Path.Combine(Folder(), "conformance.md");
        string received = Path.Combine(Folder(), "conformance.received.md");
        string text = Render();
        bool isSame = File.Exists(verified) && File.ReadAllText(verified) == text;
        if (!isSame)
            File.WriteAllText(received, text);
        Assert.True(isSame, $"{verified} is not what the specification says now; compare it with {received} and replace it.");
    }

    [Fact]
    public void Every_extension_has_a_dialog() =>
        Assert.All(Specifications.Smtp.Extensions, extension => Assert.NotEmpty(DialogsOf(extension)));

    private static string Render()
    {
        var text = new StringBuilder();
        text.Append("# Conformance\n\nWhat the server speaks, from its specifications, and the dialogs that show it. A test holds this page to both, and\n");
        text.Append("plays every dialog in one piece, octet by octet, and over a socket. Beside the protocols there are the SASL mechanisms of\n");
        text.Append("[sasl.md](sasl.md), TLS from the first octet (RFC 8314), and the PROXY protocol, versions 1 and 2.\n");
        Protocol(text, Specifications.Smtp, "SMTP", hasDialogs: true);
        text.Append("\nWhat the dialogs of SMTP show:\n\n| What | Dialogs |\n|---|---|\n");
        foreach (var folder in Dialog.Of("smtp").GroupBy(path => path.Split('/')[0]))
            text.Append($"| {folder.Key} | [{folder.Count()}](../protocol/dialogs/{folder.Key}) |\n");
        text.Append($"\n## LMTP, {Specifications.Lmtp.Cites}\n\n");
        text.Append($"SMTP with an answer for each recipient, and with its extensions; [{Dialog.Of("lmtp").Count()} dialogs](../protocol/dialogs/lmtp) show where it differs.\n");
        Protocol(text, Specifications.Pop3, "POP3", hasDialogs: false);
        text.Append($"\n[{Dialog.Of("pop3").Count()} dialogs](../protocol/dialogs/pop3) show it.\n");
        return text.ToString();
    }

    private static void Protocol(StringBuilder text, ProtocolModel model, string title, bool hasDialogs)
    {
        text.Append($"\n## {title}, {model.Cites}\n\n| Extension | Document | What it does | Adds | By default |{(hasDialogs ? " Dialogs |" : "")}\n");
        text.Append($"|---|---|---|---|---|{(hasDialogs ? "---|" : "")}\n");
        for (int i = 0; i < model.Extensions.Count; i++)
        {
            var extension = model.Extensions[i];
            var commands = model.Commands.Where(command => command.Extension == i).Select(command => command.Verb);
            var parameters = model.Commands.SelectMany(c => c.Parameters.Where(p => p.Extension == i).Select(p => $"{p.Keyword} of {c.Verb}"));
            string with = string.Concat(extension.With.Select(needed => $", with {model.Extensions[needed].Keyword}"));
            text.Append($"| {extension.Keyword} | {extension.Cites} | {extension.Doc} | {string.Join(", ", commands.Concat(parameters))} | {(extension.IsOn ? "on" : "off")}{with} |");
            text.Append(hasDialogs ? $" {Links(DialogsOf(extension))} |\n" : "\n");
        }
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
        return [.. Dialog.Of("smtp").Where(path => beginnings.Any(b => path.StartsWith(b, StringComparison.Ordinal)))];
    }

    private static string Links(List<string> dialogs)
    {
        var folders = dialogs.GroupBy(path => path.Split('/')[0]).Select(group => $"[{group.Key}: {group.Count()}](../protocol/dialogs/{group.Key})");
        return string.Join(", ", folders);
    }
}
