namespace SmtpGen.Reference.Statecharts;

/// <summary>The tracks on one side of the drawing.</summary>
internal static class Channel
{
    private const double Spacing = 14;

    /// <summary>Gives each track its place.</summary>
    /// <param name="tracks">Tracks whose rows are known.</param>
    /// <param name="start">Where the first may stand.</param>
    /// <param name="step">1: to the right; -1: to the left.</param>
    public static void Place(IReadOnlyList<Track> tracks, double start, int step)
    {
        var placed = new List<(Track Track, int Column)>();
        foreach (var track in Ordered(tracks))
        {
            int column = placed.Where(other => Meet(other.Track, track)).Select(other => other.Column + 1).Prepend(0).Max();
            track.X = start + (step * column * Spacing);
            placed.Add((track, column));
        }
    }

    // From the inside outwards. Neighbours change places while that saves crossings: the short ones are inside at first, which saves most.
    private static List<Track> Ordered(IReadOnlyList<Track> tracks)
    {
        var order = tracks.OrderBy(track => track.Bottom - track.Top).ThenBy(track => track.Top).ToList();
        bool isBetter = true;
        while (isBetter)
        {
            isBetter = false;
            for (int i = 1; i < order.Count; i++)
            {
                if (Crossings(order[i], order[i - 1]) >= Crossings(order[i - 1], order[i]))
                    continue;
                (order[i - 1], order[i]) = (order[i], order[i - 1]);
                isBetter = true;
            }
        }

        return order;
    }

    // What leads to the outer one crosses the inner one.
    private static int Crossings(Track inner, Track outer) => outer.Rows.Count(row => row > inner.Top && row < inner.Bottom);

    private static bool Meet(Track one, Track other) => one.Top < other.Bottom + Spacing && other.Top < one.Bottom + Spacing;
}
