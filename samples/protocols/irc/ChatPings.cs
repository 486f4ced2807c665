using Microsoft.Extensions.Hosting;

namespace Samples;

/// <summary>Asks all clients for a PONG from time to time, so that those who are gone are found.</summary>
/// <param name="hall">Where they are.</param>
public sealed class ChatPings(ChatHall hall) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            hall.ForEach(member => member.Session.TryPushPing());
    }
}
