using SmtpGen.Benchmarks.Peers.Processes;
using SmtpGen.Benchmarks.Peers.Receivers;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>A receiver that runs and is warm.</summary>
internal sealed class MessageContestant(ReceiverProcess server, IClient client, int messages, double idleMemory) : IContestant
{
    // strace makes each call ten times as slow.
    private const int Traced = 10;

    public Receiver Receiver => server.Receiver;

    public async Task<Sample> MeasureAsync()
    {
        double client0 = ProcessorTime.OfEndedClients();
        var sent = await client.SendAsync(server, messages);
        double client1 = ProcessorTime.OfEndedClients();
        var sample = new Sample
        {
            [Figure.Rate] = messages / sent.Seconds,
            [Figure.Processor] = PerThousand(sent.Processor.Total),
            [Figure.User] = PerThousand(sent.Processor.User),
            [Figure.System] = PerThousand(sent.Processor.System),
            [Figure.Idle] = idleMemory,
            [Figure.Peak] = server.PeakMemory,
        };
        if (client.IsProcess)
            sample[Figure.Client] = PerThousand(client1 - client0);
        if (sent.Allocated is { } allocated)
            sample[Figure.Allocated] = (double)allocated / messages;
        return sample;
    }

    public async Task<Sample> MeasureApartAsync()
    {
        // Most calls of so many connections are those that open them.
        if (client.IsPaced)
            return [];
        int few = Math.Max(client.Fewest, messages / Traced);
        var calls = await SystemCalls.CountAsync(server, () => client.SendAsync(server, few));
        return calls is { } count ? new Sample { [Figure.Calls] = (double)count / few } : [];
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private double PerThousand(double seconds) => seconds * 1000 / messages * 1000;
}
