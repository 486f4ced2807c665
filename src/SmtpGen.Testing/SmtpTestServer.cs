using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Server.Hosting;
using SmtpGen.Testing.Faults;
using SmtpGen.Testing.Sessions;

namespace SmtpGen.Testing;

/// <summary>
/// An SMTP server inside a test: it listens on a free port of 127.0.0.1, keeps what it is sent in memory, and fails where
/// it is told to. Members may be used from any thread.
/// </summary>
public sealed class SmtpTestServer : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly MessageLog _messages = new();
    private readonly SessionLog _sessions = new();
    private readonly TestCertificate? _certificate;
    private readonly ProtocolServer _server;

    private SmtpTestServer(SmtpTestServerOptions options)
    {
        _time = options.TimeProvider;
        _patience = options.Patience;
        _certificate = options.StartTls || options.ImplicitTls ? new TestCertificate() : null;
        try
        {
            var hosting = options.ToServerOptions(_certificate?.Path);
            var sessions = new TestSessions(options, hosting, new FaultPlan(Faults, _time), _messages, _sessions);
            _server = new ProtocolServer(hosting, sessions, NullLogger.Instance);
        }
        catch
        {
            _certificate?.Dispose();
            throw;
        }
    }

    /// <summary>Where the server listens.</summary>
    public IPEndPoint EndPoint => _server.EndPoints[0];

    /// <summary>The port it listens on, of 127.0.0.1.</summary>
    public int Port => EndPoint.Port;

    /// <summary>The certificate it shows, made for itself and trusted by nobody; null where TLS is off.</summary>
    public X509Certificate2? Certificate => _certificate?.Certificate;

    /// <summary>What goes wrong on purpose.</summary>
    public SmtpFaults Faults { get; } = new();

    /// <summary>The messages it has taken, in the order in which they came.</summary>
    public IReadOnlyList<ReceivedMessage> Messages => _messages.All;

    /// <summary>What was said in each session, in the order in which they began.</summary>
    public IReadOnlyList<SessionTranscript> Sessions => _sessions.All;

    /// <summary>Starts a server.</summary>
    /// <param name="configure">Changes how it behaves.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ArgumentException">An option has a value that is not allowed.</exception>
    public static async Task<SmtpTestServer> StartAsync(
        Action<SmtpTestServerOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new SmtpTestServerOptions();
        configure?.Invoke(options);
        var server = new SmtpTestServer(options);
        try
        {
            await server._server.StartAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for a message, which may have come before.</summary>
    /// <param name="predicate">Which message; null: any.</param>
    /// <param name="timeout">The longest wait; null: <see cref="SmtpTestServerOptions.Patience"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The first message that fits.</returns>
    /// <exception cref="SmtpTestException">No such message came in time; the text lists what did, and what was said.</exception>
    public async Task<ReceivedMessage> WaitForMessageAsync(
        Func<ReceivedMessage, bool>? predicate = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var patience = timeout ?? _patience;
        using var found = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await _messages.FindAsync(predicate ?? (_ => true), found.Token).WaitAsync(patience, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            string what = predicate is null ? "No message" : "No message that fits";
            throw new SmtpTestException(FailureText.Of($"{what} came within {patience}.", Messages, Sessions));
        }
        finally
        {
            await found.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Fails when a message has come.</summary>
    /// <exception cref="SmtpTestException">One has; the text lists them.</exception>
    public void AssertNoMessages()
    {
        if (Messages.Count > 0)
            throw new SmtpTestException(FailureText.Of("No message was expected.", Messages, Sessions));
    }

    /// <summary>Forgets messages, transcripts and faults, so that tests can share a server.</summary>
    public void Clear()
    {
        _messages.Clear();
        _sessions.Clear();
        Faults.Clear();
    }

    /// <summary>Stops the server; sessions under way are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        _certificate?.Dispose();
    }
}
