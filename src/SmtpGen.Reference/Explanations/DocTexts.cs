namespace SmtpGen.Reference.Explanations;

/// <summary>
/// What specifications say of commands, states and settings, in another language than English: lines of <c>protocol/help/LOCALE-docs.txt</c>, each
/// the English text, and indented after it the other.
/// </summary>
internal sealed class DocTexts
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private DocTexts(string file)
    {
        string english = "";
        foreach (string line in file.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)))
        {
            if (line[0] == ' ')
                _texts.Add(english, line.Trim());
            else
                english = line.Trim();
        }
    }

    /// <summary>The Japanese texts.</summary>
    public static DocTexts Japanese { get; } = new(EmbeddedTexts.In("texts/ja-docs.txt").Single().Text);

    /// <summary>Whether there is a translation.</summary>
    public bool Has(string doc) => _texts.ContainsKey(doc);

    /// <summary>The translation, or the English text where there is none.</summary>
    public string Of(string doc) => _texts.GetValueOrDefault(doc, doc);
}
