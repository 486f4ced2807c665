using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>What begins at a place of a file, for code that writes the file anew.</summary>
internal enum ItemKind
{
    /// <summary>A member, a protocol or a translation; nothing separates it from the next one.</summary>
    Member,

    /// <summary>A row or clause in a block; a semicolon may separate it from the next one.</summary>
    Row,

    /// <summary>A text of an explanation; nothing separates it from the next one.</summary>
    Text,

    /// <summary>The outcomes that belong to the states before them.</summary>
    Answer,
}

/// <summary>Where the parts of a file begin and where its patterns stand, whose characters are not tokens.</summary>
internal sealed class SpecLayout
{
    private readonly Dictionary<int, ItemKind> _items = [];
    private readonly List<TextSpan> _patterns = [];

    /// <summary>What begins at an offset; null: nothing does.</summary>
    public ItemKind? ItemAt(int offset) => _items.TryGetValue(offset, out var kind) ? kind : null;

    /// <summary>The patterns, in their order.</summary>
    public IReadOnlyList<TextSpan> Patterns => _patterns;

    /// <summary>Records what begins at an offset; what was recorded first stays.</summary>
    public void Begin(int offset, ItemKind kind)
    {
        if (!_items.ContainsKey(offset))
            _items.Add(offset, kind);
    }

    /// <summary>Records a pattern.</summary>
    public void AddPattern(TextSpan span) => _patterns.Add(span);
}
