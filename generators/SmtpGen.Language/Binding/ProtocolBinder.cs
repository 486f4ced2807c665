using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Resolves the names of one protocol. Every part that can be bound is, whatever is wrong elsewhere.</summary>
internal sealed class ProtocolBinder(FileSet files, ProtocolSyntax syntax, Report report)
{
    public BoundProtocol? Bind()
    {
        var collector = new MemberCollector(files, report);
        var members = collector.Collect(syntax);
        // Groups before the extensions that reopen them.
        var states = new StateTable(Of<StatesMember>(members.OrderBy(m => m.Owner is not null)), report);
        if (states.Leaves.Count == 0 || states.Initial < 0)
        {
            report.Add(BindingRules.MissingPart, syntax.Name,
                $"The protocol '{syntax.Name}' has no initial state; write states {{ initial NAME; final NAME }}.");
            return null;
        }

        var settings = new SettingsBinder(report);
        var flags = settings.Flags(Of<FlagsMember>(members), states);
        var limits = settings.Limits(Of<LimitsMember>(members));
        var options = settings.Options(Of<OptionsMember>(members));
        NeedBinder.Declare(Of<PolicyMember>(members), options, report);
        settings.CheckCount(options);
        var words = settings.Words(Of<WordsMember>(members));
        var prefix = PrefixBinder.Find(Of<PrefixMember>(members), report);
        var prefixNames = PrefixBinder.NamesOf(prefix, Of<PartsMember>(members));
        var texts = new ReplyBinder(limits, words, report) { Prefix = [.. prefixNames.Select(name => name.Text)] };
        var statuses = texts.Statuses(settings.Statuses(Of<StatusesMember>(members)));
        var replies = texts.Bind(Of<ReplyMember>(members), statuses);
        var needs = new NeedBinder(flags, options, replies);
        var extensions = new ExtensionBinder(texts, needs, report).Bind(members);
        var arguments = new ArgumentBinder(files, members, options, limits, replies, report);
        var bodies = new BodyBinder(Of<BodyMember>(members), report);
        var outcomes = new OutcomeBinder(states, flags, replies, bodies.Bodies, arguments, report);
        bodies.BindAnswers(outcomes, flags, limits, options);
        var otherwise = new OtherwiseBinder(outcomes, options, report);
        foreach (var member in Of<OtherwiseMember>(members))
            otherwise.Bind(member);
        var counted = new CountedBinder(outcomes, limits, report);
        var literals = counted.Bind(Of<LiteralsMember>(members));
        var arrays = counted.Bind(Of<ArraysMember>(members), states, Of<LiteralsMember>(members).FirstOrDefault<MemberSyntax>() ?? prefix);
        var commands = new CommandBinder(states, flags, limits, options, replies, extensions, needs, outcomes, arguments, counted, report).Bind(members);
        BoundUnsolicited[] unsolicited = [.. Unsolicited(Of<UnsolicitedMember>(members), replies, states)];
        var names = new GeneratedNames(report);
        names.Check(syntax, commands, bodies.Bodies, words, prefixNames, replies, [.. unsolicited.Select(u => replies.NameOf(u.Model.Reply))]);
        names.Check(replies, limits, options, flags, extensions, states);
        bodies.BindPer(commands);
        PrefixBinder.Check(prefixNames, texts, commands.Values, report);
        var boundPrefix = arguments.BindPrefix(prefix);
        arguments.CheckBounds();
        uint need = flags.UseMask(Of<ExtensionsMember>(members).SelectMany(m => m.Flags));
        int needOr = Of<ExtensionsMember>(members).Select(m => m.Or is null ? -1 : options.Use(m.Or)).DefaultIfEmpty(-1).Max();
        return new BoundProtocol
        {
            Files = files,
            Grammar = arguments.Grammar,
            Syntax = syntax,
            Lines = settings.Lines(Of<SettingsMember>(members), options),
            LineSettings = [.. Of<SettingsMember>(members).Where(m => m.Keyword.Text == "lines").SelectMany(m => m.Settings).Where(s => s.Name.Text is not (SettingsParser.AnyBlanks or SettingsParser.Replies or SettingsParser.Verbs or SettingsParser.Further))],
            Waits = settings.Waits(Of<SettingsMember>(members)),
            States = states,
            Flags = flags,
            Limits = limits,
            Options = options,
            Words = words,
            Statuses = statuses,
            CodeRules = CodeRules.Bind(Of<RulesMember>(members), report),
            Extensions = extensions,
            Replies = replies,
            Bodies = bodies.Bodies,
            Classes = Classes(Of<ClassMember>(members)),
            ExtensionsNeed = need,
            ExtensionsOr = needOr,
            FlagsRead = need | needs.FlagsRead | commands.Values.Aggregate(0u, (mask, c) => mask | (c.NonAscii?.Needs ?? 0))
                | bodies.Bodies.Values.Aggregate(0u, (mask, b) => mask | b.RawWhen),
            Commands = [.. commands.Values],
            Connect = [.. outcomes.BindLast(Connect(members))],
            Otherwise = otherwise.Rows,
            Foreign = otherwise.Foreign,
            Unsolicited = unsolicited,
            Tallies = [.. otherwise.BindTallies(limits, commands, replies)],
            Helps = collector.Helps,
            Prefix = boundPrefix,
            Literals = literals,
            Arrays = arrays,
        };
    }

    // A reply that is named more than once may be sent in all the states named with it.
    private static IEnumerable<BoundUnsolicited> Unsolicited(IEnumerable<UnsolicitedMember> members, SymbolTable<BoundReply> replies, StateTable states) =>
        members.SelectMany(m => m.Replies.Select(name => (At: name, Reply: replies.Use(name), States: m.States.SelectMany(states.Find).ToList())))
            .Where(push => push.Reply >= 0)
            .GroupBy(push => push.Reply)
            .Select(same => new BoundUnsolicited(same.First().At, new UnsolicitedModel(same.Key, same.SelectMany(push => push.States).Distinct().OrderBy(state => state).ToEquatableArray())));

    private List<ClassMember> Classes(IEnumerable<ClassMember> members)
    {
        var table = new SymbolTable<ClassMember>("class", report);
        foreach (var member in members)
            table.Add(member.Digit, member);
        return [.. table.Values];
    }

    // A handler chooses among all outcomes, so they stand in one place.
    private List<OutcomeSyntax> Connect(List<OwnedMember> members)
    {
        foreach (var second in Of<ConnectMember>(members).Skip(1))
        {
            report.Add(BindingRules.Duplicate, second.Keyword,
                "There is a 'connect' already; write all outcomes into one, or 'change connect' to replace the one that is inherited.");
        }

        List<OutcomeSyntax> outcomes = [.. Of<ConnectMember>(members).SelectMany(m => m.Outcomes)];
        if (outcomes.Count > 1 && outcomes.Find(outcome => outcome.Replies.Count == 0) is { Target: { } silent })
        {
            report.Add(BindingRules.BadValue, silent,
                "A handler chooses by replies, so that '-> STATE' without one stands alone in 'connect'; write a reply, which may be 'silent'.");
            outcomes.RemoveRange(1, outcomes.Count - 1);
        }

        if (outcomes.Count == 0)
        {
            report.Add(BindingRules.MissingPart, syntax.Name,
                $"Nothing greets who connects to '{syntax.Name}'; write connect {{ => REPLY -> STATE }}.");
        }

        return outcomes;
    }

    private static IEnumerable<T> Of<T>(IEnumerable<OwnedMember> members) => members.Select(m => m.Member).OfType<T>();
}
