using SmtpGen.Benchmarks.Peers.Processes;
using SmtpGen.Benchmarks.Peers.Receivers;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>Sends messages as fast as the receiver takes them, or at a rate. A receiver serves all rounds of the load.</summary>
/// <param name="id">What the command line calls it.</param>
/// <param name="title">What the tables call it.</param>
/// <param name="needs">What it asks of a receiver.</param>
/// <param name="messages">How many messages a round has; slow receivers get fewer.</param>
/// <param name="client">Sends messages.</param>
/// <param name="references">The receivers that ratios are taken to.</param>
internal sealed class MessageLoad(string id, string title, Needs needs, int messages, IClient client, params string[] references)
    : Load(id, title, needs, references)
{
    public override IReadOnlyList<Figure> Charted { get; } = [Figure.Rate, Figure.Processor];

    // What stands for the protocol's absence is measured with TLS alone.
    public override bool Takes(Receiver receiver) => base.Takes(receiver) || (Needs.HasFlag(Needs.Tls) && receiver.CanTake(Needs.Tls | Needs.Octets));

    public override async Task<IContestant> PrepareAsync(Receiver receiver, double scale)
    {
        var server = await ReceiverProcess.StartAsync(receiver, Needs);
        try
        {
            double idle = server.Memory;
            int wanted = Math.Max(client.Fewest, (int)(messages * scale));
            int fitting = await WarmUp.RunAsync(server, client, wanted);
            return new MessageContestant(server, client, fitting, idle);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
