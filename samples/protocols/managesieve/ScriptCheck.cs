using System.Text;

namespace Samples;

/// <summary>Reads a script as RFC 5228 section 8 writes it, without asking what its commands mean.</summary>
/// <param name="text">The script.</param>
public sealed class ScriptCheck(string text)
{
    private const int Deepest = 32;

    private int _position;

    /// <summary>What is wrong with a script; null where nothing is.</summary>
    public static string? Fault(ReadOnlySpan<byte> script)
    {
        var check = new ScriptCheck(Encoding.UTF8.GetString(script));
        try
        {
            check.Commands(0);
            return check.Peek() == '\0' ? null : check.Wrong("there is no block to end");
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private void Commands(int depth)
    {
        while (Peek() is not ('\0' or '}'))
            Command(depth);
    }

    // command = identifier arguments (";" / block)
    private void Command(int depth)
    {
        if (depth > Deepest)
            throw new FormatException(Wrong("blocks are too deep"));
        Identifier();
        Arguments(depth);
        if (Take(';'))
            return;
        if (!Take('{'))
            throw new FormatException(Wrong("a command ends in ; or a block"));
        Commands(depth + 1);
        Expect('}');
    }

    // arguments = *argument [ test / test-list ]
    private void Arguments(int depth)
    {
        while (Argument())
        {
        }

        if (Take('('))
            Tests(depth);
        else if (char.IsLetter(Peek()))
            Test(depth);
    }

    private void Tests(int depth)
    {
        do
            Test(depth);
        while (Take(','));
        Expect(')');
    }

    private void Test(int depth)
    {
        if (depth > Deepest)
            throw new FormatException(Wrong("tests are too deep"));
        Identifier();
        Arguments(depth + 1);
    }

    private bool Argument()
    {
        char next = Peek();
        if (next == '"')
            Quoted();
        else if (next == ':')
            Tag();
        else if (next == '[')
            Strings();
        else if (char.IsDigit(next))
            Number();
        else
            return false;
        return true;
    }

    private void Strings()
    {
        Expect('[');
        do
            Quoted();
        while (Take(','));
        Expect(']');
    }

    private void Quoted()
    {
        Expect('"');
        for (; _position < text.Length && text[_position] != '"'; _position++)
        {
            if (text[_position] == '\\')
                _position++;
        }

        Expect('"');
    }

    private void Tag()
    {
        Expect(':');
        Identifier();
    }

    private void Number()
    {
        while (_position < text.Length && char.IsDigit(text[_position]))
            _position++;
        if (_position < text.Length && text[_position] is 'K' or 'M' or 'G' or 'k' or 'm' or 'g')
            _position++;
    }

    private void Identifier()
    {
        if (!char.IsLetter(Peek()) && Peek() != '_')
            throw new FormatException(Wrong("a word must stand here"));
        while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] == '_'))
            _position++;
    }

    private void Expect(char expected)
    {
        if (!Take(expected))
            throw new FormatException(Wrong($"{expected} must stand here"));
    }

    private bool Take(char wanted)
    {
        if (Peek() != wanted)
            return false;
        _position++;
        return true;
    }

    // The next character that is neither a blank nor in a comment; NUL at the end.
    private char Peek()
    {
        for (; _position < text.Length; _position++)
        {
            if (text[_position] == '#')
                _position = End("\n");
            else if (text.AsSpan(_position).StartsWith("/*"))
                _position = End("*/") + 1;
            else if (!char.IsWhiteSpace(text[_position]))
                return text[_position];
        }

        return '\0';
    }

    private int End(string mark) => text.IndexOf(mark, _position, StringComparison.Ordinal) is >= 0 and var end ? end : text.Length;

    private string Wrong(string reason) => $"line {text.AsSpan(0, Math.Min(_position, text.Length)).Count('\n') + 1}: {reason}";
}
