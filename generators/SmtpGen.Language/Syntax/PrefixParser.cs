namespace SmtpGen.Language.Syntax;

/// <summary>What stands before the verb of each command: <c>prefix (tag: 1*ALPHA) SP else "*"</c>.</summary>
internal sealed class PrefixParser(TokenReader tokens, ArgumentParser arguments)
{
    public PrefixMember Prefix(Token keyword)
    {
        var annotations = new Dictionary<string, CaptureAnnotation>(StringComparer.Ordinal);
        var (pattern, _) = arguments.Pattern(annotations, isMember: true);
        var otherwise = tokens.TryTakeWord("else") ? tokens.ExpectString("the text in quotes that stands for an empty capture") : null;
        return new PrefixMember(tokens.ToName(keyword), pattern, annotations, otherwise);
    }
}
