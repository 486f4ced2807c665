using System.Runtime.CompilerServices;

namespace SmtpGen.Storage;

/// <summary>A place in the order of deliveries, as far as the name of a message tells; names of other programs may lack parts.</summary>
/// <param name="Seconds">Since 1970; 0 where the name does not say.</param>
/// <param name="Microseconds">After <c>M</c>.</param>
/// <param name="Count">After <c>Q</c>: of the process.</param>
/// <param name="Name">Decides between names that are the same otherwise.</param>
internal readonly record struct MaildirOrder(long Seconds, long Microseconds, long Count, string Name) : IComparable<MaildirOrder>
{
    private const int MostDigits = 18;

    /// <summary>The newest first.</summary>
    public static IComparer<MaildirOrder> NewestFirst { get; } = Comparer<MaildirOrder>.Create(static (one, other) => other.CompareTo(one));

    public static MaildirOrder Of(string name)
    {
        ReadOnlySpan<char> rest = name.AsSpan(name.IndexOf('.') + 1);
        if (rest.Length == name.Length)
            return new MaildirOrder(LeadingNumber(name), 0, 0, name);
        int end = rest.IndexOf('.');
        ReadOnlySpan<char> unique = end < 0 ? rest : rest[..end];
        return new MaildirOrder(LeadingNumber(name), NumberAfter('M', unique), NumberAfter('Q', unique), name);
    }

    public int CompareTo(MaildirOrder other)
        => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds)
            : Microseconds != other.Microseconds ? Microseconds.CompareTo(other.Microseconds)
            : Count != other.Count ? Count.CompareTo(other.Count)
            : string.CompareOrdinal(Name, other.Name);

    private static long NumberAfter(char letter, ReadOnlySpan<char> unique)
    {
        int index = unique.IndexOf(letter);
        return index < 0 ? 0 : LeadingNumber(unique[(index + 1)..]);
    }

    /// <summary>The number that a text begins with; 0 where it does not, or where no place has such a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long LeadingNumber(ReadOnlySpan<char> text)
    {
        long number = 0;
        int length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            if (length == MostDigits)
                return 0;
            number = (10 * number) + (text[length++] - '0');
        }

        return number;
    }
}
