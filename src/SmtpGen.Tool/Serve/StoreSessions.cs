using SmtpGen.Protocols.Smtp;
using SmtpGen.Server;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Serve;

/// <summary>Makes sessions that keep mail in a store.</summary>
internal sealed class StoreSessions(IMessageStore store, SmtpOptions options, TextWriter log, string language) : ISessionFactory
{
    /// <inheritdoc/>
    public SessionLease Create() => new(new SmtpSession(new StoreHandler(store, log, language), options));
}
