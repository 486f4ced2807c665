using Microsoft.Extensions.Hosting;

namespace SmtpGen.Mail;

/// <summary>Runs a consumer as long as its host runs. When the host stops, messages that are worked on may be finished within its shutdown time.</summary>
internal sealed class MessageConsumerService(Func<CancellationToken, ValueTask<MessageConsumer>> open) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _running = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var consumer = await open(cancellationToken).ConfigureAwait(false);
        // A handler that blocks must not hold up the start.
        _running = Task.Run(() => consumer.RunAsync(_stop.Token, _abort.Token), CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _abort.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _abort.Dispose();
    }
}
