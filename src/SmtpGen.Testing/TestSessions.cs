using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Sasl;
using SmtpGen.Server;
using SmtpGen.Testing.Faults;
using SmtpGen.Testing.Sessions;

namespace SmtpGen.Testing;

/// <summary>Makes the sessions of a test server.</summary>
internal sealed class TestSessions : ISessionFactory
{
    private readonly SmtpOptions _protocol;
    private readonly SmtpReceiverSetup _setup;
    private readonly SaslServer? _sasl;
    private readonly FaultPlan _faults;
    private readonly MessageLog _messages;
    private readonly SessionLog _sessions;

    public TestSessions(
        SmtpTestServerOptions options, SmtpServerOptions hosting, FaultPlan faults, MessageLog messages, SessionLog sessions)
    {
        _protocol = hosting.Protocol;
        _setup = new SmtpReceiverSetup(hosting, NullLogger.Instance);
        var sasl = new SaslOptions { AllowPlaintextWithoutTls = options.AllowPlaintextWithoutTls };
        _sasl = options.Users.Count == 0 ? null : new SaslServer(new TestUsers(options.Users), sasl);
        _faults = faults;
        _messages = messages;
        _sessions = sessions;
    }

    public SessionLease Create()
    {
        var transcript = _sessions.Begin();
        var connection = new RecordingTransport(transcript);
        var receiver = new TestReceiver((envelope, octets, from) =>
            _messages.Add(new ReceivedMessage(envelope, octets, from, transcript)))
        {
            Sasl = _sasl,
        };
        _setup.Prepare(receiver);
        return new SessionLease(new SmtpSession(new FaultyHandler(_faults, connection, receiver), _protocol), Through: connection.Around);
    }
}
