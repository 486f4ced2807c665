using SmtpGen.Server;

namespace SmtpGen.Web.Sessions;

/// <summary>Makes sessions that the page shows.</summary>
internal sealed class WatchedSessions(SessionBoard board, ISessionFactory sessions) : ISessionFactory
{
    /// <inheritdoc/>
    public SessionLease Create()
    {
        var lease = sessions.Create();
        return board.Begin(lease) is { } recorder ? lease with { Scope = new Kept(board, recorder, lease.Scope) } : lease;
    }

    private sealed class Kept(SessionBoard board, SessionRecorder recorder, IAsyncDisposable? scope) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            board.End(recorder);
            return scope?.DisposeAsync() ?? default;
        }
    }
}
