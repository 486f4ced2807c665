using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Hosting;

/// <summary>Makes every session in a scope of its own, which is disposed with it.</summary>
internal sealed class ScopedSessionFactory(IServiceScopeFactory scopes, Func<IServiceProvider, ServerSession> create) : ISessionFactory
{
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
