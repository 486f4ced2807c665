using SmtpGen.Benchmarks.Peers.Receivers;

namespace SmtpGen.Benchmarks.Peers.Report;

/// <summary>All that was measured of a receiver under a load.</summary>
/// <param name="Receiver">The receiver.</param>
internal sealed record Standing(Receiver Receiver)
{
    /// <summary>A sample a round; null where it failed.</summary>
    public List<Sample?> Rounds { get; } = [];

    /// <summary>What a run of its own told.</summary>
    public Sample Apart { get; set; } = [];

    /// <summary>Why it is measured no more; null where nothing is wrong.</summary>
    public string? Failure { get; set; }

    /// <summary>What was measured of it, over the rounds.</summary>
    public Spread? this[Figure figure] => Spread.Of(Rounds.Append(Apart).OfType<Sample>().Where(sample => sample.ContainsKey(figure)).Select(sample => sample[figure]));

    /// <summary>The ratio to another, each taken within a round.</summary>
    public Spread? Ratio(Figure figure, Standing reference) => Spread.Of(Rounds.Zip(reference.Rounds)
        .Where(pair => pair.First?.ContainsKey(figure) == true && pair.Second?.TryGetValue(figure, out double other) == true && other > 0)
        .Select(pair => pair.First![figure] / pair.Second![figure]));
}
