using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.Tool.LanguageServer.Messages;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>What a file holds, and what of it can be folded.</summary>
internal static class Outline
{
    private const int ModuleKind = 2;
    private const int PropertyKind = 7;
    private const int FunctionKind = 12;
    private const int EnumKind = 10;
    private const int EventKind = 24;
    private const int RuleKind = 5;

    /// <summary>The members of a specification, or the rules of a grammar.</summary>
    public static IReadOnlyList<DocumentSymbol> Symbols(Analysis analysis)
    {
        if (analysis.Grammar is { } grammar)
            return [.. grammar.Rules.Select(rule => new DocumentSymbol(rule.Name, "", RuleKind, Around(rule.Source, rule.NameSpan, rule.Definition.Span.End), Places.RangeOf(rule.Source, rule.NameSpan), []))];
        if (analysis.File is not { } file)
            return [];
        int end = file.Source.Text.Length;
        return
        [
            .. file.Protocols.Select(protocol => Symbol(protocol.Name.Text, protocol.Extends is { } extends ? $"extends {extends.Text}" : "", ModuleKind, protocol.Name,
                Next(file, protocol.Name.Span.Start, end), Members(protocol.Members, file, Next(file, protocol.Name.Span.Start, end)))),
            .. Members(file.Members, file, end),
            .. file.Helps.SelectMany(help => help.Replies).Select(entry => Symbol(entry.Reply.Text, "", EventKind, entry.Reply, entry.Reply.Span.End, [])),
        ];
    }

    private static int Next(SpecFile file, int start, int end) =>
        file.Protocols.Select(protocol => protocol.Name.Span.Start).Where(other => other > start).DefaultIfEmpty(end).Min();

    private static List<DocumentSymbol> Members(IReadOnlyList<MemberSyntax> members, SpecFile file, int end)
    {
        var symbols = new List<DocumentSymbol>();
        for (int i = 0; i < members.Count; i++)
        {
            int next = i + 1 < members.Count ? members[i + 1].Keyword.Span.Start : end;
            symbols.Add(Symbol(members[i], file, Last(file.Source, members[i].Keyword.Span.Start, next)));
        }

        return symbols;
    }

    // The last token before the next member is the end of this one.
    private static int Last(SourceText source, int start, int next)
    {
        var lexer = new Lexer(source) { Offset = start };
        int end = start;
        int depth = 0;
        for (var token = lexer.Next(); token.Kind != TokenKind.End && token.Span.Start < next; token = lexer.Next())
        {
            depth += token.Is("{") ? 1 : token.Is("}") ? -1 : 0;
            if (depth < 0)
                break;
            end = token.Span.End;
        }

        return end;
    }

    private static DocumentSymbol Symbol(MemberSyntax member, SpecFile file, int end) => member switch
    {
        CommandMember command => Symbol(command.Verb.Text, "", FunctionKind, command.Verb, end, []),
        ReplyMember reply => Symbol(reply.Name.Text, reply.Code.Text, EventKind, reply.Name, end, []),
        ExtensionMember extension => Symbol(extension.Name.Text, "extension", ModuleKind, extension.Name, end, Members(extension.Members, file, end)),
        BodyMember body => Symbol(body.Name.Text, "body", PropertyKind, body.Name, end, []),
        ParamMember parameter => Symbol(parameter.Parameter.Text, string.Join(", ", parameter.Verbs), PropertyKind, parameter.Parameter, end, []),
        PolicyMember { Name: { } name } => Symbol(name.Text, "policy", PropertyKind, name, end, []),
        IncludeMember include => Symbol(include.Path.Text, "include", PropertyKind, include.Path, end, []),
        GrammarMember grammar => Symbol(grammar.Path.Text, "grammar", PropertyKind, grammar.Path, end, []),
        ChangeMember change => Symbol(change.Replacement, file, end) with { Detail = "change" },
        StatesMember states => Symbol("states", "", EnumKind, states.Keyword, end, []),
        _ => Symbol(member.Keyword.Text, "", PropertyKind, member.Keyword, end, []),
    };

    private static DocumentSymbol Symbol(string name, string detail, int kind, Name at, int end, IReadOnlyList<DocumentSymbol> children) => new(
        name.Length > 0 ? name : at.Source.GetText(at.Span), detail, kind, Around(at.Source, at.Span, end), Places.RangeOf(at.Source, at.Span), children);

    private static Messages.Range Around(SourceText source, TextSpan name, int end) => Places.RangeOf(source, TextSpan.FromBounds(name.Start, Math.Max(name.End, end)));

    /// <summary>Blocks, and comments of several lines.</summary>
    public static IReadOnlyList<FoldingRange> Folds(SourceText source)
    {
        var folds = new List<FoldingRange>();
        var open = new Stack<int>();
        var lexer = new Lexer(source);
        int end = 0;
        for (var token = lexer.Next(); ; token = lexer.Next())
        {
            Comments(source, end, token.Span.Start, folds);
            if (token.Kind == TokenKind.End)
                return folds;
            int line = source.GetLinePosition(token.Span.Start).Line - 1;
            if (token.Is("{"))
                open.Push(line);
            else if (token.Is("}") && open.TryPop(out int first) && line - 1 > first)
                folds.Add(new FoldingRange(first, line - 1, null));
            end = token.Span.End;
        }
    }

    private static void Comments(SourceText source, int start, int end, List<FoldingRange> folds)
    {
        int first = -1;
        int last = source.GetLinePosition(end).Line;
        for (int line = source.GetLinePosition(start).Line; line <= last; line++)
        {
            bool isComment = line < last && source.GetLine(line).AsSpan().TrimStart().StartsWith("//", StringComparison.Ordinal);
            if (isComment && first < 0)
                first = line;
            if (isComment || first < 0)
                continue;
            if (line - first > 1)
                folds.Add(new FoldingRange(first - 1, line - 2, "comment"));
            first = -1;
        }
    }
}
