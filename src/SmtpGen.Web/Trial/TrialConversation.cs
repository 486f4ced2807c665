using SmtpGen.Mail;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Sasl;
using SmtpGen.Server;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Web.Trial;

/// <summary>A conversation with the machine in memory: the same sessions as over sockets, and no mail.</summary>
internal sealed class TrialConversation : IAsyncDisposable
{
    // A person types; what this keeps is the page's to show.
    private const int LinesPerSecond = 10_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly TrialTransport _transport = new();
    private readonly SessionLease _lease;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Task _run;

    private TrialConversation(string protocol, SessionLease lease)
    {
        Protocol = protocol;
        _lease = lease;
        Recorder = new SessionRecorder(LinesPerSecond);
        Recorder.Begin(1, lease.Session);
        _run = RunAsync();
    }

    /// <summary>The protocols that can be tried.</summary>
    public static IReadOnlyList<string> Protocols { get; } = ["Smtp", "Lmtp", "Pop3"];

    /// <summary>The protocol, as its specification names it.</summary>
    public string Protocol { get; }

    /// <summary>What was said.</summary>
    public SessionRecorder Recorder { get; }

    /// <summary>When somebody last said something; a tick count.</summary>
    public long LastUsed { get; private set; } = Environment.TickCount64;

    /// <summary>Begins one; null where the protocol cannot be tried.</summary>
    public static TrialConversation? Begin(string protocol) =>
        Protocols.FirstOrDefault(known => known.Equals(protocol, StringComparison.OrdinalIgnoreCase)) is { } name ? new(name, Session(name)) : null;

    /// <summary>Waits until the session waits, or is over.</summary>
    public Task SettleAsync() => Task.WhenAny(_transport.Waits, _run).WaitAsync(s_patience);

    /// <summary>Says something, and waits for the answer.</summary>
    /// <param name="octets">What the client sends.</param>
    public async Task SayAsync(ReadOnlyMemory<byte> octets)
    {
        LastUsed = Environment.TickCount64;
        await _turn.WaitAsync();
        try
        {
            await SettleAsync();
            if (_run.IsCompleted)
                return;
            _transport.Say(octets);
            await SettleAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The client leaves.</summary>
    public async ValueTask DisposeAsync()
    {
        await SayAsync(ReadOnlyMemory<byte>.Empty);
        await _lease.DisposeAsync();
    }

    private static SessionLease Session(string protocol)
    {
        var sasl = new SaslServer(new TrialUsers(), new SaslOptions { AllowPlaintextWithoutTls = true });
        return protocol switch
        {
            "Smtp" => new(new SmtpSession(new TrialReceiver { Sasl = sasl }, new SmtpOptions())),
            "Lmtp" => new(new LmtpSession(new TrialReceiver { Sasl = sasl }, new LmtpOptions())),
            _ => Maildrop(sasl),
        };
    }

    private static SessionLease Maildrop(SaslServer sasl)
    {
        var handler = new MaildropHandler(new TrialMaildrop(), sasl);
        return new(new Pop3Session(handler, new Pop3Options { TlsBeforePassword = false }), handler);
    }

    private async Task RunAsync()
    {
        try
        {
            await Task.Yield();
            await _lease.Session.RunAsync(_transport);
        }
        finally
        {
            Recorder.End();
        }
    }
}
