using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Resolves the names of one protocol. Every part that can be bound is, whatever is wrong elsewhere.</summary>
internal sealed class ProtocolBinder(FileSet files, ProtocolSyntax syntax, Report report)
{
    public BoundProtocol? Bind()
    {
        var members = new MemberCollector(files, report).Collect(syntax);
        var states = new StateTable(Of<StatesMember>(members), report);
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
        var extensions = settings.Extensions(members, limits);
        var replies = new ReplyBinder(limits, report).Bind(Of<ReplyMember>(members));
        var outcomes = new OutcomeBinder(states, flags, limits, replies, report);
        var otherwise = new OtherwiseBinder(outcomes, report);
        foreach (var member in Of<OtherwiseMember>(members))
            otherwise.Bind(member);

        var arguments = new ArgumentBinder(files, members, options, limits, replies, report);
        var commands = new CommandBinder(states, flags, limits, replies, extensions, outcomes, arguments, report).Bind(members);
        arguments.CheckBounds();
        uint need = flags.UseMask(Of<ExtensionsMember>(members).SelectMany(m => m.Flags));
        return new BoundProtocol
        {
            Syntax = syntax,
            Lines = settings.Lines(Of<SettingsMember>(members)),
            Waits = settings.Waits(Of<SettingsMember>(members)),
            States = states,
            Flags = flags,
            Limits = limits,
            Options = options,
            Extensions = extensions,
            Replies = replies,
            Classes = [.. Of<ClassMember>(members)],
            ExtensionsNeed = need,
            FlagsRead = need | commands.Aggregate(0u, (mask, c) => mask | (c.NonAscii?.Needs ?? 0)),
            Commands = commands,
            Connect = [.. Of<ConnectMember>(members).SelectMany(m => m.Outcomes).SelectMany(outcomes.Bind)],
            Otherwise = otherwise.Rows,
            Foreign = otherwise.Foreign,
            Helps = [.. files.Helps.Where(h => h.Protocol.Text == syntax.Name.Text)],
        };
    }

    private static IEnumerable<T> Of<T>(IEnumerable<OwnedMember> members) => members.Select(m => m.Member).OfType<T>();
}
