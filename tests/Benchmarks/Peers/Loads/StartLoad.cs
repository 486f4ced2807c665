using System.Globalization;
using SmtpGen.Benchmarks.Peers.Building;
using SmtpGen.Benchmarks.Peers.Processes;
using SmtpGen.Benchmarks.Peers.Receivers;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>From the start of the process to the first octet of the greeting.</summary>
internal sealed class StartLoad() : Load("start", "start to greeting", Needs.Smtp, AllReceivers.Floor, AllReceivers.Sink)
{
    private const int EnoughStarts = 20;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    public override IReadOnlyList<Figure> Charted { get; } = [Figure.Start];

    public override int Rounds(int wanted) => wanted == 1 ? 1 : Math.Max(wanted, EnoughStarts);

    public override async Task<IContestant> PrepareAsync(Receiver receiver, double scale)
    {
        // Its files are in the cache from then on, as they are for all others.
        var contestant = new Contestant(receiver);
        await contestant.MeasureAsync();
        return contestant;
    }

    private sealed class Contestant(Receiver receiver) : IContestant
    {
        public Receiver Receiver => receiver;

        public async Task<Sample> MeasureAsync()
        {
            int port = ReceiverProcess.FreePort();
            string folder = Directory.CreateDirectory(Path.Combine(Repository.Artifacts, "work", $"{receiver.Id}-{port}")).FullName;
            try
            {
                var command = receiver.Command(new Place(port, folder, Needs.Smtp));
                var (exit, output, error) = await Commands.RunAsync(
                    CPrograms.Client, [port.ToString(CultureInfo.InvariantCulture), "start", command.Program, .. command.Arguments], s_longest, folder);
                return exit == 0
                    ? new Sample { [Figure.Start] = double.Parse(output, CultureInfo.InvariantCulture) / 1000 }
                    : throw new NotAcknowledgedException(error);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        public ValueTask DisposeAsync() => default;
    }
}
