using System.Buffers;
using System.Globalization;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>
/// SASLprep (RFC 4013), so that a password typed on another keyboard is the same password. Left out are the rules that
/// need the tables of Unicode 3.2: right-to-left order (which protects readers, not identities) and unassigned characters.
/// </summary>
internal static class SaslPrep
{
    /// <summary>The prepared text in memory of its own, or null where it holds something prohibited.</summary>
    public static char[]? Prepare(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange(' ', '~'))
            return text.ToArray();

        char[] mapped = new char[text.Length];
        int length = Map(text, mapped);
        char[]? prepared = length < 0 ? null : Normalize(mapped.AsSpan(0, length));
        Array.Clear(mapped);
        return prepared;
    }

    // RFC 4013, sections 2.1 and 2.3. What is prohibited is looked for before the normalisation, which throws on part of it;
    // compatibility mappings lead to nothing prohibited.
    private static int Map(ReadOnlySpan<char> text, Span<char> mapped)
    {
        int length = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) != OperationStatus.Done)
                return -1;
            text = text[consumed..];
            if (IsSpace(rune.Value))
                mapped[length++] = ' ';
            else if (IsProhibited(rune) && !IsMappedToNothing(rune.Value))
                return -1;
            else if (!IsMappedToNothing(rune.Value))
                length += rune.EncodeToUtf16(mapped[length..]);
        }

        return length;
    }

    // RFC 4013, section 2.2: form KC. A runtime without ICU (InvariantGlobalization) leaves the text as it is.
    private static char[] Normalize(ReadOnlySpan<char> text)
    {
        char[] buffer = new char[text.GetNormalizedLength(NormalizationForm.FormKC)];
        text.TryNormalize(buffer, out int written, NormalizationForm.FormKC);
        char[] normalized = buffer[..written];
        Array.Clear(buffer);
        return normalized;
    }

    // RFC 3454, table C.1.2.
    private static bool IsSpace(int c)
        => c is 0x00A0 or 0x1680 or (>= 0x2000 and <= 0x200B) or 0x202F or 0x205F or 0x3000;

    // RFC 3454, table B.1.
    private static bool IsMappedToNothing(int c)
        => c is 0x00AD or 0x034F or 0x1806 or (>= 0x180B and <= 0x180D) or 0x200C or 0x200D or 0x2060
            or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF;

    // RFC 3454, tables C.2 to C.9. Most of them are whole categories.
    private static bool IsProhibited(Rune rune)
        => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || rune.Value is 0xFFFC or 0xFFFD or (>= 0x2FF0 and <= 0x2FFB) or 0x0340 or 0x0341 or (>= 0xFDD0 and <= 0xFDEF)
            || (rune.Value & 0xFFFE) == 0xFFFE;
}
