using System.Globalization;
using System.Text;
using NATS.Client.Core;
using NATS.Client.JetStream;
using SmtpGen.Storage;

namespace SmtpGen.Cluster.Tests;

/// <summary>What clients were told, held against what the store has and what the stream announced.</summary>
internal sealed class Ledger
{
    private Ledger(IReadOnlyCollection<Attempt> attempts, Dictionary<string, int> copies, int unannounced, int announcedTwice)
    {
        Acknowledged = attempts.Count(attempt => attempt.IsAcknowledged);
        Refused = attempts.Count(attempt => attempt.IsRefused);
        Unanswered = attempts.Count - Acknowledged - Refused;
        Lost = [.. attempts.Where(attempt => attempt.IsAcknowledged && !copies.ContainsKey(attempt.Id)).Select(attempt => attempt.Id)];
        Twice = [.. copies.Where(copy => copy.Value > 1).Select(copy => copy.Key)];
        Refuted = [.. attempts.Where(attempt => attempt.IsRefused && copies.ContainsKey(attempt.Id)).Select(attempt => attempt.Id)];
        Unannounced = unannounced;
        AnnouncedTwice = announcedTwice;
        LongestGap = Gap(attempts);
    }

    public int Acknowledged { get; }

    public int Refused { get; }

    /// <summary>Transactions whose connection broke before the answer. Such a message may be there or not.</summary>
    public int Unanswered { get; }

    /// <summary>Acknowledged messages that the store does not have.</summary>
    public string[] Lost { get; }

    /// <summary>Messages that the store has more than once.</summary>
    public string[] Twice { get; }

    /// <summary>Messages that the store has, although the client was told that it does not.</summary>
    public string[] Refuted { get; }

    /// <summary>Messages of the store that are not in the stream.</summary>
    public int Unannounced { get; }

    /// <summary>Messages that are in the stream more than once, which is allowed.</summary>
    public int AnnouncedTwice { get; }

    /// <summary>The longest time in which no message was acknowledged.</summary>
    public TimeSpan LongestGap { get; }

    public static async Task<Ledger> OfAsync(IReadOnlyCollection<Attempt> attempts, IMessageStore store, string natsUrl)
    {
        var copies = new Dictionary<string, int>();
        var transactions = new HashSet<string>();
        await foreach (var message in store.ListAsync(TestContext.Current.CancellationToken))
        {
            copies[message.Subject!] = copies.GetValueOrDefault(message.Subject!) + 1;
            transactions.Add(message.Envelope.TransactionId!);
        }

        var announced = await AnnouncedAsync(natsUrl);
        return new(attempts, copies, transactions.Count(id => !announced.ContainsKey(id)), announced.Count(one => one.Value > 1));
    }

    /// <summary>Fails where a promise was broken.</summary>
    public void RequireKept()
    {
        Assert.True(Acknowledged > 0, "no message was acknowledged");
        Assert.True(Lost.Length == 0, $"acknowledged and lost: {string.Join(", ", Lost.Take(10))}");
        Assert.True(Twice.Length == 0, $"stored twice: {string.Join(", ", Twice.Take(10))}");
        Assert.True(Refuted.Length == 0, $"refused and stored: {string.Join(", ", Refuted.Take(10))}");
        Assert.Equal(0, Unannounced);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Acknowledged} acknowledged, {Refused} refused, {Unanswered} unanswered, {Lost.Length} lost, {Twice.Length} twice, ");
        text.Append(CultureInfo.InvariantCulture, $"{Refuted.Length} refused but stored, {Unannounced} unannounced, {AnnouncedTwice} announced twice, longest gap {LongestGap.TotalSeconds:0.0} s");
        return text.ToString();
    }

    private static TimeSpan Gap(IReadOnlyCollection<Attempt> attempts)
    {
        DateTime[] times = [.. attempts.Where(attempt => attempt.IsAcknowledged).Select(attempt => attempt.At).Order()];
        return times.Length < 2 ? TimeSpan.Zero : times.Zip(times.Skip(1), (one, next) => next - one).Max();
    }

    private static async Task<Dictionary<string, int>> AnnouncedAsync(string url)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var connection = new NatsConnection(new NatsOpts { Url = url });
        var streams = new NatsJSContext(connection);
        long count = (await streams.GetStreamAsync("MAIL", cancellationToken: cancellationToken)).Info.State.Messages;
        var announced = new Dictionary<string, int>();
        if (count == 0)
            return announced;
        var consumer = await streams.CreateOrderedConsumerAsync("MAIL", cancellationToken: cancellationToken);
        await foreach (var message in consumer.ConsumeAsync<byte[]>(cancellationToken: cancellationToken))
        {
            string id = message.Headers!["Nats-Msg-Id"].ToString();
            announced[id] = announced.GetValueOrDefault(id) + 1;
            if (--count == 0)
                break;
        }

        return announced;
    }
}
