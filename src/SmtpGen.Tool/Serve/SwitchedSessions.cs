using SmtpGen.Server;

namespace SmtpGen.Tool.Serve;

/// <summary>Makes sessions as they are configured now; those under way stay as they were.</summary>
internal sealed class SwitchedSessions(ISessionFactory first) : ISessionFactory
{
    private volatile ISessionFactory _current = first;

    /// <summary>Sessions are made so from now on.</summary>
    public void SwitchTo(ISessionFactory next) => _current = next;

    /// <inheritdoc/>
    public SessionLease Create() => _current.Create();
}
