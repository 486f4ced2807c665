using System.Text;

namespace SmtpGen.Runtime;

/// <summary>
/// A part of a command line as it was sent. It points into the session's line and is valid until the command is answered;
/// <see cref="ToString"/> makes a copy that lasts.
/// </summary>
/// <param name="octets">The octets.</param>
/// <param name="isPresent">Whether the part was there; it may be there and empty.</param>
public readonly struct CommandText(ReadOnlyMemory<byte> octets, bool isPresent)
{
    /// <summary>Whether the part was there at all.</summary>
    public bool IsPresent { get; } = isPresent;

    /// <summary>The octets as sent; empty when the part was not there.</summary>
    public ReadOnlyMemory<byte> Octets { get; } = octets;

    /// <summary>The octets as sent; empty when the part was not there.</summary>
    public ReadOnlySpan<byte> Span => Octets.Span;

    /// <summary>Whether there are no octets.</summary>
    public bool IsEmpty => Octets.IsEmpty;

    /// <summary>Whether the octets are those of an ASCII text, whatever the case of the letters.</summary>
    public bool EqualsIgnoreCase(ReadOnlySpan<byte> ascii) => Ascii.EqualsIgnoreCase(Span, ascii);

    /// <summary>The part as UTF-8 text, which every argument is that the grammar lets through.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);
}
