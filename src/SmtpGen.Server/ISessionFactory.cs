using SmtpGen.Runtime;

namespace SmtpGen.Server;

/// <summary>Makes a session for every connection.</summary>
/// <remarks>
/// A session knows its connection only as <see cref="ITransport"/>, so it runs under other servers too: <c>UseProtocol</c> of the package
/// <c>SmtpGen.Server.Kestrel</c> serves it in an ASP.NET Core application, and <see cref="Hosting.ProtocolServer.ServeAsync"/> over any
/// pair of pipes.
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
