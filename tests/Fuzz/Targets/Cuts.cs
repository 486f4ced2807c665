namespace SmtpGen.Fuzz.Targets;

/// <summary>Ways to cut an input. They follow from the input alone, so that a finding can be repeated.</summary>
internal static class Cuts
{
    /// <summary>In one piece, octet by octet, and in pieces of changing lengths.</summary>
    public static IReadOnlyList<int[]> Of(byte[] input) => [[Math.Max(input.Length, 1)], [1], Lengths(input)];

    /// <summary>Lengths of pieces; they begin anew where they are used up.</summary>
    public static int[] Lengths(byte[] input)
    {
        var random = new Random(input.Aggregate(17, (hash, octet) => unchecked((hash * 31) + octet)));
        int[] lengths = new int[random.Next(1, 6)];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = random.Next(1, random.Next(2) == 0 ? 4 : 80);
        return lengths;
    }

    /// <summary>Where the pieces of these lengths end.</summary>
    public static IReadOnlyList<int> Ends(int length, int[] lengths)
    {
        var ends = new List<int>();
        for (int at = 0; at < length;)
        {
            at = (int)Math.Min((long)at + lengths[ends.Count % lengths.Length], length);
            ends.Add(at);
        }

        return ends;
    }
}
