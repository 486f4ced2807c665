namespace SmtpGen.Language.Grammar;

/// <summary>
/// The ways that lead on from a state over one octet, or to the end. Of two ways to one position the one that needs fewer
/// options is kept: wherever the other is open, it is open too, and what follows is the same.
/// </summary>
/// <param name="report">Takes what one pass cannot decide.</param>
/// <param name="input">One of the shortest inputs that lead to the state.</param>
/// <param name="octet">The octet; null at the end.</param>
internal sealed class Ways(AmbiguityReport report, byte[] input, byte? octet)
{
    private readonly List<(int Position, SlotValues Values)> _ways = [];

    public bool IsEmpty => _ways.Count == 0;

    /// <summary>The options, a bit each, that every way needs.</summary>
    public ulong Required => _ways.Aggregate(ulong.MaxValue, (common, way) => common & way.Values.Guards);

    public void Add(int position, SlotValues values)
    {
        if (_ways.Exists(way => way.Position == position && way.Values.Guards != values.Guards && IsWithin(way.Values.Guards, values.Guards)))
            return;
        _ways.RemoveAll(way => way.Position == position && way.Values.Guards != values.Guards && IsWithin(values.Guards, way.Values.Guards));
        int same = _ways.FindIndex(way => way.Position == position && way.Values.Guards == values.Guards);
        if (same >= 0)
        {
            report.Compare(_ways[same].Values, values, input, octet);
            report.CompareChecks(_ways[same].Values.Checks, values.Checks, input, octet);
        }
        else
        {
            _ways.Add((position, values));
        }
    }

    /// <summary>The ways by position, then by what they need.</summary>
    public IReadOnlyList<(int Position, SlotValues Values)> Open()
    {
        if (octet is null && _ways.Count > 1)
            report.CompareGuards(input);
        _ways.Sort((a, b) => a.Position != b.Position ? a.Position.CompareTo(b.Position) : a.Values.Guards.CompareTo(b.Values.Guards));
        return _ways;
    }

    /// <summary>
    /// The checks of the ways that need the fewest options, which must agree. What an option opens is bounded like what is
    /// legal without it for as long as both lead on, and by its own bounds from there.
    /// </summary>
    public IReadOnlyList<SlotCheck> Checks()
    {
        var least = _ways.Select(way => way.Values)
            .Where(values => !_ways.Exists(way => way.Values.Guards != values.Guards && IsWithin(way.Values.Guards, values.Guards)))
            .ToList();
        foreach (var values in least)
            report.CompareChecks(least[0].Checks, values.Checks, input, octet);
        return least[0].Checks;
    }

    private static bool IsWithin(ulong few, ulong many) => (few & ~many) == 0;
}
