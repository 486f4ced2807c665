using Microsoft.Extensions.Hosting;

namespace Samples;

/// <summary>Looks for new mail while somebody waits for it.</summary>
/// <param name="mailbox">Where it comes in.</param>
public sealed class MailboxWatch(Mailbox mailbox) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (mailbox.IsWatched)
                await mailbox.LookAsync(stoppingToken);
        }
    }
}
