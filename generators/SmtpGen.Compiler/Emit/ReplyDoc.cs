using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>A reply in words.</summary>
internal static class ReplyDoc
{
    /// <summary>Code, text and meaning: <c>503 5.5.1 "Bad sequence of commands". A known command ...</c></summary>
    public static string Text(ReplyModel reply)
    {
        string code = reply.EnhancedCode.Length > 0 ? $"{reply.Code} {reply.EnhancedCode}" : $"{reply.Code}";
        return $"{code} \"{Template(reply).Replace("\n", " / ")}\". {reply.Help.Meaning}".TrimEnd();
    }

    /// <summary>The text with its slots in braces, lines separated by LF.</summary>
    public static string Template(ReplyModel reply) => string.Join("\n", reply.Lines.Select(Line));

    private static string Line(SmtpGen.Language.Text.EquatableArray<TextPart> parts) =>
        string.Concat(parts.Select(part => part.Kind == TextPartKind.Literal ? part.Text : "{" + part.Text + "}"));
}
