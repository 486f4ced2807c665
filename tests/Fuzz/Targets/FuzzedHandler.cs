using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Fuzz.Targets;

/// <summary>The application of a fuzzed session: answers as <see cref="FuzzedAnswers"/> says, and keeps what came.</summary>
/// <param name="words">The texts that the session gets.</param>
internal sealed class FuzzedHandler(IReadOnlyDictionary<string, string> words) : SmtpHandler
{
    private readonly FuzzedAnswers _answers = new();
    private readonly List<byte[]> _bodies = [];

    /// <summary>The messages that came whole.</summary>
    public IReadOnlyList<byte[]> Bodies => _bodies;

    protected override ValueTask<SmtpConnectResult> OnConnectAsync(CancellationToken cancellationToken)
    {
        Session.AuthMechanisms = Word("auth-mechanisms");
        Session.XclientAttributes = Word("xclient-attributes");
        Session.XforwardAttributes = Word("xforward-attributes");
        Session.MaxHoldTime = Word("max-hold-time");
        Session.SolicitationKeywords = Word("solicitation-keywords");
        return base.OnConnectAsync(cancellationToken);
    }

    protected override ValueTask<SmtpRcptResult> OnRcptAsync(SmtpRcptArguments arguments, CancellationToken cancellationToken) =>
        new(_answers.Next("RCPT") == "recipient-ok" ? SmtpRcptResult.RecipientOk() : SmtpRcptResult.NoSuchMailbox());

    protected override ValueTask<SmtpAuthResult> OnAuthAsync(SmtpAuthArguments arguments, CancellationToken cancellationToken) => Login();

    protected override ValueTask<SmtpAuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) => Login();

    protected override async ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
    {
        _bodies.Add(await body.ToArrayAsync(cancellationToken));
        return _answers.Next("BODY") == "queued" ? SmtpMessageResult.Queued("1") : SmtpMessageResult.MessageRefused();
    }

    private ValueTask<SmtpAuthResult> Login() => new(_answers.Next("AUTH") switch
    {
        "challenge" => SmtpAuthResult.Challenge("MQ=="),
        "auth-ok" => SmtpAuthResult.AuthOk(),
        _ => SmtpAuthResult.AuthFailed(),
    });

    private ReadOnlyMemory<byte> Word(string name) => Encoding.ASCII.GetBytes(words[name]);
}
