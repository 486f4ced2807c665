using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmtpGen.Storage;

namespace Samples;

/// <summary>Looks for new mail while somebody waits for it.</summary>
/// <param name="mailbox">Where it comes in.</param>
/// <param name="logger">Where it is told that it cannot be looked for.</param>
public sealed partial class MailboxWatch(Mailbox mailbox, ILogger<MailboxWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (mailbox.IsWatched)
                    await mailbox.LookAsync(stoppingToken);
            }
            catch (StoreException exception)
            {
                CannotLook(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot look for new mail")]
    private partial void CannotLook(StoreException exception);
}
