using SmtpGen.Dialogs;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>SMTP, or LMTP, and an application written for SMTP.</summary>
public sealed class SmtpDialogApplication(string protocol) : IDialogApplication
{
    private readonly DialogHandler _handler = new();

    public ProtocolOptions Options { get; } = protocol switch
    {
        "smtp" => new SmtpOptions { HostName = DialogPlayer.HostName },
        "lmtp" => new LmtpOptions { HostName = DialogPlayer.HostName },
        _ => throw new ArgumentException($"Neither SMTP nor LMTP: {protocol}", nameof(protocol)),
    };

    public byte[] LastBody => _handler.Bodies.Count > 0 ? _handler.Bodies[^1] : [];

    public ServerSession Serve() => Serve(_handler);

    public ServerSession ServeAnother() => Serve(new DialogHandler());

    // A space stands after its code (RFC 5321 section 4.2.1).
    public bool IsLastLine(string line) => line.Length > 3 && line[3] != '-';

    public ValueTask<bool> DirectAsync(string[] words, string text)
    {
        switch (words)
        {
            case ["word", var name, "=", ..]:
                _handler.Word(name, text[(text.IndexOf('=') + 1)..].Trim());
                return new(true);
            case ["answer", var command, var reply, ..]:
                _handler.Answer(command, reply, Quoted(text), text.EndsWith(" at once", StringComparison.Ordinal));
                return new(true);
            default:
                return new(false);
        }
    }

    public ValueTask DisposeAsync() => default;

    private ServerSession Serve(SmtpHandler handler) =>
        Options is LmtpOptions lmtp ? new LmtpSession(handler, lmtp) : new SmtpSession(handler, (SmtpOptions)Options);

    private static string? Quoted(string text) =>
        text.IndexOf('"') is >= 0 and var open ? text[(open + 1)..text.LastIndexOf('"')] : null;
}
