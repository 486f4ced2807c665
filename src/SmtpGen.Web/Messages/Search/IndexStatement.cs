using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SmtpGen.Web.Messages;

/// <summary>A query as SQL over the tables of <see cref="IndexDatabase"/>.</summary>
internal sealed class IndexStatement
{
    private const int ShortestIndexed = 3;

    private readonly List<string> _conditions = ["docs.gone = 0"];
    private readonly List<object> _values = [];
    private readonly string _from;

    /// <summary>Translates a query.</summary>
    public IndexStatement(SearchQuery query)
    {
        var texts = query.Terms.OfType<TextTerm>().ToArray();
        // The index holds runs of three characters; what is shorter is looked for in the texts themselves.
        string[] matches = [.. texts.Where(term => IsIndexed(term) && !term.IsNegated).Select(Match)];
        _from = matches.Length > 0 ? "texts CROSS JOIN docs ON docs.position = texts.rowid"
            : texts.Any(term => !IsIndexed(term)) ? "docs CROSS JOIN texts ON texts.rowid = docs.position"
            : "docs";
        if (matches.Length > 0)
            _conditions.Add($"texts MATCH {Value(string.Join(" AND ", matches))}");
        foreach (var term in query.Terms)
        {
            if (Condition(term) is { } condition)
                _conditions.Add(term.IsNegated ? $"NOT ({condition})" : condition);
        }
    }

    /// <summary>Finds the newest, older than a position.</summary>
    public void Select(SqliteCommand command, long before, int limit)
    {
        string order = _from.StartsWith("texts", StringComparison.Ordinal) ? "texts.rowid" : "docs.position";
        string position = Value(before);
        Fill(command, $"SELECT {IndexDatabase.Columns} FROM {_from} WHERE {string.Join(" AND ", _conditions)} AND {order} < {position} ORDER BY {order} DESC LIMIT {Value(limit)}");
    }

    /// <summary>Counts all.</summary>
    public void Count(SqliteCommand command) => Fill(command, $"SELECT count(*) FROM {_from} WHERE {string.Join(" AND ", _conditions)}");

    private static bool IsIndexed(TextTerm term) => SearchText.Length(term.Text) >= ShortestIndexed;

    private static string Match(TextTerm term)
    {
        string phrase = $"\"{term.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return Column(term.Field) is { } column ? $"({column} : {phrase})" : $"({phrase})";
    }

    private static string? Column(SearchField field) => field switch
    {
        SearchField.Sender => "sender",
        SearchField.Recipients => "recipients",
        SearchField.Subject => "subject",
        _ => null,
    };

    private string? Condition(SearchTerm term) => term switch
    {
        TextTerm text when IsIndexed(text) => text.IsNegated ? $"docs.position IN (SELECT rowid FROM texts WHERE texts MATCH {Value(Match(text))})" : null,
        TextTerm text => Within(text),
        AttachmentTerm => "docs.attachments > 0",
        TimeTerm time => $"docs.received {(time.IsBefore ? "<" : ">=")} {Value(time.At.UtcTicks)}",
        SizeTerm size => $"docs.size {(size.IsSmaller ? "<" : ">")} {Value(size.Octets)}",
        _ => throw new InvalidOperationException($"A {term.GetType().Name} is not known here."),
    };

    private string Within(TextTerm text)
    {
        string value = Value(text.Text);
        string[] columns = Column(text.Field) is { } column ? [column] : ["sender", "recipients", "subject", "body"];
        return $"({string.Join(" OR ", columns.Select(name => $"instr(texts.{name}, {value}) > 0"))})";
    }

    private string Value(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
    }

    private void Fill(SqliteCommand command, string text)
    {
        command.CommandText = text;
        for (int i = 0; i < _values.Count; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), _values[i]);
    }
}
