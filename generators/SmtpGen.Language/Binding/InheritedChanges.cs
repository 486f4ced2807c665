using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>What a protocol does to the members it inherits: <c>remove</c>, <c>rename</c>, <c>change</c>.</summary>
/// <param name="members">The inherited members.</param>
/// <param name="report">Takes findings.</param>
internal sealed class InheritedChanges(List<OwnedMember> members, Report report)
{
    /// <summary>What the protocol above renamed is known by its new name to those that extend it.</summary>
    public void Begin() =>
        Replace(m => m is CommandMember command ? command with { OriginalVerb = command.Verb.Text } : m);

    public void Remove(RemoveMember removal)
    {
        var removed = removal.Kind.Text switch
        {
            "command" => members.FindAll(m => m.Member is CommandMember c && Is(c.Verb, removal.Name)),
            "extension" => WithExtension(removal.Name),
            "reply" => members.FindAll(m => m.Member is ReplyMember r && r.Name.Text == removal.Name.Text),
            _ => [],
        };
        if (removed.Count == 0)
        {
            report.Add(BindingRules.NotInherited, removal.Name,
                $"The protocol that is extended has no {removal.Kind} '{removal.Name}'; 'command', 'extension' and 'reply' can be removed.");
        }

        members.RemoveAll(removed.Contains);
        foreach (var command in removed.Select(m => m.Member).OfType<CommandMember>())
            Replace(m => WithVerbs(m, verbs => [.. verbs.Where(v => !Is(v, command.Verb))]));
        members.RemoveAll(m => m.Member is ParamMember { Verbs.Count: 0 } or NonAsciiMember { Verbs.Count: 0 });
    }

    // The extension and all in its braces, and the same of each extension that is on offer only with it.
    private List<OwnedMember> WithExtension(Name name)
    {
        var removed = members.FindAll(m => m.Member is ExtensionMember e && Is(e.Name, name));
        for (int i = 0; i < removed.Count; i++)
        {
            if (removed[i].Member is ExtensionMember extension)
                removed.AddRange(members.Where(m => Needs(m, extension.Name) && !removed.Contains(m)).ToList());
        }

        return removed;
    }

    private static bool Needs(OwnedMember member, Name extension) =>
        (member.Owner is { } owner && Is(owner.Name, extension))
        || (member.Member is ExtensionMember other && other.With.Any(name => Is(name, extension)));

    /// <summary>Renames a verb in the members; the translations are the caller's.</summary>
    public RenamedVerb Rename(RenameMember rename)
    {
        if (!members.Exists(m => m.Member is CommandMember c && Is(c.Verb, rename.From)))
            report.Add(BindingRules.NotInherited, rename.From, $"The protocol that is extended has no command '{rename.From}'; name one that it has.");
        var renamed = new RenamedVerb(rename, members.Select(m => m.Member).OfType<CommandMember>().Select(command => command.Verb.Text));
        Replace(m => renamed.In(m) is var member && member is CommandMember command && Is(command.Verb, rename.From)
            ? command with { Verb = rename.To }
            : WithVerbs(member, verbs => [.. verbs.Select(v => Is(v, rename.From) ? rename.To : v)]));
        return renamed;
    }

    public void Change(ChangeMember change)
    {
        bool isChanged = false;
        Replace(m =>
        {
            var changed = Changed(m, change.Replacement);
            isChanged |= changed is not null;
            return changed ?? m;
        });
        if (isChanged && change.Replacement is OtherwiseMember)
            members.Add(new OwnedMember(change.Replacement, null));
        if (!isChanged)
        {
            report.Add(BindingRules.NotInherited, NameOf(change.Replacement),
                $"The protocol that is extended has no such {change.Replacement.Keyword}; without 'change' this defines a new one.");
        }
    }

    private static MemberSyntax? Changed(MemberSyntax old, MemberSyntax by) => (old, by) switch
    {
        (CommandMember was, CommandMember now) when Is(was.Verb, now.Verb) => Changed(was, now),
        (BodyMember was, BodyMember now) when was.Name.Text == now.Name.Text && was.Outcomes.Count > 0 => was with
        {
            Limit = now.Limit ?? was.Limit,
            Per = now.Per ?? was.Per,
            RawWhen = now.RawWhen.Count > 0 ? now.RawWhen : was.RawWhen,
            Outcomes = now.Outcomes.Count > 0 ? now.Outcomes : was.Outcomes,
            TooBig = now.TooBig ?? was.TooBig,
            BadFraming = now.BadFraming ?? was.BadFraming,
            Nul = now.Nul ?? was.Nul,
        },
        (ReplyMember was, ReplyMember now) when was.Name.Text == now.Name.Text =>
            now with { Help = now.Help == HelpBlock.None ? was.Help : now.Help },
        (ConnectMember, ConnectMember now) => now,
        // The rows that replace these are added once, however many blocks there are.
        (OtherwiseMember was, OtherwiseMember now) => was with
        {
            Rows = [.. was.Rows.Where(r => !now.Rows.Any(n => n.Input.Text == r.Input.Text))],
        },
        _ => null,
    };

    // A rule replaces those that have its keyword: all of `from`, and of `in` those for the same states.
    private static CommandMember Changed(CommandMember was, CommandMember now) => was with
    {
        Pattern = now.Pattern ?? was.Pattern,
        PatternText = now.Pattern is null ? was.PatternText : now.PatternText,
        PatternSource = now.Pattern is null ? was.PatternSource : now.PatternSource,
        Annotations = now.Pattern is null ? was.Annotations : now.Annotations,
        TakesParameters = was.TakesParameters || now.TakesParameters,
        Rules = [.. was.Rules.Where(r => !now.Rules.Any(n => Replaces(n, r))), .. now.Rules],
        Sync = was.Sync || now.Sync,
        Quota = now.Quota ?? was.Quota,
        Needs = now.Needs.Count > 0 ? now.Needs : was.Needs,
        LineMax = now.LineMax ?? was.LineMax,
        BadArguments = now.BadArguments ?? was.BadArguments,
        KeepsSpaces = was.KeepsSpaces || now.KeepsSpaces,
        Data = now.Data ?? was.Data,
        Sends = now.Sends.Count > 0 ? now.Sends : was.Sends,
        Asks = was.Asks || now.Asks,
    };

    private static bool Replaces(RuleSyntax now, RuleSyntax was) =>
        now.Keyword.Text == was.Keyword.Text
        && (now.Keyword.Text == "from" || now.States.Any(s => was.States.Any(w => w.Text == s.Text)));

    private static MemberSyntax WithVerbs(MemberSyntax member, Func<IReadOnlyList<Name>, List<Name>> map) => member switch
    {
        ParamMember param => param with { Verbs = map(param.Verbs) },
        NonAsciiMember nonAscii => nonAscii with { Verbs = map(nonAscii.Verbs) },
        PolicyMember policy => policy with { Rows = [.. policy.Rows.Select(r => r with { Verbs = map(r.Verbs) })] },
        OtherwiseMember otherwise => otherwise with
        {
            Rows = [.. otherwise.Rows.Select(r => r.Tally is { } tally ? r with { Tally = tally with { Verbs = map(tally.Verbs) } } : r)
                .Where(r => r.Tally is null or { Verbs.Count: > 0 } or { Replies.Count: > 0 })],
        },
        BodyMember { Per: { } per } body => body with { Per = map([per]).FirstOrDefault() },
        _ => member,
    };

    private static Name NameOf(MemberSyntax member) => member switch
    {
        CommandMember command => command.Verb,
        BodyMember body => body.Name,
        ReplyMember reply => reply.Name,
        _ => member.Keyword,
    };

    private static bool Is(Name verb, Name other) => string.Equals(verb.Text, other.Text, StringComparison.OrdinalIgnoreCase);

    private void Replace(Func<MemberSyntax, MemberSyntax> change)
    {
        for (int i = 0; i < members.Count; i++)
            members[i] = members[i] with { Member = change(members[i].Member) };
    }
}
