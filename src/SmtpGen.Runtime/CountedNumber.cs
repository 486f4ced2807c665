namespace SmtpGen.Runtime;

/// <summary>Numbers of octets, which a client may write as large as it likes: one too large for 64 bits is as large as they can hold.</summary>
internal static class CountedNumber
{
    /// <summary>The number with another digit after it.</summary>
    public static ulong Append(ulong number, byte digit)
    {
        ulong value = (ulong)(digit - '0');
        return number > (ulong.MaxValue - value) / 10 ? ulong.MaxValue : (number * 10) + value;
    }

    /// <summary>The sum of two numbers.</summary>
    public static ulong Sum(ulong one, ulong other) => one > ulong.MaxValue - other ? ulong.MaxValue : one + other;

    /// <summary>Reads digits; false where there are none, or anything else is among them.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        foreach (byte digit in text)
            number = Append(number, digit);
        return true;
    }
}
