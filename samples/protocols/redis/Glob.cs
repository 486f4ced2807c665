namespace Samples;

/// <summary>Patterns of keys: ? for an octet, * for any, [a-z] and [^a-z] for one of some, and \ before one that means itself.</summary>
public static class Glob
{
    /// <summary>Whether a key is written like a pattern.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> key)
    {
        // Where the last * stood and how much of the key it has taken: with these the time is the product of both lengths at most.
        ReadOnlySpan<byte> behindStar = default, taken = default;
        bool hasStar = false;
        while (true)
        {
            if (pattern is [(byte)'*', .. var rest])
            {
                hasStar = true;
                behindStar = pattern = rest;
                taken = key;
                continue;
            }

            if (key.IsEmpty && pattern.IsEmpty)
                return true;
            if (!key.IsEmpty && !pattern.IsEmpty && IsOne(ref pattern, key[0]))
            {
                key = key[1..];
                continue;
            }

            if (!hasStar || taken.IsEmpty)
                return false;
            taken = taken[1..];
            key = taken;
            pattern = behindStar;
        }
    }

    // Whether the first item of the pattern is the octet; it is taken off then.
    private static bool IsOne(ref ReadOnlySpan<byte> pattern, byte octet)
    {
        switch (pattern)
        {
            case [(byte)'?', .. var rest]:
                pattern = rest;
                return true;
            case [(byte)'\\', var meant, .. var rest] when meant == octet:
                pattern = rest;
                return true;
            case [(byte)'[', .. var set] when set.IndexOf((byte)']') is > 0 and var end:
                if (!IsIn(set[..end], octet))
                    return false;
                pattern = set[(end + 1)..];
                return true;
            case [not (byte)'\\', .. var rest] when pattern[0] == octet:
                pattern = rest;
                return true;
            default:
                return false;
        }
    }

    private static bool IsIn(ReadOnlySpan<byte> set, byte octet)
    {
        bool isNot = set is [(byte)'^', ..];
        bool isIn = false;
        for (set = isNot ? set[1..] : set; !set.IsEmpty;)
        {
            if (set is [var first, (byte)'-', var last, .. var behind])
            {
                isIn |= octet >= first && octet <= last;
                set = behind;
            }
            else
            {
                isIn |= set[0] == octet;
                set = set[1..];
            }
        }

        return isIn != isNot;
    }
}
