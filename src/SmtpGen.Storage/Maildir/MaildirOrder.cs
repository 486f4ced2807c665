using System.Globalization;

namespace SmtpGen.Storage;

/// <summary>A place in the order of deliveries, as far as the name of a message tells; names of other programs may lack parts.</summary>
/// <param name="Seconds">Since 1970; 0 where the name does not say.</param>
/// <param name="Microseconds">After <c>M</c>.</param>
/// <param name="Count">After <c>Q</c>: of the process.</param>
/// <param name="Name">Decides between names that are the same otherwise.</param>
internal readonly record struct MaildirOrder(long Seconds, long Microseconds, long Count, string Name) : IComparable<MaildirOrder>
{
    /// <summary>The newest first.</summary>
    public static IComparer<MaildirOrder> NewestFirst { get; } = Comparer<MaildirOrder>.Create(static (one, other) => other.CompareTo(one));

    public static MaildirOrder Of(string name) => Of(name, name);

    /// <summary>The latest place that a message with such a name may have, which needs no text of its own.</summary>
    public static MaildirOrder LatestOf(ReadOnlySpan<char> name) => Of(name, "\uFFFF");

    private static MaildirOrder Of(ReadOnlySpan<char> name, string text)
    {
        ReadOnlySpan<char> rest = name[(name.IndexOf('.') + 1)..];
        if (rest.Length == name.Length)
            return new MaildirOrder(LeadingNumber(name), 0, 0, text);
        int end = rest.IndexOf('.');
        ReadOnlySpan<char> unique = end < 0 ? rest : rest[..end];
        return new MaildirOrder(LeadingNumber(name), NumberAfter('M', unique), NumberAfter('Q', unique), text);
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

    private static long LeadingNumber(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
    }
}
