using System.Globalization;
using System.Text;
using MimeKit.Utils;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Listing;

/// <summary>What a list says of a message, in words. What strangers wrote in it is not made safe for a terminal yet.</summary>
internal static class MessageText
{
    private const int NamedRecipients = 3;
    private const int Exact = 1_000_000;

    /// <summary>The subject, decoded; null where there is none.</summary>
    public static string? Subject(StoredMessage message) =>
        message.Subject is { Length: > 0 } subject ? Rfc2047.DecodeText(Encoding.UTF8.GetBytes(subject)) : null;

    /// <summary>Some recipients and how many more there are: all that fit, and otherwise the first.</summary>
    public static string Recipients(IReadOnlyList<string> paths, ColumnWidth width)
    {
        int more = paths.Count - NamedRecipients;
        string all = string.Join(", ", paths.Take(NamedRecipients)) + (more > 0 ? Text($" and {more} more") : "");
        if (!width.IsCut || paths.Count < 2 || CellText.Width(all) <= width.Columns)
            return all;
        string others = Text($" +{paths.Count - 1}");
        return CellText.Fit(paths[0], width with { Columns = Math.Max(2, width.Columns - others.Length) }).TrimEnd(' ') + others;
    }

    /// <summary>
    /// As much of an id as names a message: those of a Maildir end in the name of the host, which is the same for all that it delivered.
    /// </summary>
    public static string ShortId(string id)
    {
        int seconds = id.IndexOf('.', StringComparison.Ordinal);
        int host = seconds < 0 ? -1 : id.IndexOf('.', seconds + 1);
        return host < 0 ? id : id[..(host + 1)];
    }

    /// <summary>Octets in at most six characters.</summary>
    public static string ShortSize(long octets) => octets switch
    {
        < Exact => Text($"{octets}"),
        < 100L * Exact => Text($"{octets / 1e6:0.0}M"),
        < 10_000L * Exact => Text($"{octets / 1_000_000}M"),
        _ => Text($"{octets / 1_000_000_000}G"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
