using SmtpGen.Server;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Tool.Serve.Verbose;

/// <summary>Makes sessions that are told of in the log.</summary>
internal sealed class WitnessedSessions(ISessionFactory sessions, ServeLog log, ProtocolWords protocol, bool tellsAll) : ISessionFactory
{
    /// <inheritdoc/>
    public SessionLease Create()
    {
        var lease = sessions.Create();
        lease.Session.Observer = new SessionWitness(log, lease.Session, protocol, tellsAll);
        return lease;
    }
}
