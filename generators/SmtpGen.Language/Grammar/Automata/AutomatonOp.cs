namespace SmtpGen.Language.Grammar;

/// <summary>
/// What an action does. An operation's first word holds the kind in its low and the register in its high eight bits;
/// "position" is the offset of the octet about to be consumed. The numbers are part of the format of compiled tables.
/// </summary>
public enum AutomatonOp : byte
{
    /// <summary>The action is over.</summary>
    End = 0,

    /// <summary>The register becomes the position.</summary>
    Set = 1,

    /// <summary>The register becomes 0.</summary>
    Zero = 2,

    /// <summary>The register becomes -1.</summary>
    Clear = 3,

    /// <summary>The register becomes the register that the next word names.</summary>
    Copy = 4,

    /// <summary>The next word is added to the register.</summary>
    Add = 5,

    /// <summary>The register becomes ten times itself and the decimal digit about to be consumed, without overflow.</summary>
    Digit = 6,

    /// <summary>Fails when position less register exceeds the limit in the next two words, low word first.</summary>
    CheckLength = 7,

    /// <summary>Fails when the register exceeds the limit in the next two words, low word first.</summary>
    CheckValue = 8,

    /// <summary>Fails unless the option is on whose number stands in place of the register.</summary>
    Require = 9,
}
