using System.Globalization;

namespace SmtpGen.Storage;

/// <summary>Dates in headers (RFC 5322, section 3.3).</summary>
internal static class MailDate
{
    /// <summary>The date in its own zone, as in <c>Sat, 28 Feb 2026 23:59:59 +0900</c>, word by word.</summary>
    public static string[] Words(DateTimeOffset date)
    {
        string text = date.ToString("ddd, d MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
        // .NET writes the zone as +09:00.
        return text.Remove(text.Length - 3, 1).Split(' ');
    }
}
