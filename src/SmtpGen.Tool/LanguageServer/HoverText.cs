using System.Text;
using SmtpGen.Language.Binding;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Reference.Explanations;
using SmtpGen.Tool.LanguageServer.Symbols;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>What is shown of a name.</summary>
internal static class HoverText
{
    // More states or replies than this hide what is said of them.
    private const int MaxLines = 12;

    public static string Of(Analysis analysis, ProtocolScope scope, Occurrence name)
    {
        var model = analysis.ModelOf(scope);
        return name.Kind switch
        {
            SymbolKind.Rule => Rule(analysis, scope, name),
            SymbolKind.Command when model is not null && Command(model, name) is { } command => command,
            SymbolKind.Reply when model is not null && Reply(model, name) is { } reply => reply,
            SymbolKind.State when model is not null && new Explainer(model, "en").FindExact(name.Name) is StateExplanation state => State(state),
            SymbolKind.Limit when model?.Limits.FirstOrDefault(limit => limit.Name == name.Name) is { } limit =>
                $"limit **{limit.Name}** = {limit.Default} ({limit.Min} to {limit.Max})\n\n{limit.Doc}",
            SymbolKind.Option when model?.Options.FirstOrDefault(option => option.Name == name.Name) is { } option =>
                $"option **{option.Name}**, {(option.Default ? "on" : "off")} unless configured\n\n{option.Doc}",
            _ => Declared(scope, name),
        };
    }

    private static string Declared(ProtocolScope scope, Occurrence name)
    {
        string doc = scope.Declarations(name.Kind, name.Name).Select(declaration => declaration.Doc).FirstOrDefault(doc => doc.Length > 0) ?? "";
        return $"{name.Kind.ToString().ToLowerInvariant()} **{name.Name[(name.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]}**\n\n{doc}";
    }

    private static string? Command(ProtocolModel model, Occurrence name)
    {
        int index = model.Commands.ToList().FindIndex(command => command.Verb.Equals(name.Name, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            return null;
        var command = CommandView.Of(model, index, name.Name, Wording.In("en"));
        var text = new StringBuilder($"```text\n{command.Syntax}\n```\n{command.Meaning}");
        if (command.Document is { } document)
            text.Append($" ({document})");
        text.Append("\n\n");
        foreach (var rule in command.Answers)
        {
            text.Append($"in {string.Join(", ", rule.States)}:\n");
            foreach (var answer in rule.Answers.Take(MaxLines))
                text.Append($"- `{answer.Prefix}` {answer.Reply}{(answer.State is { } state ? $" → {state}" : "")}{(answer.Then is { } then ? $", {then}" : "")}\n");
            if (rule.Answers.Count > MaxLines)
                text.Append($"- and {rule.Answers.Count - MaxLines} more\n");
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string? Reply(ProtocolModel model, Occurrence name)
    {
        int index = model.Replies.ToList().FindIndex(reply => reply.Name == name.Name);
        if (index < 0)
            return null;
        var reply = ReplyExplanation.Of(model, index, "en", Wording.In("en"));
        var text = new StringBuilder($"```text\n{string.Join('\n', reply.Lines.Select(line => $"{ReplyText.Prefix(model, model.Replies[index])} {line}".Trim()))}\n```\n");
        text.Append(Help(reply.Meaning, reply.Seen, reply.Fix));
        foreach (string locale in model.Helps.Select(help => help.Locale))
        {
            var translated = ReplyExplanation.Of(model, index, locale, Wording.In(locale));
            text.Append($"\n---\n{Help(translated.Meaning, translated.Seen, translated.Fix)}");
        }

        return text.ToString();
    }

    private static string Help(string meaning, string seen, string fix) =>
        string.Join("\n\n", new[] { meaning, seen, fix }.Where(part => part.Length > 0)) + "\n";

    private static string State(StateExplanation state) =>
        $"state **{state.Name}**\n\n{state.Meaning}\n\n"
        + Line("states", state.Members) + Line("commands", state.Commands) + Line("reached by", state.ReachedBy);

    private static string Line(string title, IReadOnlyList<string> names) => names.Count == 0 ? "" : $"{title}: {string.Join(", ", names)}\n\n";

    private static string Rule(Analysis analysis, ProtocolScope scope, Occurrence name)
    {
        var rules = analysis.Rules(scope).Where(rule => rule.Name.Equals(name.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (rules.Count == 0)
            return LinkedGrammar.Link([]).Find(name.Name) is { } core ? $"rule **{core.Name}** of RFC 5234" : $"rule **{name.Name}**";
        string abnf = string.Join('\n', rules.Select(rule => $"{rule.Name} {(rule.IsIncremental ? "=/" : "=")} {rule.Source.GetText(rule.Definition.Span)}"));
        string? sample = Sample(analysis, scope, rules[0]);
        return $"```abnf\n{abnf}\n```\n{(sample is null ? "" : $"such as `{Printable.Line(sample)}`")}";
    }

    private static string? Sample(Analysis analysis, ProtocolScope scope, AbnfRule rule)
    {
        string? text = new ShortestText(LinkedGrammar.Link(analysis.GrammarsOf(scope))).Of(new RuleReference(rule.Name, rule.NameSpan));
        return text is { Length: > 0 and < 80 } ? text : null;
    }
}
