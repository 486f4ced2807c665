using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>A reply in words.</summary>
internal static class ReplyDoc
{
    /// <summary>Code, text and meaning: <c>503 5.5.1 "Bad sequence of commands". A known command ...</c></summary>
    public static string Text(ReplyModel reply)
    {
        if (reply.IsSilent)
            return $"Nothing is sent. {reply.Help.Meaning}".TrimEnd();
        string code = (Head(reply) + " " + reply.EnhancedCode).TrimEnd();
        return $"{code} \"{Template(reply).Replace("\n", " / ")}\". {reply.Help.Meaning}".Trim();
    }

    /// <summary>What the reply begins with: its code, or its status.</summary>
    public static string Head(ReplyModel reply) => reply.Status is { } status ? status.Text : reply.Code.ToString();

    /// <summary>The text with its slots in braces, lines separated by LF.</summary>
    public static string Template(ReplyModel reply) => string.Join("\n", reply.Lines.Select(Line));

    private static string Line(SmtpGen.Language.Text.EquatableArray<TextPart> parts) =>
        string.Concat(parts.Select(part => part.Kind == TextPartKind.Literal ? part.Text : "{" + part.Text + "}"));
}
