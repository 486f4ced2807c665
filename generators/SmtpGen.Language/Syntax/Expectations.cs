using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>What the parser looks for at the end of a text: what somebody who types there may mean.</summary>
internal sealed class Expectations
{
    /// <summary>What a place is called where a rule of the grammar may stand in a pattern.</summary>
    public const string Rule = "a rule of the grammar";

    private readonly List<string> _words = [];
    private readonly List<string> _names = [];
    private bool _isClosed;

    private Expectations()
    {
    }

    /// <summary>Keywords and symbols that may stand here, in the order in which they are looked for.</summary>
    public IEnumerable<string> Words => _words.Distinct();

    /// <summary>What may stand here that somebody chooses, as messages call it: <c>a reply</c>, <c>a state or '*'</c>.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>What may stand at an offset of a file, after all that is before it.</summary>
    public static Expectations At(SourceText source, int offset)
    {
        var expectations = new Expectations();
        new SpecParser(new SourceText(source.Path, source.Text.Substring(0, offset)), expectations).ParseFile();
        return expectations;
    }

    /// <summary>Records a keyword or symbol.</summary>
    public void AddWord(string word)
    {
        if (!_isClosed)
            _words.Add(word);
    }

    /// <summary>Records what a name may be.</summary>
    public void AddName(string name)
    {
        if (!_isClosed)
            _names.Add(name);
    }

    /// <summary>The parser stops: what it looks for now is no longer what may stand here.</summary>
    public void Close() => _isClosed = true;
}
