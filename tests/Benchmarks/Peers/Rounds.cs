using SmtpGen.Benchmarks.Peers.Loads;
using SmtpGen.Benchmarks.Peers.Receivers;
using SmtpGen.Benchmarks.Peers.Report;

namespace SmtpGen.Benchmarks.Peers;

/// <summary>A load's rounds: in each, every receiver in turn.</summary>
internal static class Rounds
{
    /// <summary>Runs them.</summary>
    public static async Task<LoadResult> RunAsync(Load load, IReadOnlyList<Receiver> receivers, PeerOptions options)
    {
        var standings = receivers.Select(receiver => new Standing(receiver)).ToList();
        var contestants = new Dictionary<Standing, IContestant>();
        try
        {
            foreach (var standing in standings)
                await TryAsync(load, standing, async () => contestants.Add(standing, await load.PrepareAsync(standing.Receiver, options.Scale)));
            for (int round = 0; round < load.Rounds(options.Rounds); round++)
            {
                foreach (var (standing, contestant) in contestants)
                {
                    Sample? sample = null;
                    if (standing.Failure is null)
                        await TryAsync(load, standing, async () => sample = await contestant.MeasureAsync());
                    standing.Rounds.Add(sample);
                }
            }

            foreach (var (standing, contestant) in contestants.Where(pair => pair.Key.Failure is null))
                await TryAsync(load, standing, async () => standing.Apart = await contestant.MeasureApartAsync());
        }
        finally
        {
            foreach (var contestant in contestants.Values)
                await contestant.DisposeAsync();
        }

        return new LoadResult(load, standings);
    }

    private static async Task TryAsync(Load load, Standing standing, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (NotAcknowledgedException exception)
        {
            standing.Failure = exception.Message;
            await Console.Error.WriteLineAsync($"FAILED: {standing.Receiver.Title} ({standing.Receiver.Id}) under {load.Title} ({load.Id}): {exception.Message}");
        }
    }
}
