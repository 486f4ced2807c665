using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Names that generated code could not tell apart: they differ in case and punctuation only, or generated code has them itself.</summary>
internal sealed class GeneratedNames(Report report)
{
    /// <summary>Reports such names of what a client says and what is answered.</summary>
    public void Check(ProtocolSyntax protocol, SymbolTable<BoundCommand> commands, SymbolTable<BoundBody> bodies, SymbolTable<WordModel> words, IReadOnlyList<Name> prefix,
        SymbolTable<BoundReply> replies, IReadOnlyList<Name> unsolicited)
    {
        Scope(TakenNames.None).AddAll("protocol", [protocol.Name]);
        var decisions = Scope(TakenNames.Decisions);
        var actions = Scope(TakenNames.Actions);
        var machine = Scope(TakenNames.Words);
        // A session's methods that ask for each decision.
        var methods = new HashSet<string>(StringComparer.Ordinal);
        foreach (var command in commands.Values)
        {
            var verb = command.Syntax.Verb;
            string name = GeneratedName.Pascal(verb.Text);
            if (!decisions.Add("command", verb, name) || !actions.Add("command", verb, name))
                continue;
            machine.Add("command", verb, name + "Arguments");
            methods.UnionWith(Methods(name));
            Arguments(command, GeneratedName.Pascal(protocol.Name.Text) + name);
            foreach (var line in Lines(command))
            {
                string generated = name + GeneratedName.Pascal(line.Text);
                if (Scope(TakenNames.Lines).Add("line", line, GeneratedName.Pascal(line.Text)) && decisions.Add("line", line, generated))
                    _ = actions.Add("line", line, generated) && machine.Add("line", line, generated);
                methods.UnionWith(Methods(generated));
            }

            Sent(command, replies);
            if (command.Rules.SelectMany(r => r.Outcomes).Any(o => o.Model.Then is ReadLineModel { Cancel: not null }))
                actions.Add("command", verb, "Cancel" + name);
        }

        foreach (var body in bodies.Values.Select(b => b.Syntax.Name))
        {
            string name = GeneratedName.Pascal(body.Text);
            if (decisions.Add("body", body, name, TakenNames.Bodies))
                actions.Add("body", body, "Send" + name);
            methods.Add("Offer" + name + "Async");
        }

        foreach (var reply in unsolicited)
            machine.Add("reply", reply, "TryPush" + GeneratedName.Pascal(reply.Text));
        foreach (var word in words.Names)
            machine.Add("word", word, GeneratedName.Pascal(word.Text), methods);
        foreach (var capture in prefix)
            machine.Add("capture", capture, GeneratedName.Pascal(capture.Text), methods);
    }

    /// <summary>Reports such names of what else a protocol declares.</summary>
    public void Check(
        SymbolTable<BoundReply> replies, SymbolTable<LimitModel> limits, SymbolTable<OptionModel> options, SymbolTable<FlagModel> flags,
        SymbolTable<ExtensionModel> extensions, StateTable states)
    {
        Scope(TakenNames.Replies).AddAll("reply", replies.Names);
        foreach (var reply in replies.Values)
            Scope(TakenNames.Parameters).AddAll("parameter", reply.Syntax.Parameters.Select(parameter => parameter.Name));
        var settings = Scope(TakenNames.Settings);
        settings.AddAll("limit", limits.Names);
        settings.AddAll("option", options.Names);
        Scope(TakenNames.Flags).AddAll("flag", flags.Names);
        Scope(TakenNames.Extensions).AddAll("extension", extensions.Names);
        Scope(TakenNames.None).AddAll("state", states.Leaves.Select(state => state.Name));
    }

    private static IEnumerable<string> Methods(string decision) => ["Ask" + decision + "Async", "Await" + decision + "Async", "Answer" + decision];

    // What sends a reply is told beside its values whether it goes out at once.
    private void Sent(BoundCommand command, SymbolTable<BoundReply> replies)
    {
        foreach (var (_, reply) in command.Sends)
            Scope(["Flush"]).AddAll("parameter", replies[reply].Syntax.Parameters.Select(parameter => parameter.Name).Where(name => name.Text.Equals("flush", StringComparison.OrdinalIgnoreCase)));
    }

    private NameScope Scope(IEnumerable<string> taken) => new(report, taken);

    // The captures of a command and of its parameters are properties of one type, and so is a parameter without a value. The name of that
    // type, and of the one with the parameters alone, begins with the protocol's and the verb's.
    private void Arguments(BoundCommand command, string own)
    {
        var chunk = command.Syntax.Rules.SelectMany(r => r.Outcomes).Select(o => o.Then).OfType<ReadBodySyntax>().FirstOrDefault(r => r.Chunk is not null)?.Chunk;
        var scope = Scope([.. TakenNames.Arguments, own + "Arguments", own + "Parameters", .. Beside(command, chunk)]);
        // How long a chunk is is counted, and is not an argument.
        var captures = PatternViews.CaptureNodes(command.Pattern).Where(capture => capture.Name != chunk?.Length.Text)
            .GroupBy(capture => capture.Name, StringComparer.Ordinal)
            .Select(same => new Name(same.Key, same.First().NameSpan, command.Syntax.Verb.Source));
        scope.AddAll("capture", command.Syntax.Data is { } data ? captures.Append(data.Name) : captures);
        foreach (var parameter in command.Parameters.GroupBy(p => p.Model.Keyword, StringComparer.Ordinal).Select(same => same.First()))
        {
            var at = parameter.Syntax.Parameter;
            string keyword = GeneratedName.Pascal(parameter.Model.Keyword, "Ext");
            scope.Add("parameter", at, parameter.Model.Capture is { } value ? GeneratedName.Pascal(value.Name) : Shown(parameter.Syntax, keyword));
        }
    }

    // What a client's method for the command is told beside what the client says.
    private static IEnumerable<string> Beside(BoundCommand command, ChunkSyntax? chunk)
    {
        if (chunk is not null)
            yield return "Octets";
        if (command.Parameters.Count > 0)
            yield return "Parameters";
        if (command.Rules.SelectMany(r => r.Outcomes).Any(o => o.Model.Then is UpgradeModel))
            yield return "Tls";
    }

    private static string Shown(ParamMember parameter, string keyword) =>
        parameter.Sets.Count == 1 ? GeneratedName.Pascal(parameter.Sets[0].Text) : keyword;

    // Each line that a command asks for, by its capture.
    private static IEnumerable<Name> Lines(BoundCommand command) => command.Syntax.Rules.SelectMany(r => r.Outcomes)
        .Select(o => o.Then).OfType<ReadLineSyntax>()
        .SelectMany(line => PatternViews.CaptureNodes(line.Pattern).Take(1).Select(capture => new Name(capture.Name, capture.NameSpan, line.Keyword.Source)))
        .GroupBy(line => line.Text, StringComparer.Ordinal).Select(same => same.First());
}
