using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Hosting;

/// <summary>Makes every session in a scope of its own, which is disposed with it.</summary>
/// <param name="scopes">Where every session's scope comes from.</param>
/// <param name="create">Makes a session from its scope.</param>
public sealed class ScopedSessionFactory(IServiceScopeFactory scopes, Func<IServiceProvider, ServerSession> create) : ISessionFactory
{
    /// <inheritdoc/>
    public SessionLease Create()
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            return new SessionLease(create(scope.ServiceProvider), scope);
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }
}
