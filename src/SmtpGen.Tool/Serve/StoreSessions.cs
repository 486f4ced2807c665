using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Storage;
using SmtpGen.Testing.Faults;
using SmtpGen.Tool.Serve.Faults;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Tool.Serve.Page;

namespace SmtpGen.Tool.Serve;

/// <summary>Makes sessions that keep mail in a store.</summary>
/// <param name="store">Where messages go.</param>
/// <param name="setup">Gives handlers the users.</param>
/// <param name="language">The language in which refusals are explained.</param>
/// <param name="trace">Whether trace header fields are written in front of a message.</param>
/// <param name="log">Takes a line for each message.</param>
/// <param name="page">Told of each message, and knows the faults that are made on purpose; null: nobody, and none.</param>
/// <param name="session">Makes a session of the protocol that is spoken.</param>
internal sealed class StoreSessions(
    IMessageStore store, SmtpReceiverSetup setup, string language, bool trace, ServeLog log, ServedPage? page, Func<SmtpHandler, ServerSession> session)
    : ISessionFactory
{
    /// <inheritdoc/>
    public SessionLease Create()
    {
        var handler = new ServedReceiver(store, language, log, page) { WritesTrace = trace };
        setup.Prepare(handler);
        return page?.Faults is { } faults ? WithFaults(handler, faults) : new(session(handler));
    }

    private SessionLease WithFaults(SmtpHandler handler, FaultBoard faults)
    {
        var connection = new CuttableTransport();
        return new(session(faults.Before(handler, connection)), Through: connection.Around);
    }
}
