namespace SmtpGen.Runtime;

/// <summary>The values of a reply that has several parameters, as one text.</summary>
public static class ReplyValues
{
    // It is never sent, so no value loses anything by it.
    private const char Separator = '\0';

    /// <summary>The values as one text.</summary>
    /// <param name="values">A value for each parameter, in order; NUL in one becomes a question mark.</param>
    public static string Join(params ReadOnlySpan<string> values)
    {
        string[] all = values.ToArray();
        for (int i = 0; i < all.Length; i++)
            all[i] = all[i].Replace(Separator, '?');
        return string.Join(Separator, all);
    }

    /// <summary>One of the values; empty where there are fewer.</summary>
    internal static ReadOnlySpan<char> Of(string values, int index)
    {
        var rest = values.AsSpan();
        for (; index > 0 && !rest.IsEmpty; index--)
            rest = rest.IndexOf(Separator) is >= 0 and var end ? rest[(end + 1)..] : default;
        return rest.IndexOf(Separator) is >= 0 and var own ? rest[..own] : rest;
    }
}
