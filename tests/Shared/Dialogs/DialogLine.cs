using SmtpGen.Runtime;

namespace SmtpGen.Dialogs;

/// <summary>What a line of a dialog says.</summary>
public enum DialogLineKind
{
    Directive,
    Client,
    Server,
    Rest,
    Body,
    EmptyBody,
    Closed,
}

/// <summary>A line of a dialog that is not prose.</summary>
public sealed record DialogLine(int Number, DialogLineKind Kind, string Text, byte[] Octets)
{
    private const string SignalWord = "signal ";
    private const string ProtocolWord = "protocol ";

    /// <summary>The protocol that is named here; null when the line says something else.</summary>
    public string? Protocol => Kind == DialogLineKind.Directive && Text.StartsWith(ProtocolWord, StringComparison.Ordinal)
        ? Text[ProtocolWord.Length..]
        : null;

    /// <summary>What happens outside here; null when the line says something else.</summary>
    public ServerEvent? Signal => Kind == DialogLineKind.Directive && Text.StartsWith(SignalWord, StringComparison.Ordinal)
        ? Enum.Parse<ServerEvent>(Text[SignalWord.Length..].Replace(" ", "", StringComparison.Ordinal), ignoreCase: true)
        : null;
}
