using System.Globalization;
using SmtpGen.Benchmarks.Peers.Processes;
using SmtpGen.Benchmarks.Peers.Receivers;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>Connections that have greeted and do nothing: what memory grows by between 1,000 and 5,000 of them.</summary>
internal sealed class IdleLoad() : Load("idle", "1,000 to 5,000 idle connections", Needs.Smtp)
{
    private const int Fewer = 1000;
    private const int More = 5000;

    public override IReadOnlyList<Figure> Charted { get; } = [Figure.ConnectionMemory];

    public override Task<IContestant> PrepareAsync(Receiver receiver, double scale) =>
        Task.FromResult<IContestant>(new Contestant(receiver, Math.Max(1, (int)(Fewer * scale)), Math.Max(2, (int)(More * scale))));

    // Memory that was taken is not given back at once, so each round has a process of its own.
    private sealed class Contestant(Receiver receiver, int fewer, int more) : IContestant
    {
        private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(500);

        public Receiver Receiver => receiver;

        public async Task<Sample> MeasureAsync()
        {
            await using var server = await ReceiverProcess.StartAsync(receiver, Needs.Smtp);
            double idle = server.Memory;
            await using var client = new ClientProcess(server.Port.ToString(CultureInfo.InvariantCulture), "idle", $"{fewer}", $"{more}");
            var (few, fewAllocated) = await HeldAsync(server, client);
            await client.GoOnAsync();
            var (many, manyAllocated) = await HeldAsync(server, client);
            var sample = new Sample
            {
                [Figure.Idle] = idle,
                [Figure.Full] = many,
                [Figure.ConnectionMemory] = (many - few) * 1024 / (more - fewer),
            };
            if (fewAllocated is { } before && manyAllocated is { } after)
                sample[Figure.ConnectionAllocated] = (double)(after - before) / (more - fewer);
            return sample;
        }

        public ValueTask DisposeAsync() => default;

        private static async Task<(double Memory, long? Allocated)> HeldAsync(ReceiverProcess server, ClientProcess client)
        {
            await client.HearAsync();
            await Task.Delay(s_rest);
            return (server.Memory, await server.AllocatedAsync());
        }
    }
}
