using SmtpGen.Server;

namespace SmtpGen.Tool.Serve;

/// <summary>Makes sessions as they are configured at the moment; sessions under way stay as they were.</summary>
internal sealed class SwitchedSessions(ISessionFactory first) : ISessionFactory
{
    private volatile ISessionFactory _current = first;

    /// <summary>Makes further sessions by another factory.</summary>
    public void SwitchTo(ISessionFactory next) => _current = next;

    /// <inheritdoc/>
    public SessionLease Create() => _current.Create();
}
