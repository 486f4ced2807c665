using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>A verb that a protocol renames, in the texts that it inherits: replies, their explanations and translations, doc comments.</summary>
/// <param name="rename">The verb, and its new name.</param>
/// <param name="verbs">All verbs of the protocol: one of two words keeps both, although one of them is renamed as a verb of its own.</param>
internal sealed class RenamedVerb(RenameMember rename, IEnumerable<string> verbs)
{
    private readonly string[] _others = [.. verbs.Select(verb => verb.ToUpperInvariant()).Where(verb => verb.Length > rename.From.Text.Length && verb.Split(' ').Contains(rename.From.Text.ToUpperInvariant()))];
    private readonly string _from = rename.From.Text.ToUpperInvariant();
    private readonly string _to = rename.To.Text.ToUpperInvariant();

    public MemberSyntax In(MemberSyntax member) => member switch
    {
        ReplyMember reply => reply with
        {
            Lines = [.. reply.Lines.Select(line => line with { Text = In(line.Text) })],
            Help = In(reply.Help),
        },
        ClassMember replyClass => In(replyClass),
        CommandMember command => command with { Doc = In(command.Doc) },
        ParamMember param => param with { Doc = In(param.Doc) },
        BodyMember body => body with { Doc = In(body.Doc) },
        PolicyMember policy => policy with { Doc = In(policy.Doc) },
        ExtensionMember extension => extension with { Doc = In(extension.Doc) },
        WordsMember words => words with { Words = [.. words.Words.Select(word => word with { Doc = In(word.Doc) })] },
        LimitsMember limits => limits with { Limits = [.. limits.Limits.Select(limit => limit with { Doc = In(limit.Doc) })] },
        OptionsMember options => options with { Options = [.. options.Options.Select(option => option with { Doc = In(option.Doc) })] },
        FlagsMember flags => flags with { Flags = [.. flags.Flags.Select(flag => flag with { Doc = In(flag.Doc) })] },
        StatesMember states => states with { States = [.. states.States.Select(In)] },
        _ => member,
    };

    private StateSyntax In(StateSyntax state) => state with { Doc = In(state.Doc), Children = [.. state.Children.Select(In)] };

    public HelpSyntax In(HelpSyntax translation) => translation with
    {
        Classes = [.. translation.Classes.Select(In)],
        Replies = [.. translation.Replies.Select(entry => entry with { Help = In(entry.Help) })],
    };

    private ClassMember In(ClassMember replyClass) => replyClass with { Help = In(replyClass.Help) };

    // What is empty stays the very same, for it means that nothing was said.
    private HelpBlock In(HelpBlock help) =>
        help == HelpBlock.None ? help : new HelpBlock(In(help.Meaning), In(help.Seen), In(help.Fix));

    private string In(string text)
    {
        for (int at = Find(text, 0); at >= 0; at = Find(text, at + _to.Length))
            text = text.Substring(0, at) + _to + text.Substring(at + _from.Length);
        return text;
    }

    // Only whole words in capitals are verbs; writing without spaces between words may stand right beside them.
    private int Find(string text, int start)
    {
        for (int at = text.IndexOf(_from, start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(_from, at + 1, StringComparison.Ordinal))
        {
            int end = at + _from.Length;
            if (IsWord(text, at, end) && !Array.Exists(_others, other => Stands(other, text, at) || Stands(other, text, end - other.Length)))
                return at;
        }

        return -1;
    }

    private static bool Stands(string verb, string text, int at) =>
        at >= 0 && string.CompareOrdinal(text, at, verb, 0, verb.Length) == 0 && IsWord(text, at, at + verb.Length);

    private static bool IsWord(string text, int at, int end) =>
        (at == 0 || !IsInWord(text[at - 1])) && (end == text.Length || !IsInWord(text[end]));

    // A brace begins a slot.
    private static bool IsInWord(char c) => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '{';
}
