namespace SmtpGen.Testing;

/// <summary>
/// A server that the tests of a class share. Test frameworks that make fixtures by a constructor and dispose them take it
/// as it is, such as xunit's <c>IClassFixture&lt;SmtpTestServerFixture&gt;</c>; derive from it to configure the server.
/// </summary>
public class SmtpTestServerFixture : IAsyncDisposable
{
    /// <summary>Starts a server.</summary>
    public SmtpTestServerFixture()
        : this(null)
    {
    }

    /// <summary>Starts a server.</summary>
    /// <param name="configure">Changes how it behaves.</param>
    // Nothing is waited for: a server listens when its start returns.
    protected SmtpTestServerFixture(Action<SmtpTestServerOptions>? configure) =>
        Server = SmtpTestServer.StartAsync(configure).GetAwaiter().GetResult();

    /// <summary>The server. <see cref="SmtpTestServer.Clear"/> gives the next test a clean one.</summary>
    public SmtpTestServer Server { get; }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
