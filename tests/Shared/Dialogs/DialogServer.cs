using SmtpGen.Runtime;

namespace SmtpGen.Dialogs;

/// <summary>The server of a dialog.</summary>
/// <param name="Application">What is served.</param>
public sealed record DialogServer(IDialogApplication Application)
{
    /// <summary>What takes the place of the banner; <see cref="ServerEvent.None"/> when the client is served.</summary>
    public ServerEvent Refusal { get; init; }

    /// <summary>Whether the connection is encrypted from its start.</summary>
    public bool IsSecure { get; init; }
}
