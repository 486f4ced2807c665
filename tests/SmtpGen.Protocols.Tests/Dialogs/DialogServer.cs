using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>The server of a dialog.</summary>
/// <param name="Handler">The application.</param>
/// <param name="Options">The options of the protocol that is spoken, which tell which one it is.</param>
public sealed record DialogServer(SmtpHandler Handler, ProtocolOptions Options)
{
    /// <summary>What takes the place of the banner; <see cref="ServerEvent.None"/> when the client is served.</summary>
    public ServerEvent Refusal { get; init; }

    /// <summary>Whether the connection is encrypted from its start.</summary>
    public bool IsSecure { get; init; }

    /// <summary>A session of the protocol that is spoken.</summary>
    public ServerSession Serve(SmtpHandler handler) => Options switch
    {
        SmtpOptions smtp => new SmtpSession(handler, smtp),
        LmtpOptions lmtp => new LmtpSession(handler, lmtp),
        _ => throw new NotSupportedException($"Dialogs know no protocol with {Options.GetType().Name}."),
    };
}
