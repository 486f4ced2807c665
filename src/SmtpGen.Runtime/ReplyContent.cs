namespace SmtpGen.Runtime;

/// <summary>What whoever chooses a reply says in it; the default value says nothing.</summary>
/// <param name="text">His own words, or the one text in the reply's; null: neither.</param>
/// <param name="values">The values in the reply's text, where they are not one text; null: there are none.</param>
public readonly struct ReplyContent(string? text, ReplyValue[]? values = null)
{
    /// <summary>His own words, or the one text in the reply's; null: neither.</summary>
    public string? Text { get; } = text;

    /// <summary>The values in the reply's text, where they are not one text; null: there are none.</summary>
    public ReplyValue[]? Values { get; } = values;
}
