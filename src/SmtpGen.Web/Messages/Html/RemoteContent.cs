using MimeKit.Text;

namespace SmtpGen.Web.Messages;

/// <summary>Finds what an HTML text would have a reader's program fetch from other hosts, which tells them that it was read.</summary>
internal static class RemoteContent
{
    private static readonly HashSet<string> s_fetched = new(StringComparer.OrdinalIgnoreCase) { "src", "srcset", "background", "poster", "data", "lowsrc" };

    /// <summary>Whether a URL leads to another host.</summary>
    public static bool IsRemote(string url)
    {
        string start = url.TrimStart();
        return start.StartsWith("//", StringComparison.Ordinal) || start.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || start.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether there is any.</summary>
    public static bool IsIn(string html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        bool isStyle = false;
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                isStyle = tag.Id == HtmlTagId.Style && !tag.IsEndTag;
                if (tag.Attributes.Any(attribute => attribute.Value is { } value && IsFetched(tag, attribute.Name, value)))
                    return true;
            }
            else if (isStyle && token is HtmlDataToken css && IsInStyle(css.Data))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFetched(HtmlTagToken tag, string name, string value)
        => (s_fetched.Contains(name) && IsRemote(value))
            || (tag.Id == HtmlTagId.Link && name.Equals("href", StringComparison.OrdinalIgnoreCase) && IsRemote(value))
            || (name.Equals("style", StringComparison.OrdinalIgnoreCase) && IsInStyle(value));

    private static bool IsInStyle(string css)
    {
        for (int at = 0; (at = css.IndexOf("url(", at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += "url(".Length;
            if (IsRemote(css[at..Math.Min(css.Length, at + 64)].TrimStart(' ', '\t', '\r', '\n', '"', '\'')))
                return true;
        }

        return css.Contains("@import", StringComparison.OrdinalIgnoreCase);
    }
}
