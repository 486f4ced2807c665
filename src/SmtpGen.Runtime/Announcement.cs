namespace SmtpGen.Runtime;

/// <summary>
/// Finds at the end of a line how many octets the client announces: <c>{123}</c>, or <c>{123+}</c> where it does not wait (RFC 7888). It is
/// told the line in any pieces.
/// </summary>
internal struct Announcement
{
    private Phase _phase;

    private enum Phase : byte
    {
        None,
        Open,
        Digits,
        Marked,
        Closed,
        Ended,
    }

    /// <summary>How many octets are announced; as many as 64 bits can hold where there are more.</summary>
    public ulong Octets { get; private set; }

    /// <summary>Whether the client does not wait for an answer before it sends them.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>How many octets of the line say so, without the line end.</summary>
    public int Length { get; private set; }

    /// <summary>Whether what was told ends in an announcement, and with CR or without.</summary>
    public readonly bool IsWhole => _phase is Phase.Closed or Phase.Ended;

    /// <summary>How many octets of what was told are after the place where the announcement begins.</summary>
    public readonly int LengthWithReturn => _phase == Phase.Ended ? Length + 1 : Length;

    /// <summary>Tells more of the line.</summary>
    public void Add(ServerLiterals literals, ReadOnlySpan<byte> octets)
    {
        int open = octets.LastIndexOf(literals.Open);
        if (open >= 0)
        {
            this = new() { _phase = Phase.Open, Length = 1 };
            octets = octets[(open + 1)..];
        }

        foreach (byte octet in octets)
        {
            if (_phase == Phase.None)
                return;
            _phase = Next(literals, octet);
            if (_phase != Phase.Ended)
                Length++;
        }
    }

    private Phase Next(ServerLiterals literals, byte octet)
    {
        switch (_phase)
        {
            case Phase.Open or Phase.Digits when octet is >= (byte)'0' and <= (byte)'9':
                Octets = CountedNumber.Append(Octets, octet);
                return Phase.Digits;
            case Phase.Digits when octet == literals.Now:
                IsMarked = true;
                return Phase.Marked;
            case Phase.Digits or Phase.Marked when octet == literals.Close:
                return Phase.Closed;
            case Phase.Closed when octet == (byte)'\r':
                return Phase.Ended;
            default:
                return Phase.None;
        }
    }
}
