using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>
/// Takes the messages of a queue one after the other, several at the same time, and has them worked on. A host does this by
/// <see cref="MessageConsumerServiceCollectionExtensions"/>; without one, <see cref="RunAsync"/> does.
/// </summary>
/// <param name="queue">Where messages come from.</param>
/// <param name="consume">Works on one, as <see cref="IMessageConsumer.ConsumeAsync"/> does.</param>
/// <param name="options">How messages are taken.</param>
/// <param name="logger">Told of attempts that failed.</param>
public sealed class MessageConsumer(
    IMessageQueue queue, Func<IMessageLease, CancellationToken, ValueTask> consume, MessageConsumerOptions options, ILogger logger)
{
    private static readonly TimeSpan s_afterStoreFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestAfterStoreFailure = TimeSpan.FromSeconds(30);

    /// <summary>Takes messages until it is told to stop; ends when those that are worked on are done.</summary>
    /// <param name="stop">No further message is taken.</param>
    /// <param name="abort">Cancels the work on messages, which are given back.</param>
    public Task RunAsync(CancellationToken stop, CancellationToken abort = default)
        => Task.WhenAll(Enumerable.Range(0, options.Parallelism).Select(_ => TakeAllAsync(stop, abort)));

    private async Task TakeAllAsync(CancellationToken stop, CancellationToken abort)
    {
        var wait = s_afterStoreFailure;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var lease = await queue.LeaseAsync(stop).ConfigureAwait(false);
                wait = s_afterStoreFailure;
                await WorkAsync(lease, abort).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                // The store was closed first.
                return;
            }
            catch (Exception exception) when (exception is StoreException)
            {
                logger.QueueFailed(queue.Name, exception.Message);
                await Task.Delay(wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, s_longestAfterStoreFailure.Ticks));
            }
        }
    }

    private async Task WorkAsync(IMessageLease lease, CancellationToken abort)
    {
        long begin = Stopwatch.GetTimestamp();
        using var working = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var renewing = new CancellationTokenSource();
        var renewal = RenewAsync(lease, working, renewing.Token);
        string outcome;
        try
        {
            outcome = await AttemptAsync(lease, working.Token, abort).ConfigureAwait(false);
        }
        finally
        {
            await renewing.CancelAsync().ConfigureAwait(false);
            await renewal.ConfigureAwait(false);
        }

        MailTelemetry.Consumed(queue.Name, outcome, begin);
    }

    private async ValueTask<string> AttemptAsync(IMessageLease lease, CancellationToken working, CancellationToken abort)
    {
        try
        {
            await consume(lease, working).ConfigureAwait(false);
            if (!lease.IsDecided)
                await lease.CompleteAsync(cancellationToken: CancellationToken.None).ConfigureAwait(false);
            return "done";
        }
        catch (StoreException exception) when (exception.Kind == StoreFailure.LeaseEnded)
        {
            logger.LeaseLost(queue.Name, lease.Message.Id);
            return "lost";
        }
        catch (Exception exception) when (!lease.IsDecided)
        {
            return await GiveBackAsync(lease, exception, abort).ConfigureAwait(false);
        }
    }

    private async ValueTask<string> GiveBackAsync(IMessageLease lease, Exception exception, CancellationToken abort)
    {
        if (abort.IsCancellationRequested)
        {
            await lease.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
            return "released";
        }

        string reason = exception.Message.ReplaceLineEndings(" ");
        if (lease.IsLastAttempt)
            logger.LetterDead(queue.Name, lease.Message.Id, lease.Attempt, reason, exception);
        else
            logger.AttemptFailed(queue.Name, lease.Message.Id, lease.Attempt, reason, exception);
        await lease.AbandonAsync(Delay(lease.Attempt), reason, lease.State, CancellationToken.None).ConfigureAwait(false);
        return lease.IsLastAttempt ? "dead" : "failed";
    }

    private TimeSpan Delay(int attempt)
    {
        double ticks = options.FirstDelay.Ticks * Math.Pow(2, attempt - 1);
        return ticks >= options.LongestDelay.Ticks ? options.LongestDelay : TimeSpan.FromTicks((long)ticks);
    }

    // A lease that cannot be renewed is somebody else's sooner or later, and then two would work on the message.
    private async Task RenewAsync(IMessageLease lease, CancellationTokenSource working, CancellationToken done)
    {
        var interval = options.Queue.LeaseTime / 3;
        long renewed = Stopwatch.GetTimestamp();
        while (true)
        {
            await Task.Delay(interval, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
                return;
            try
            {
                await lease.RenewAsync(done).ConfigureAwait(false);
                renewed = Stopwatch.GetTimestamp();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception) when (exception is StoreException or ObjectDisposedException)
            {
                if (lease.IsDecided)
                    return;
                if (exception is StoreException { Kind: StoreFailure.LeaseEnded } || Stopwatch.GetElapsedTime(renewed) >= options.Queue.LeaseTime)
                {
                    await working.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
    }
}
