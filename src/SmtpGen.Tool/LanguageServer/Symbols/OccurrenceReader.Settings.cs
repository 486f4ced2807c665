using SmtpGen.Language.Syntax;

namespace SmtpGen.Tool.LanguageServer.Symbols;

/// <content>Members that are neither commands nor replies.</content>
internal sealed partial class OccurrenceReader
{
    private void Settings(MemberSyntax member)
    {
        switch (member)
        {
            case PrefixMember prefix:
                Pattern(prefix.Pattern, prefix.Keyword.Source, "");
                Annotations(prefix.Annotations);
                break;
            case LiteralsMember literals:
                Add(SymbolKind.Limit, literals.Limit);
                Outcomes([literals.Continue, literals.TooBig], "");
                break;
            case ArraysMember arrays:
                Add(SymbolKind.Limit, arrays.Limit);
                Outcomes([arrays.TooBig, arrays.BadFraming], "");
                break;
            case WordsMember words:
                foreach (var word in words.Words)
                    Add(SymbolKind.Word, word.Name, isDeclaration: true, word.Doc);
                break;
            case StatusesMember statuses:
                foreach (var status in statuses.Statuses)
                    Add(SymbolKind.Status, status.Name, isDeclaration: true, status.Text.Text);
                break;
            case PolicyMember policy:
                Add(SymbolKind.Policy, policy.Name, isDeclaration: true, policy.Doc);
                foreach (var row in policy.Rows)
                {
                    Add(SymbolKind.Command, row.Verbs);
                    Need(row.Need);
                }

                break;
            case BoundsMember bounds:
                Add(SymbolKind.Rule, bounds.Bounds.Select(bound => bound.Rule));
                Add(SymbolKind.Rule, bounds.Bounds.Select(bound => bound.Counted).OfType<Name>());
                break;
            case PartsMember parts:
                Add(SymbolKind.Rule, parts.Scope);
                Add(SymbolKind.Rule, parts.Parts.SelectMany(part => part.Rules));
                break;
            case SettingsMember settings:
                Add(SymbolKind.Option, settings.Settings.Where(setting => setting.Name.Text == SettingsParser.AnyBlanks).Select(setting => setting.Value));
                break;
            case LimitsMember limits:
                foreach (var limit in limits.Limits)
                    Add(SymbolKind.Limit, limit.Name, isDeclaration: true, limit.Doc);
                break;
            case OptionsMember options:
                foreach (var option in options.Options)
                {
                    Add(SymbolKind.Option, option.Name, isDeclaration: true, option.Doc);
                    Add(SymbolKind.Option, option.StandsFor);
                }

                break;
            case FlagsMember flags:
                foreach (var flag in flags.Flags)
                {
                    Add(SymbolKind.Flag, flag.Name, isDeclaration: true, flag.Doc);
                    Add(SymbolKind.State, flag.Scope);
                }

                break;
            case StatesMember states:
                foreach (var state in states.States)
                    State(state);
                break;
            case ExtensionsMember extensions:
                Add(SymbolKind.Flag, extensions.Flags);
                Add(SymbolKind.Option, extensions.Or);
                break;
            default:
                Answers(member);
                break;
        }
    }

    private void Answers(MemberSyntax member)
    {
        switch (member)
        {
            case UnsolicitedMember unsolicited:
                Add(SymbolKind.Reply, unsolicited.Replies);
                Add(SymbolKind.State, unsolicited.States.Where(IsState));
                break;
            case ConnectMember connect:
                Outcomes(connect.Outcomes, "");
                break;
            case NonAsciiMember nonAscii:
                Add(SymbolKind.Command, nonAscii.Verbs);
                Add(SymbolKind.Flag, nonAscii.Flags);
                Add(SymbolKind.Reply, nonAscii.Reply);
                break;
            case OtherwiseMember otherwise:
                foreach (var row in otherwise.Rows)
                {
                    Outcomes([row.Outcome], "");
                    Add(SymbolKind.Option, row.Unless);
                    Add(SymbolKind.Limit, row.Tally?.Limit);
                    Add(SymbolKind.Command, row.Tally?.Verbs ?? []);
                    Add(SymbolKind.Reply, row.Tally?.Replies ?? []);
                    Add(SymbolKind.Reply, row.Tally?.Until ?? []);
                }

                break;
        }
    }

    private void State(StateSyntax state)
    {
        Add(SymbolKind.State, state.Name, isDeclaration: true, state.Doc);
        foreach (var child in state.Children)
            State(child);
    }
}
