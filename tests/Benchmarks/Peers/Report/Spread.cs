namespace SmtpGen.Benchmarks.Peers.Report;

/// <summary>Median, least and most of the rounds.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>That of some values; null of none.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? null
            : new Spread((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }
}
