using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>The rules every ABNF grammar may use without defining them (RFC 5234 Appendix B.1).</summary>
internal static class CoreRules
{
    /// <summary>The rules as a file of their own. LWSP is left out: it spans lines, and its use is warned against.</summary>
    public static AbnfFile File { get; } = AbnfParser.ParseFile(new SourceText(
        "RFC 5234",
        """
        ALPHA  = %x41-5A / %x61-7A
        BIT    = "0" / "1"
        CHAR   = %x01-7F
        CR     = %x0D
        CRLF   = CR LF
        CTL    = %x00-1F / %x7F
        DIGIT  = %x30-39
        DQUOTE = %x22
        HEXDIG = DIGIT / "A" / "B" / "C" / "D" / "E" / "F"
        HTAB   = %x09
        LF     = %x0A
        OCTET  = %x00-FF
        SP     = %x20
        VCHAR  = %x21-7E
        WSP    = SP / HTAB
        """));

    /// <summary>The rule of octets that the client counts, where a protocol has some: an LF stands for them in a line, which holds none otherwise.</summary>
    public static AbnfFile Counted { get; } = AbnfParser.ParseFile(new SourceText("counted octets", Data + " = %x0A"));

    /// <summary>Its name.</summary>
    public const string Data = "DATA";
}
