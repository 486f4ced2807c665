namespace SmtpGen.Runtime;

/// <summary>A value that stands in a reply: a text, a number, or octets.</summary>
public readonly struct ReplyValue
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _octets;
    private readonly long? _number;

    /// <summary>A text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public ReplyValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>Octets, or a text in UTF-8.</summary>
    /// <param name="octets">The octets.</param>
    public ReplyValue(ReadOnlyMemory<byte> octets) => _octets = octets;

    /// <summary>A number.</summary>
    /// <param name="number">The number.</param>
    public ReplyValue(long number) => _number = number;

    /// <summary>How many octets it has, as <see cref="ReplyValueForm.Octets"/> are counted.</summary>
    internal int Length => _octets.Length;

    /// <summary>A text.</summary>
    public static implicit operator ReplyValue(string text) => new(text);

    /// <summary>Octets, or a text in UTF-8.</summary>
    public static implicit operator ReplyValue(ReadOnlyMemory<byte> octets) => new(octets);

    /// <summary>Octets, or a text in UTF-8.</summary>
    public static implicit operator ReplyValue(byte[] octets) => new(octets.AsMemory());

    /// <summary>What a client said.</summary>
    public static implicit operator ReplyValue(CommandText text) => new(text.Octets);

    /// <summary>A number.</summary>
    public static implicit operator ReplyValue(long number) => new(number);

    /// <summary>Writes it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="form">How.</param>
    internal void Write(ReplyBuffer output, ReplyValueForm form)
    {
        switch (form)
        {
            case ReplyValueForm.Octets:
                output.Octets(_octets.Span);
                break;
            case ReplyValueForm.Length:
                output.Text(Length);
                break;
            case ReplyValueForm.Quoted or ReplyValueForm.Doubled when _text is not null:
                output.Quoted(_text, form == ReplyValueForm.Doubled);
                break;
            case ReplyValueForm.Quoted or ReplyValueForm.Doubled:
                output.Quoted(_octets.Span, form == ReplyValueForm.Doubled);
                break;
            case ReplyValueForm.Text when _number is { } number:
                output.Text(number);
                break;
            case ReplyValueForm.Text when _text is not null:
                output.Text(_text);
                break;
            default:
                output.Text(_octets.Span);
                break;
        }
    }
}

/// <summary>How a value is written.</summary>
public enum ReplyValueForm : byte
{
    /// <summary>As a text, or a decimal number.</summary>
    Text,

    /// <summary>In double quotes, with a backslash before quotes and backslashes.</summary>
    Quoted,

    /// <summary>In double quotes, with quotes doubled (RFC 959 appendix II).</summary>
    Doubled,

    /// <summary>As the octets that it is.</summary>
    Octets,

    /// <summary>The number of its octets.</summary>
    Length,
}
