using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>The server of a dialog.</summary>
/// <param name="Handler">The application.</param>
/// <param name="Options">The protocol's options.</param>
public sealed record DialogServer(SmtpHandler Handler, SmtpOptions Options)
{
    /// <summary>What takes the place of the banner; <see cref="ServerEvent.None"/> when the client is served.</summary>
    public ServerEvent Refusal { get; init; }

    /// <summary>Whether the connection is encrypted from its start.</summary>
    public bool IsSecure { get; init; }
}
