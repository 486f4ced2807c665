using System.Globalization;

namespace SmtpGen.Web.Messages;

/// <summary>
/// Reads queries: <c>from:alice subject:"new order" -draft has:attachment after:2026-11-01 larger:100k</c>. Terms stand between spaces, and all of them must hold.
/// </summary>
internal static class SearchParser
{
    private const int MostTerms = 32;
    private const int LongestTerm = 1000;

    /// <summary>Reads one.</summary>
    /// <exception cref="SearchSyntaxException">It cannot be understood.</exception>
    public static SearchQuery Parse(string query)
    {
        var terms = new List<SearchTerm>();
        for (int at = SkipSpace(query, 0); at < query.Length; at = SkipSpace(query, at))
        {
            bool isNegated = query[at] == '-';
            if (isNegated)
                at++;
            string key = TakeKey(query, ref at);
            string value = TakeValue(query, ref at);
            if (terms.Count == MostTerms)
                throw new SearchSyntaxException($"a query has at most {MostTerms} terms");
            if (value.Length > LongestTerm)
                throw new SearchSyntaxException($"a term has at most {LongestTerm} characters");
            terms.Add(Term(key, value, isNegated));
        }

        return new SearchQuery(terms);
    }

    /// <summary>A text in a field, as <c>from:</c> and so on look for it.</summary>
    /// <exception cref="SearchSyntaxException">There is nothing in it.</exception>
    public static TextTerm Text(SearchField field, string value, bool isNegated = false)
    {
        string folded = SearchText.Fold(value);
        return folded.Length > 0
            ? new TextTerm(field, folded, isNegated)
            : throw new SearchSyntaxException("a term is empty; write what to look for, as in from:alice");
    }

    private static SearchTerm Term(string key, string value, bool isNegated) => key switch
    {
        "" => Text(SearchField.Anywhere, value, isNegated),
        "from" => Text(SearchField.Sender, value, isNegated),
        "to" => Text(SearchField.Recipients, value, isNegated),
        "subject" => Text(SearchField.Subject, value, isNegated),
        "has" when value.Equals("attachment", StringComparison.OrdinalIgnoreCase) => new AttachmentTerm(isNegated),
        "has" => throw new SearchSyntaxException($"has:{value} is not known; write has:attachment"),
        "before" or "after" => new TimeTerm(Time(key, value), key == "before", isNegated),
        "larger" or "smaller" => new SizeTerm(Size(key, value), key == "smaller", isNegated),
        _ => throw new SearchSyntaxException(
            $"{key}: is not known; there are from:, to:, subject:, has:attachment, before:, after:, larger: and smaller:. Quote a text with a colon: \"{key}:{value}\""),
    };

    // A word before a colon, unless what follows shows that the colon is part of a text, as in https://.
    private static string TakeKey(string query, ref int at)
    {
        int end = at;
        while (end < query.Length && char.IsAsciiLetter(query[end]))
            end++;
        if (end == at || end == query.Length || query[end] != ':' || query.AsSpan(end).StartsWith("://"))
            return "";
        string key = query[at..end].ToLowerInvariant();
        at = end + 1;
        return key;
    }

    private static string TakeValue(string query, ref int at)
    {
        int start = at;
        if (at < query.Length && query[at] == '"')
        {
            int end = query.IndexOf('"', at + 1);
            if (end < 0)
                throw new SearchSyntaxException("a quotation is not closed; add a \" at its end");
            at = end + 1;
            return query[(start + 1)..end];
        }

        while (at < query.Length && !char.IsWhiteSpace(query[at]))
            at++;
        return query[start..at];
    }

    private static DateTimeOffset Time(string key, string value)
        => DateTimeOffset.TryParseExact(
            value, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time)
            ? time
            : throw new SearchSyntaxException($"{key}:{value} is not a date; write {key}:2026-11-01 or {key}:2026-11-01T09:30");

    private static long Size(string key, string value)
    {
        long unit = value.Length == 0 ? 1 : char.ToLowerInvariant(value[^1]) switch
        {
            'k' => 1 << 10,
            'm' => 1 << 20,
            'g' => 1 << 30,
            _ => 1,
        };
        string digits = unit == 1 ? value : value[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= long.MaxValue / unit
            ? number * unit
            : throw new SearchSyntaxException($"{key}:{value} is not a size; write {key}:500, {key}:100k or {key}:2M");
    }

    private static int SkipSpace(string query, int at)
    {
        while (at < query.Length && char.IsWhiteSpace(query[at]))
            at++;
        return at;
    }
}
