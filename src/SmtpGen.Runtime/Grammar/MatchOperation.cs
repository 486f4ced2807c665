namespace SmtpGen.Runtime.Grammar;

/// <summary>
/// The operations of an action. An operation's first word holds the kind in its low and a register in its high eight bits;
/// "position" is the offset of the octet about to be consumed.
/// </summary>
public static class MatchOperation
{
    /// <summary>The action is over.</summary>
    public const int End = 0;

    /// <summary>The register becomes the position.</summary>
    public const int Set = 1;

    /// <summary>The register becomes 0.</summary>
    public const int Zero = 2;

    /// <summary>The register becomes -1.</summary>
    public const int Clear = 3;

    /// <summary>The register becomes the register that the next word names.</summary>
    public const int Copy = 4;

    /// <summary>The next word is added to the register.</summary>
    public const int Add = 5;

    /// <summary>The register becomes ten times itself and the decimal digit about to be consumed, without overflow.</summary>
    public const int Digit = 6;

    /// <summary>Fails when position less register exceeds the limit in the next two words, low word first.</summary>
    public const int CheckLength = 7;

    /// <summary>Fails when the register exceeds the limit in the next two words, low word first.</summary>
    public const int CheckValue = 8;

    /// <summary>Fails unless the option is on whose number stands in place of the register.</summary>
    public const int Require = 9;
}
