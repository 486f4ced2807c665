using System.Collections.ObjectModel;

namespace SmtpGen.Reference.Dialogs;

/// <summary>A conversation as it is written down for people and tests; protocol/dialogs/README.md describes the format.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Protocol">The name of the protocol that is spoken, in any case.</param>
/// <param name="Settings">How many settings make it a special one.</param>
/// <param name="Lines">What is said and what happens, without prose, settings and what arrived.</param>
internal sealed record DialogFile(string Path, string Protocol, int Settings, IReadOnlyList<DialogLine> Lines)
{
    private const string Usual = "smtp";

    /// <summary>Those that come with the program.</summary>
    public static IReadOnlyList<DialogFile> Shipped { get; } =
        new ReadOnlyCollection<DialogFile>([.. EmbeddedTexts.In("dialogs/").Select(dialog => Parse(dialog.Name, dialog.Text))]);

    /// <summary>Reads one.</summary>
    public static DialogFile Parse(string path, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        var settings = lines.Where(line => line.StartsWith("! ", StringComparison.Ordinal)).Select(line => line[2..].Trim()).ToList();
        return new DialogFile(
            path,
            settings.Select(setting => After(setting, "protocol")).FirstOrDefault(name => name is not null) ?? Usual,
            settings.Count(setting => setting.Split(' ')[0] is "limit" or "option" or "policy" or "extension" or "framing" or "secure"),
            [.. lines.Select(Line).OfType<DialogLine>()]);
    }

    private static DialogLine? Line(string line)
    {
        if (line == "X:")
            return new DialogLine(DialogLineKind.Closed, "");
        if (line.StartsWith("! ", StringComparison.Ordinal))
            return Happens(line[2..].Trim());
        string text = line.Length > 3 ? line[3..] : "";
        return line.Length < 2 ? null : line[..2] switch
        {
            "C:" or "C>" => new DialogLine(DialogLineKind.Client, text),
            "S:" => new DialogLine(DialogLineKind.Server, text),
            "S*" => new DialogLine(DialogLineKind.Rest, text),
            _ => null,
        };
    }

    private static DialogLine? Happens(string setting) => setting == "handshake"
        ? new DialogLine(DialogLineKind.Handshake, "")
        : After(setting, "signal") is { } signal ? new DialogLine(DialogLineKind.Signal, signal) : null;

    private static string? After(string setting, string word) =>
        setting.StartsWith(word + " ", StringComparison.Ordinal) ? setting[word.Length..].Trim() : null;
}
