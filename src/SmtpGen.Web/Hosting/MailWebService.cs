using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmtpGen.Storage;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Web.Hosting;

/// <summary>Starts and stops the page with its host.</summary>
internal sealed partial class MailWebService(IMessageStore store, SessionBoard sessions, MailWebOptions options, ILogger<MailWebServer> logger) : IHostedService
{
    /// <summary>The page; null before it has started.</summary>
    public MailWebServer? Server { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Server = await MailWebServer.StartAsync(store, sessions, options, logger, cancellationToken).ConfigureAwait(false);
        Started(logger, Server.Address);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Server?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "The page is at {Address}")]
    private static partial void Started(ILogger logger, Uri address);
}
