using System.Net;
using System.Text;
using MimeKit.Text;

namespace SmtpGen.Web.Messages;

/// <summary>
/// Brings HTML into bounds that every parser can bear, in one pass and without a tree: so many elements, so deep, each ended where it
/// belongs. Without that a few kilobytes can become a tree of gigabytes, as formatting that is left open is repeated in every
/// paragraph. What no message needs is left out on the way: scripts, frames, drawings and comments. It is no protection against scripts; the
/// sanitizer that reads its result is.
/// </summary>
internal sealed class HtmlBounds
{
    private const int MostElements = 50_000;
    private const int Deepest = 200;
    private const int MostFormats = 16;
    private const int MostAttributes = 64;

    private readonly StringBuilder _result = new();
    private readonly List<string> _open = [];
    private int _elements;
    private int _formats;
    private int _styles;
    private string? _skipped;
    private int _skippedDepth;
    private bool _isStyle;

    private HtmlBounds()
    {
    }

    /// <summary>Whether elements are left out because there are too many, or too deep.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The HTML within the bounds.</summary>
    public string Html => _result.ToString();

    /// <summary>Reads HTML.</summary>
    public static HtmlBounds Of(string html)
    {
        var bounds = new HtmlBounds();
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (tokenizer.ReadNextToken(out var token))
            bounds.Add(token);
        bounds.CloseTo(0);
        return bounds;
    }

    private void Add(HtmlToken token)
    {
        switch (token)
        {
            case HtmlTagToken tag when _skipped is not null:
                if (tag.Name.Equals(_skipped, StringComparison.OrdinalIgnoreCase) && !tag.IsEmptyElement)
                    _skippedDepth += tag.IsEndTag ? -1 : 1;
                if (_skippedDepth == 0)
                    _skipped = null;
                break;
            case HtmlTagToken tag when IsName(tag.Name):
                string name = tag.Name.ToLowerInvariant();
                if (tag.IsEndTag)
                    End(name);
                else
                    Start(name, tag);
                break;
            case HtmlDataToken data when _isStyle:
                AddStyle(data.Data);
                break;
            case HtmlDataToken data when _skipped is null && token is not HtmlScriptDataToken:
                _result.Append(WebUtility.HtmlEncode(data.Data));
                break;
        }
    }

    private void Start(string name, HtmlTagToken tag)
    {
        if (HtmlElements.Skipped.Contains(name))
        {
            if (!tag.IsEmptyElement)
                (_skipped, _skippedDepth) = (name, 1);
            return;
        }

        for (int rank = HtmlElements.Rank(name); rank > 0 && _open is [.., var last] && HtmlElements.Rank(last) is > 0 and var lastRank && lastRank >= rank;)
            CloseTo(_open.Count - 1);
        bool isFormat = HtmlElements.Formats.Contains(name);
        if (_elements == MostElements || _open.Count == Deepest || (isFormat && _formats == MostFormats))
        {
            IsCut = true;
            return;
        }

        _elements++;
        WriteStart(name, tag);
        if (HtmlElements.Void.Contains(name))
            return;
        _open.Add(name);
        _formats += isFormat ? 1 : 0;
        _isStyle = name == "style";
    }

    private void End(string name)
    {
        _isStyle = false;
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i] == name)
            {
                CloseTo(i);
                return;
            }

            // What ends in a cell does not end the table around it.
            if (HtmlElements.IsCell(_open[i]) && !HtmlElements.IsOfTable(name))
                return;
        }
    }

    private void CloseTo(int depth)
    {
        while (_open.Count > depth)
        {
            _result.Append("</").Append(_open[^1]).Append('>');
            _formats -= HtmlElements.Formats.Contains(_open[^1]) ? 1 : 0;
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private void WriteStart(string name, HtmlTagToken tag)
    {
        _result.Append('<').Append(name);
        foreach (var attribute in tag.Attributes.Take(MostAttributes))
        {
            string value = attribute.Value ?? "";
            if (!IsName(attribute.Name))
                continue;
            if (attribute.Name.Equals("style", StringComparison.OrdinalIgnoreCase) && (value.Length > CssBounds.Attribute || !CssBounds.IsBearable(value)))
            {
                IsCut = true;
                continue;
            }

            _result.Append(' ').Append(attribute.Name).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        }

        _result.Append('>');
    }

    private void AddStyle(string css)
    {
        _styles += css.Length;
        if (_styles > CssBounds.Elements || !CssBounds.IsBearable(css))
            IsCut = true;
        else
            _result.Append(css.Replace("</", "", StringComparison.Ordinal));
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or ':');
}
