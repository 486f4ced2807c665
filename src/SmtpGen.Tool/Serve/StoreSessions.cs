using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Server.Smtp;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve.Logging;

namespace SmtpGen.Tool.Serve;

/// <summary>Makes sessions that keep mail in a store.</summary>
/// <param name="store">Where messages go.</param>
/// <param name="setup">Gives handlers the users.</param>
/// <param name="keeping">What the operator decided about keeping mail.</param>
/// <param name="log">Takes a line for each message.</param>
/// <param name="session">Makes a session of the protocol that is spoken.</param>
internal sealed class StoreSessions(
    IMessageStore store, SmtpReceiverSetup setup, StoreHandlerOptions keeping, ServeLog log, Func<SmtpHandler, ServerSession> session)
    : ISessionFactory
{
    /// <inheritdoc/>
    public SessionLease Create()
    {
        var handler = new StoreHandler(store, keeping, log);
        setup.Prepare(handler);
        return new(session(handler));
    }
}
