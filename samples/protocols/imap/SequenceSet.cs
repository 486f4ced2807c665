using System.Globalization;

namespace Samples;

/// <summary>Some numbers of messages: <c>2,4:7,9,12:*</c>, where * is the greatest (RFC 3501 section 9).</summary>
public sealed class SequenceSet
{
    private readonly List<(uint From, uint To)> _ranges = [];

    private SequenceSet()
    {
    }

    /// <summary>Reads a set; null where it is none.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="greatest">What * stands for; 0 where there are no messages.</param>
    public static SequenceSet? Parse(string text, uint greatest)
    {
        var set = new SequenceSet();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split(':');
            if (ends.Length > 2 || Number(ends[0], greatest) is not { } from || Number(ends[^1], greatest) is not { } to)
                return null;
            set._ranges.Add((Math.Min(from, to), Math.Max(from, to)));
        }

        return set;
    }

    public bool Contains(uint number) => _ranges.Exists(range => number >= range.From && number <= range.To);

    /// <summary>Whether all its numbers lie from 1 to another.</summary>
    public bool IsWithin(uint greatest) => _ranges.TrueForAll(range => range.From > 0 && range.To <= greatest);

    private static uint? Number(string text, uint greatest) =>
        text == "*" ? greatest : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;
}
