using SmtpGen.Runtime;

namespace SmtpGen.Server;

/// <summary>Makes a session for every connection.</summary>
/// <remarks>
/// A session knows its connection only as <see cref="ITransport"/>, so it runs under other servers too. A Kestrel
/// <c>ConnectionHandler</c> hosts one by implementing <see cref="ITransport"/> over <c>ConnectionContext.Transport</c>
/// (<c>Input.ReadAsync</c> for receiving, <c>Output.WriteAsync</c> for sending, a timer for the wait) and awaiting
/// <see cref="ServerSession.RunAsync"/> in <c>OnConnectedAsync</c>.
/// </remarks>
public interface ISessionFactory
{
    /// <summary>A session that has not begun.</summary>
    SessionLease Create();
}

/// <summary>A session, and what lives exactly as long.</summary>
/// <param name="Session">The session.</param>
/// <param name="Scope">What is disposed after the session; null for nothing.</param>
/// <param name="Through">What the session sees of its connection, such as a recorder around it; null: the connection itself.</param>
public readonly record struct SessionLease(
    ServerSession Session, IAsyncDisposable? Scope = null, Func<ITransport, ITransport>? Through = null) : IAsyncDisposable
{
    /// <summary>Disposes what lived with the session.</summary>
    public ValueTask DisposeAsync() => Scope?.DisposeAsync() ?? default;
}
