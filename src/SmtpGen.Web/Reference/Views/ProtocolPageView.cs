namespace SmtpGen.Web.Reference.Views;

/// <summary>The page of a protocol.</summary>
/// <param name="Name">The protocol.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Document">The document that it follows; null where none is named.</param>
/// <param name="Diagram">The drawing of its states.</param>
/// <param name="States">States and groups, each group before its states.</param>
/// <param name="Commands">Its commands.</param>
/// <param name="Codes">Its replies, by code.</param>
/// <param name="Confused">Pages that compare codes.</param>
/// <param name="Enhanced">Its enhanced codes.</param>
/// <param name="Extensions">Its extensions.</param>
/// <param name="Limits">Its limits.</param>
/// <param name="Options">Its options.</param>
/// <param name="Facts">What a session remembers.</param>
internal sealed record ProtocolPageView(
    string Name, string Meaning, Link? Document, string Diagram, IReadOnlyList<StateEntry> States, IReadOnlyList<CommandEntry> Commands,
    IReadOnlyList<CodeEntry> Codes, IReadOnlyList<Link> Confused, IReadOnlyList<EnhancedEntry> Enhanced, IReadOnlyList<ExtensionEntry> Extensions,
    IReadOnlyList<LimitEntry> Limits, IReadOnlyList<OptionEntry> Options, IReadOnlyList<FactEntry> Facts);

/// <summary>A state or a group of states.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Anchor">Its place on the page.</param>
/// <param name="Meaning">What is true in it.</param>
/// <param name="Marks">Whether it is the initial or a final one, or a group.</param>
/// <param name="Groups">The groups that it stands in.</param>
/// <param name="Members">The states of a group.</param>
/// <param name="Commands">The commands that it allows.</param>
/// <param name="ReachedBy">What leads to it.</param>
internal sealed record StateEntry(
    string Name, string Anchor, string Meaning, IReadOnlyList<string> Marks, IReadOnlyList<Link> Groups, IReadOnlyList<Link> Members,
    IReadOnlyList<Link> Commands, IReadOnlyList<string> ReachedBy);

/// <summary>A command in the list.</summary>
internal sealed record CommandEntry(Link Command, string Meaning, string Syntax, Link? Document, Link? Extension);

/// <summary>A code in the list, with its replies.</summary>
internal sealed record CodeEntry(Link Code, ClassTag Class, IReadOnlyList<Link> Replies);

/// <summary>An enhanced code, with its replies.</summary>
internal sealed record EnhancedEntry(string Code, IReadOnlyList<Link> Replies);

/// <summary>An extension.</summary>
/// <param name="Keyword">Its keyword.</param>
/// <param name="Anchor">Its place on the page.</param>
/// <param name="Meaning">What it is for.</param>
/// <param name="Document">The document that describes it.</param>
/// <param name="IsOn">Whether it is offered unless configured otherwise.</param>
/// <param name="Announces">What is announced, with words in braces for what is filled in.</param>
/// <param name="Needs">The extensions that it needs.</param>
/// <param name="Brings">Its commands and parameters.</param>
internal sealed record ExtensionEntry(
    string Keyword, string Anchor, string Meaning, Link? Document, bool IsOn, string Announces, IReadOnlyList<Link> Needs, IReadOnlyList<Link> Brings);

/// <summary>A limit.</summary>
internal sealed record LimitEntry(string Name, string Anchor, string Meaning, string Default, string Range);

/// <summary>An option.</summary>
internal sealed record OptionEntry(string Name, string Anchor, string Meaning, bool IsOn, IReadOnlyList<Link> StandsFor);

/// <summary>A fact about a session.</summary>
internal sealed record FactEntry(string Name, string Meaning);
