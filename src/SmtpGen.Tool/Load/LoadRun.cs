using System.Diagnostics;
using SmtpGen.Client;
using SmtpGen.Envelopes;

namespace SmtpGen.Tool.Load;

/// <summary>Sends the messages of a plan in several sessions.</summary>
internal sealed class LoadRun(LoadPlan plan, LoadCounts counts)
{
    private readonly byte[] _content = LoadContent.Create(plan.Size);
    private readonly MailEnvelope _envelope = new(plan.Sender, Enumerable.Repeat(plan.Recipient, plan.Recipients).ToArray());
    private int _begun;

    public LoadPlan Plan { get; } = plan;

    public LoadCounts Counts { get; } = counts;

    /// <summary>The last exception; null where there was none.</summary>
    public MailSendException? Failure { get; private set; }

    /// <summary>Runs to the end, or until it is cancelled.</summary>
    /// <exception cref="ArgumentException">The plan names a sender or a client that no command can carry: no message would do better.</exception>
    public async Task<LoadReport> RunAsync(CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        var sessions = Enumerable.Range(0, Math.Min(Plan.Sessions, Plan.Messages)).Select(_ => Task.Run(() => RunSessionAsync(cancellationToken), CancellationToken.None));
        var latencies = await Task.WhenAll(sessions);
        return LoadReport.Of(Plan, Counts, Stopwatch.GetElapsedTime(begin), [.. latencies.SelectMany(latency => latency)]);
    }

    private async Task<List<TimeSpan>> RunSessionAsync(CancellationToken cancellationToken)
    {
        var latencies = new List<TimeSpan>();
        await using var session = new LoadSession(Plan, _envelope, _content);
        try
        {
            while (Interlocked.Increment(ref _begun) <= Plan.Messages)
            {
                long begin = Stopwatch.GetTimestamp();
                try
                {
                    var result = await session.SendAsync(cancellationToken);
                    if (result.IsComplete)
                        Counts.Success();
                    else
                        Counts.Failure(result.Refused.First().Problem);
                    latencies.Add(Stopwatch.GetElapsedTime(begin));
                    await session.CompleteAsync(cancellationToken);
                }
                catch (MailSendException exception)
                {
                    Failure = exception;
                    Counts.Failure(exception.Message);
                }
            }

            await session.QuitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped by the user: what was measured until now is the result.
        }

        return latencies;
    }
}
