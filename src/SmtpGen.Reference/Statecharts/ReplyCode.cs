using System.Globalization;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Statecharts;

/// <summary>How a drawing names a reply.</summary>
internal static class ReplyCode
{
    /// <summary>The code, or the text or name of the status that stands in its place; empty where nothing is sent.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="reply">Index of the reply; -1: nothing is sent.</param>
    public static string Of(ProtocolModel protocol, int reply)
    {
        if (reply < 0 || protocol.Replies[reply] is { IsSilent: true })
            return "";
        if (protocol.Replies[reply].Status is not { } status)
            return protocol.Replies[reply].Code.ToString(CultureInfo.InvariantCulture);
        string text = string.Concat(status.Parts.Where(part => part.Kind == TextPartKind.Literal).Select(part => part.Text)).Trim();
        return text.Any(char.IsAsciiLetterOrDigit) || (text.Length > 0 && text == status.Text) ? text : status.Name;
    }
}
