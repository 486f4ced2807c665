using System.Text;
using SmtpGen.Language.Model;
using SmtpGen.Reference;

namespace SmtpGen.RandomSpecs.Conversations;

/// <summary>Compares what a server sent with the replies that it should have given.</summary>
internal static class Heard
{
    /// <summary>What differs; null: nothing.</summary>
    /// <param name="sent">The octets.</param>
    /// <param name="said">The replies.</param>
    /// <param name="hasStatuses">Whether they begin with a status, not a code.</param>
    /// <param name="lines">How lines look.</param>
    public static string? Difference(string sent, IReadOnlyList<Spoken> said, bool hasStatuses, LinesModel lines)
    {
        int at = 0;
        foreach (var reply in said)
        {
            string whole = reply.Lines.Count == 0 ? "" : hasStatuses ? WithStatus(reply, lines.IsPlain) : WithCode(reply);
            string sentLines = reply.Sent is { } body ? Stuffed(body) : "";
            bool isLong = whole.Split("\r\n").Any(line => Encoding.UTF8.GetByteCount(line) + 2 > lines.Reply);
            if (!reply.IsVague && !isLong && sent.AsSpan(at).StartsWith(whole + sentLines))
            {
                at += whole.Length + sentLines.Length;
                continue;
            }

            int end = End(sent, at, reply, hasStatuses, lines.IsPlain);
            string actual = sent[at..end];
            if (!(reply.IsVague || isLong) || !IsLike(actual, whole, reply, hasStatuses))
                return $"expected {Quote(whole + sentLines)}\nbut found {Quote(actual)}";
            at = end;
            if (sentLines.Length > 0 && !sent.AsSpan(at).StartsWith(sentLines))
                return $"expected the lines {Quote(sentLines)}";
            at += sentLines.Length;
        }

        return at == sent.Length ? null : $"expected no more, but found {Quote(sent[at..])}";
    }

    public static string Quote(string text) => "\"" + text.Replace("\r", "\\r").Replace("\n", "\\n").Replace("\0", "\\0") + "\"";

    private static string WithCode(Spoken reply)
    {
        string enhanced = reply.EnhancedCode.Length > 0 ? reply.EnhancedCode + " " : "";
        return string.Concat(reply.Lines.Select((line, i) => $"{reply.Status}{(i == reply.Lines.Count - 1 ? ' ' : '-')}{enhanced}{line}\r\n"));
    }

    private static string WithStatus(Spoken reply, bool isPlain)
    {
        string first = $"{(reply.Status.Length > 0 ? reply.Status + " " : "")}{reply.Lines[0]}\r\n";
        return isPlain ? first + string.Concat(reply.Lines.Skip(1).Select(line => line + "\r\n"))
            : reply.Lines.Count == 1 ? first
            : first + string.Concat(reply.Lines.Skip(1).Select(line => (line.StartsWith('.') ? "." : "") + line + "\r\n")) + ".\r\n";
    }

    private static int End(string sent, int at, Spoken reply, bool hasStatuses, bool isPlain)
    {
        int left = reply.Lines.Count;
        while (true)
        {
            int end = sent.IndexOf("\r\n", at, StringComparison.Ordinal);
            if (end < 0)
                return sent.Length;
            string line = sent[at..end];
            at = end + 2;
            left--;
            if (hasStatuses && isPlain ? left == 0 : hasStatuses ? reply.Lines.Count == 1 || line == "." : line.Length < 4 || line[3] != '-')
                return at;
        }
    }

    // Folded, it says the same in more lines; what is vague is held to its head.
    private static bool IsLike(string actual, string whole, Spoken reply, bool hasStatuses)
    {
        if (reply.IsVague || hasStatuses)
            return actual.StartsWith(reply.Status, StringComparison.Ordinal);
        int head = 4 + (reply.EnhancedCode.Length > 0 ? reply.EnhancedCode.Length + 1 : 0);
        return Text(actual, head) == Text(whole, head) && actual[..3] == whole[..3];
    }

    private static string Text(string reply, int head) =>
        string.Concat(reply.Split("\r\n").Where(line => line.Length >= head).Select(line => line[head..])).Replace(" ", "");

    private static string Stuffed(string body) =>
        string.Concat(body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => (line.StartsWith('.') ? "." : "") + line + "\r\n")) + ".\r\n";
}
