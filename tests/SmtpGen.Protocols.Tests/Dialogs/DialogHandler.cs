using System.Reflection;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>The application of the dialogs: answers as it was told, else accepts.</summary>
public sealed class DialogHandler : SmtpHandler
{
    private readonly Dictionary<string, Queue<(string Reply, string? Text)>> _answers = new(StringComparer.Ordinal);
    private int _stored;

    /// <summary>The last message, whole.</summary>
    public byte[] LastBody { get; private set; } = [];

    /// <summary>Sets the next decision on a command.</summary>
    public void Answer(string command, string reply, string? text)
    {
        if (!_answers.TryGetValue(command, out var queue))
            _answers.Add(command, queue = new());
        queue.Enqueue((reply, text));
    }

    protected override ValueTask<ConnectResult> OnConnectAsync(CancellationToken cancellationToken) => Next<ConnectResult>("CONNECT");

    protected override ValueTask<EhloResult> OnEhloAsync(EhloArguments arguments, CancellationToken cancellationToken) => Next<EhloResult>("EHLO");

    protected override ValueTask<HeloResult> OnHeloAsync(HeloArguments arguments, CancellationToken cancellationToken) => Next<HeloResult>("HELO");

    protected override ValueTask<MailResult> OnMailAsync(MailArguments arguments, CancellationToken cancellationToken) => Next<MailResult>("MAIL");

    protected override ValueTask<RcptResult> OnRcptAsync(RcptArguments arguments, CancellationToken cancellationToken) => Next<RcptResult>("RCPT");

    protected override ValueTask<DataResult> OnDataAsync(CancellationToken cancellationToken) => Next<DataResult>("DATA");

    protected override ValueTask<VrfyResult> OnVrfyAsync(VrfyArguments arguments, CancellationToken cancellationToken) => Next<VrfyResult>("VRFY");

    protected override ValueTask<ExpnResult> OnExpnAsync(ExpnArguments arguments, CancellationToken cancellationToken) => Next<ExpnResult>("EXPN");

    protected override async ValueTask<MessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
    {
        LastBody = await body.ToArrayAsync(cancellationToken);
        _stored++;
        return _answers.GetValueOrDefault("DATA body") is { Count: > 0 }
            ? await Next<MessageResult>("DATA body")
            : MessageResult.Queued($"{_stored}");
    }

    private ValueTask<T> Next<T>(string command)
        where T : struct
    {
        if (_answers.GetValueOrDefault(command) is not { Count: > 0 } queue)
            return new(default(T));

        var (reply, text) = queue.Dequeue();
        string name = string.Concat(reply.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        var member = typeof(T).GetMember(name, BindingFlags.Public | BindingFlags.Static).SingleOrDefault()
            ?? throw new InvalidOperationException($"{typeof(T).Name} does not offer '{reply}'.");
        object? result = member is PropertyInfo property ? property.GetValue(null) : ((MethodInfo)member).Invoke(null, [text]);
        return new((T)result!);
    }
}
