using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>What a protocol takes of its family: everything that it does not say itself.</summary>
/// <param name="files">All files of the project.</param>
/// <param name="own">What is said already: by the protocol, by what it extends, and by families that it names before.</param>
internal sealed class FamilyDefaults(FileSet files, IReadOnlyList<MemberSyntax> own)
{
    // The words that stand before the name of a reply.
    private static readonly string[] s_before = ["else", "answered", "until"];

    /// <summary>Whether a family may hold a member: one of which a protocol can say otherwise, or that brings in such.</summary>
    public static bool May(MemberSyntax member) => member is OtherwiseMember or ReplyMember or ClassMember or RulesMember or StatusesMember or SettingsMember
        or LimitsMember or OptionsMember or FlagsMember or WordsMember or IncludeMember or FamilyMember;

    /// <summary>The members of a family that hold in the protocol.</summary>
    public IEnumerable<OwnedMember> Of(IEnumerable<OwnedMember> family)
    {
        var members = family.Select(member => member with { Member = WithoutWhatIsSaid(member.Member) }).ToList();
        var given = new HashSet<string>(members.Select(member => member.Member).OfType<OtherwiseMember>()
            .SelectMany(member => member.Rows).SelectMany(row => row.Outcome.Replies).Select(reply => reply.Text), StringComparer.Ordinal);
        return members.Where(member => member.Member switch
        {
            ReplyMember reply => !own.OfType<ReplyMember>().Any(mine => mine.Name.Text == reply.Name.Text) && (given.Contains(reply.Name.Text) || IsNamed(reply)),
            ClassMember digit => !own.OfType<ClassMember>().Any(mine => mine.Digit.Text == digit.Digit.Text),
            StatusesMember => !own.OfType<StatusesMember>().Any(),
            _ => true,
        });
    }

    private MemberSyntax WithoutWhatIsSaid(MemberSyntax member) => member switch
    {
        OtherwiseMember otherwise => otherwise with { Rows = [.. Except(otherwise.Rows, own.OfType<OtherwiseMember>().SelectMany(mine => mine.Rows), row => row.Input)] },
        LimitsMember limits => limits with { Limits = [.. Except(limits.Limits, own.OfType<LimitsMember>().SelectMany(mine => mine.Limits), limit => limit.Name)] },
        OptionsMember options => options with { Options = [.. Except(options.Options, own.OfType<OptionsMember>().SelectMany(mine => mine.Options), option => option.Name)] },
        FlagsMember flags => flags with { Flags = [.. Except(flags.Flags, own.OfType<FlagsMember>().SelectMany(mine => mine.Flags), flag => flag.Name)] },
        WordsMember words => words with { Words = [.. Except(words.Words, own.OfType<WordsMember>().SelectMany(mine => mine.Words), word => word.Name)] },
        SettingsMember settings => settings with
        {
            Settings = [.. Except(settings.Settings, own.OfType<SettingsMember>().Where(mine => mine.Keyword.Text == settings.Keyword.Text).SelectMany(mine => mine.Settings), setting => setting.Name)],
        },
        _ => member,
    };

    private static IEnumerable<T> Except<T>(IEnumerable<T> items, IEnumerable<T> said, Func<T, Name> nameOf)
    {
        var names = new HashSet<string>(said.Select(item => nameOf(item).Text), StringComparer.Ordinal);
        return items.Where(item => !names.Contains(nameOf(item).Text));
    }

    // A reply of the family that the protocol gives, by the words of its files and what stands before them.
    private bool IsNamed(ReplyMember reply) => files.Words.Of(reply.Name.Text)
        .Any(use => use.File.Source != reply.Name.Source && (use.Last.Is("=>") || use.Last.Is(",") || s_before.Any(use.Last.IsWord)));
}
