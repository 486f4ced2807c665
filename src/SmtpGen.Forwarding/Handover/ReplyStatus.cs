using SmtpGen.Runtime.Client;

namespace SmtpGen.Forwarding;

/// <summary>What notifications say of a reply.</summary>
internal static class ReplyStatus
{
    // A line of a header must be shorter than 998 octets (RFC 5322 section 2.1.1); the rest of a reply tells nobody more.
    private const int MostText = 700;

    /// <summary>The enhanced status code: that of the reply, unless it has none or one of another class (RFC 2034 section 4).</summary>
    public static string Of(ClientReply reply)
    {
        string code = reply.EnhancedCode;
        char kind = (char)('0' + (reply.Code / 100));
        return code.Length > 0 && code[0] == kind ? code : $"{kind}.0.0";
    }

    /// <summary>The reply on one line, without what would act in a header or a log.</summary>
    public static string Line(ClientReply reply)
    {
        string text = string.Join(' ', reply.ToString().Split('\n', StringSplitOptions.TrimEntries));
        text = ForeignText.Clean(text, '?');
        return text.Length > MostText ? text[..MostText] + "..." : text;
    }
}
