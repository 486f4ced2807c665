using System.Reflection;
using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>The application of the dialogs: answers as it was told, else as a handler does that overrides nothing.</summary>
public sealed class DialogHandler : SmtpHandler
{
    /// <summary>The name of the decision on a body.</summary>
    public const string Body = "BODY";

    private readonly Dictionary<string, Queue<(string Reply, string? Text, bool AtOnce)>> _answers = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Text)> _words = [];
    private readonly List<byte[]> _bodies = [];
    private readonly List<string> _asked = [];

    /// <summary>Chooses an answer of a type where none was set; null: the default.</summary>
    public Func<Type, object>? Choose { get; init; }

    /// <summary>The messages that came whole.</summary>
    public IReadOnlyList<byte[]> Bodies => _bodies;

    /// <summary>The commands that it was asked about, in order.</summary>
    public IReadOnlyList<string> Asked => _asked;

    /// <summary>Sets the next decision on a command.</summary>
    /// <param name="command">The verb, CONNECT, or <see cref="Body"/>.</param>
    /// <param name="reply">The reply by its name in the specification.</param>
    /// <param name="text">Its parameter, or its own words; null for none.</param>
    /// <param name="atOnce">Whether a body is refused before it is read.</param>
    public void Answer(string command, string reply, string? text, bool atOnce = false)
    {
        if (!_answers.TryGetValue(command, out var queue))
            _answers.Add(command, queue = new());
        queue.Enqueue((reply, text, atOnce));
    }

    /// <summary>Sets one of the texts that the session gets when it begins.</summary>
    public void Word(string name, string text) => _words.Add((name, text));

    protected override ValueTask<SmtpConnectResult> OnConnectAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, text) in _words)
            typeof(ISmtpSession).GetProperty(SettingNames.Pascal(name))!.SetValue(Session, new ReadOnlyMemory<byte>(Encoding.ASCII.GetBytes(text)));
        return Next("CONNECT", base.OnConnectAsync(cancellationToken));
    }

    protected override ValueTask<SmtpEhloResult> OnEhloAsync(SmtpEhloArguments arguments, CancellationToken cancellationToken) =>
        Next("EHLO", base.OnEhloAsync(arguments, cancellationToken));

    protected override ValueTask<SmtpHeloResult> OnHeloAsync(SmtpHeloArguments arguments, CancellationToken cancellationToken) =>
        Next("HELO", base.OnHeloAsync(arguments, cancellationToken));

    protected override ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments arguments, CancellationToken cancellationToken) =>
        Next("MAIL", base.OnMailAsync(arguments, cancellationToken));

    protected override ValueTask<SmtpRcptResult> OnRcptAsync(SmtpRcptArguments arguments, CancellationToken cancellationToken) =>
        Next("RCPT", base.OnRcptAsync(arguments, cancellationToken));

    protected override ValueTask<SmtpDataResult> OnDataAsync(CancellationToken cancellationToken) =>
        Next("DATA", base.OnDataAsync(cancellationToken));

    protected override ValueTask<SmtpVrfyResult> OnVrfyAsync(SmtpVrfyArguments arguments, CancellationToken cancellationToken) =>
        Next("VRFY", base.OnVrfyAsync(arguments, cancellationToken));

    protected override ValueTask<SmtpExpnResult> OnExpnAsync(SmtpExpnArguments arguments, CancellationToken cancellationToken) =>
        Next("EXPN", base.OnExpnAsync(arguments, cancellationToken));

    protected override ValueTask<SmtpStartTlsResult> OnStartTlsAsync(CancellationToken cancellationToken) =>
        Next("STARTTLS", base.OnStartTlsAsync(cancellationToken));

    protected override ValueTask<SmtpAuthResult> OnAuthAsync(SmtpAuthArguments arguments, CancellationToken cancellationToken) =>
        Next("AUTH", base.OnAuthAsync(arguments, cancellationToken));

    protected override ValueTask<SmtpAuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) =>
        Next("AUTH", base.OnAuthResponseAsync(response, cancellationToken));

    protected override ValueTask<SmtpEtrnResult> OnEtrnAsync(SmtpEtrnArguments arguments, CancellationToken cancellationToken) =>
        Next("ETRN", base.OnEtrnAsync(arguments, cancellationToken));

    protected override ValueTask<SmtpXclientResult> OnXclientAsync(SmtpXclientArguments arguments, CancellationToken cancellationToken) =>
        Next("XCLIENT", base.OnXclientAsync(arguments, cancellationToken));

    protected override ValueTask<SmtpXforwardResult> OnXforwardAsync(SmtpXforwardArguments arguments, CancellationToken cancellationToken) =>
        Next("XFORWARD", base.OnXforwardAsync(arguments, cancellationToken));

    protected override async ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
    {
        if (_answers.GetValueOrDefault(Body) is { Count: > 0 } queue && queue.Peek().AtOnce)
            return await Next<SmtpMessageResult>(Body, default);
        if (Choose?.Invoke(typeof(SmtpMessageResult)) is SmtpMessageResult { IsPositive: false } refusal)
            return refusal;
        _bodies.Add(await body.ToArrayAsync(cancellationToken));
        return _answers.GetValueOrDefault(Body) is { Count: > 0 }
            ? await Next<SmtpMessageResult>(Body, default)
            : SmtpMessageResult.Queued($"{_bodies.Count}");
    }

    private ValueTask<T> Next<T>(string command, ValueTask<T> otherwise)
        where T : struct
    {
        _asked.Add(command);
        if (_answers.GetValueOrDefault(command) is not { Count: > 0 } queue)
            return Choose is null ? otherwise : new((T)Choose(typeof(T)));

        var (reply, text, _) = queue.Dequeue();
        var factory = typeof(T).GetMethod(SettingNames.Pascal(reply), BindingFlags.Public | BindingFlags.Static)
            ?? throw new InvalidOperationException($"{typeof(T).Name} does not offer '{reply}'.");
        return new((T)factory.Invoke(null, factory.GetParameters().Length == 0 ? [] : [text])!);
    }
}
