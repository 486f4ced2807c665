using System.Text;

namespace SmtpGen.Storage;

/// <summary>
/// A header that is folded between words so that its lines stay within 78 columns, CRLF not counted (RFC 5322, section 2.1.1).
/// Only a word that is longer itself makes a longer line.
/// </summary>
internal sealed class FoldedHeader(string name)
{
    private const int MaxLine = 78;

    private readonly List<string[]> _clauses = [];

    /// <summary>Adds words that stay together on one line where they fit.</summary>
    public void Append(params string[] words) => _clauses.Add(words);

    /// <summary>Adds a mark to the last word.</summary>
    public void Attach(string mark) => _clauses[^1][^1] += mark;

    public byte[] ToOctets()
    {
        var text = new StringBuilder(name).Append(':');
        int column = text.Length;
        bool isFirst = true;
        foreach (string[] clause in _clauses)
        {
            // A clause that is longer than a line begins on the current one and is folded inside.
            int length = clause.Sum(word => word.Length + 1);
            bool moves = column + length > MaxLine && length <= MaxLine;
            foreach (string word in clause)
            {
                // The first word stays with the name.
                if ((moves || column + 1 + word.Length > MaxLine) && !isFirst)
                {
                    text.Append("\r\n");
                    column = 0;
                }

                moves = isFirst = false;
                text.Append(' ').Append(word);
                column += 1 + word.Length;
            }
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
    }
}
