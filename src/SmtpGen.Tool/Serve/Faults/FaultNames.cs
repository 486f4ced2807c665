using SmtpGen.Protocols.Smtp;
using SmtpGen.Testing.Faults;

namespace SmtpGen.Tool.Serve.Faults;

/// <summary>Finds points and replies by what people call them.</summary>
internal static class FaultNames
{
    /// <summary>A point by its name.</summary>
    /// <exception cref="FormatException">There is none; the text names all.</exception>
    public static FaultPoint Point(string name) =>
        FaultPoints.All.FirstOrDefault(point => point.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new FormatException($"no fault can happen at '{name}'; the points are {string.Join(", ", FaultPoints.All.Select(point => point.Name))}");

    /// <summary>A reply that the protocol declares at a point, by its name, its code or its enhanced code.</summary>
    /// <exception cref="FormatException">There is none, or more than one; the text names those there are.</exception>
    public static SmtpReply Reply(FaultPoint point, string name)
    {
        var found = point.Replies.Where(reply => Names(reply).Contains(name)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new FormatException($"'{name}' is not a reply at {point.Name}; those are {Describe(point.Replies)}"),
            _ => throw new FormatException($"'{name}' stands for several replies at {point.Name}: {Describe(found)}; take a name"),
        };
    }

    private static IEnumerable<string> Names(SmtpReply reply)
    {
        string code = $"{SmtpReplies.Code(reply)}";
        yield return SmtpReplies.Name(reply);
        yield return code;
        if (SmtpReplies.EnhancedCode(reply) is not { Length: > 0 } enhanced)
            yield break;
        yield return enhanced;
        yield return $"{code} {enhanced}";
    }

    private static string Describe(IEnumerable<SmtpReply> replies) => string.Join(", ", replies.Select(Describe));

    private static string Describe(SmtpReply reply) => $"{SmtpReplies.Name(reply)} ({$"{SmtpReplies.Code(reply)} {SmtpReplies.EnhancedCode(reply)}".TrimEnd()})";
}
