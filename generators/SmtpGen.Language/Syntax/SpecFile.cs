using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>
/// What a specification file says, before anything is looked up. A file holds protocols, or members that a protocol
/// includes, or translations.
/// </summary>
/// <param name="Source">The file.</param>
/// <param name="Protocols">Its protocols.</param>
/// <param name="Members">Members outside a protocol, for inclusion.</param>
/// <param name="Helps">Its translations.</param>
/// <param name="Diagnostics">What could not be read.</param>
public sealed record SpecFile(
    SourceText Source,
    IReadOnlyList<ProtocolSyntax> Protocols,
    IReadOnlyList<MemberSyntax> Members,
    IReadOnlyList<HelpSyntax> Helps,
    IReadOnlyList<SpecDiagnostic> Diagnostics)
{
    /// <summary>Name of the item metadata by which a project says of a file what <see cref="CompiledInto"/> is.</summary>
    public const string CompiledIntoMetadata = "SmtpGenCompiledInto";

    /// <summary>
    /// The root namespace of the assembly that holds the file's protocols already; null: they are compiled here. Such a
    /// file is there to be extended, and what is wrong in it is not its reader's to repair.
    /// </summary>
    public string? CompiledInto { get; init; }

    /// <summary>
    /// Whether the file begins as a specification, a translation or a part for inclusion does. Others may use the same endings
    /// for files of their own: one that begins otherwise, and that no specification includes, is none of ours.
    /// </summary>
    public bool BeginsAsSpecification { get; init; }

    /// <summary>Whether somebody asks about this very file, so that it is read however it begins.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The words and strings of what could not be read: what it would have declared is among them.</summary>
    public IReadOnlyCollection<string> Unread { get; init; } = [];

    /// <summary>Where its parts begin; null where it was not parsed.</summary>
    internal SpecLayout? Layout { get; init; }

    /// <summary>What the file says, in a form that is the same for files that differ in comments and layout only; findings tell them apart.</summary>
    public string Meaning() => SpecMeaning.Of(this);

    /// <summary>Reads a file. Never fails: what cannot be read is a finding.</summary>
    public static SpecFile Parse(SourceText source) => FileCheck.Find(source) is { } finding
        ? new SpecFile(source, [], [], [], [finding])
        {
            BeginsAsSpecification = new SpecParser(source).Begins,
            Unread = UnreadWords.In(source, [new TextSpan(0, source.Text.Length)]),
        }
        : new SpecParser(source).ParseFile();
}

/// <summary>A word together with where it stands.</summary>
/// <param name="Text">The word.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Source">The file it stands in.</param>
public sealed record Name(string Text, TextSpan Span, SourceText Source)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary><c>protocol NAME extends BASE cites DOCUMENT { members }</c>.</summary>
public sealed record ProtocolSyntax(
    Name Name, string Doc, Name? Extends, Name? Cites, IReadOnlyList<MemberSyntax> Members);

/// <summary><c>help LOCALE for PROTOCOL</c> and the entries after it.</summary>
public sealed record HelpSyntax(
    Name Locale, Name Protocol, IReadOnlyList<ClassMember> Classes, IReadOnlyList<HelpEntrySyntax> Replies);

/// <summary>The translation of one reply.</summary>
public sealed record HelpEntrySyntax(Name Reply, HelpBlock Help);

/// <summary>The texts of a help block; empty where missing.</summary>
public sealed record HelpBlock(string Meaning, string Seen, string Fix)
{
    /// <summary>No block.</summary>
    public static HelpBlock None { get; } = new("", "", "");
}
